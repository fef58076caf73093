"""Addresses of the participant's own pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "me"
urlpatterns: list[URLPattern] = []
