"""Addresses of the placements room."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "placements"
urlpatterns: list[URLPattern] = []
