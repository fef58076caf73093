"""Addresses of a partner's own pages."""

from __future__ import annotations

from django.urls import path

from stegvis.desk.partner import views

app_name = "partner"
urlpatterns = [
    path("", views.home, name="home"),
    path("<str:public_id>/", views.person, name="person"),
]
