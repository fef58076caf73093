"""Addresses of the participant's own pages."""

from __future__ import annotations

from django.urls import path

from stegvis.desk.me import views

app_name = "me"
urlpatterns = [
    path("", views.home, name="home"),
    path("knowers/", views.knowers, name="knowers"),
    path("consents/<str:public_id>/", views.withdraw, name="withdraw"),
    path("openings/", views.openings, name="openings"),
]
