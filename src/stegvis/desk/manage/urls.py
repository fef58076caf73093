"""Addresses of the manager's pages."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "manage"
urlpatterns: list[URLPattern] = []
