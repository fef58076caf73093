"""Addresses of the journal room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.journal import views

app_name = "journal"
urlpatterns = [
    path("<str:public_id>/write/", views.write, name="write"),
    path("note/<str:public_id>/", views.note, name="note"),
]
