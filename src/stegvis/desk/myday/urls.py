"""Addresses of My day."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "myday"
urlpatterns: list[URLPattern] = []
