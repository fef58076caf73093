"""Addresses of the person's page."""

from __future__ import annotations

from django.urls import path

from stegvis.desk.person import views

app_name = "person"
urlpatterns = [
    path("<str:public_id>/", views.page, name="page"),
    path("<str:public_id>/notes/", views.notes, name="notes"),
]
