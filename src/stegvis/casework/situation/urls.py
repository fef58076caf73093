"""Addresses of the situation room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.situation import views

app_name = "situation"
urlpatterns = [
    path("find/", views.find, name="find"),
    path("row/", views.row, name="row"),
    path("<slug:public_id>/profile/", views.profile, name="profile"),
]
