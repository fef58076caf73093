"""Addresses of the doubles room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.doubles import views

app_name = "doubles"
urlpatterns = [
    path("", views.hidden_doubles, name="hidden"),
    path("hidden/<str:public_id>/take-up/", views.take_up, name="take_up"),
    path("hidden/<str:public_id>/settle/", views.settle, name="settle"),
    path("<str:public_id>/", views.same, name="same"),
]
