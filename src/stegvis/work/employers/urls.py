"""Addresses of the employers room."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "employers"
urlpatterns: list[URLPattern] = []
