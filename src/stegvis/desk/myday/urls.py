"""Addresses of My day."""

from __future__ import annotations

from django.urls import path

from stegvis.desk.myday import views

app_name = "myday"
urlpatterns = [
    path("", views.home, name="home"),
    path("day/", views.my_day, name="day"),
    path("note/", views.note, name="note"),
]
