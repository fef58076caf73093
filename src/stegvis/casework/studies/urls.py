"""Addresses of the studies room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.studies import views

app_name = "studies"
urlpatterns = [
    path("for/<str:public_id>/", views.new, name="new"),
    path("<str:public_id>/", views.study, name="study"),
]
