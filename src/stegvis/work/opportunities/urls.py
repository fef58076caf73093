"""Addresses of the opportunities room."""

from __future__ import annotations

from django.urls import path

from stegvis.work.opportunities import views

app_name = "opportunities"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.offer, name="offer"),
    path("occupations/", views.suggest_occupations, name="occupations"),
    path("<slug:public_id>/", views.place, name="place"),
    path("<slug:public_id>/edit/", views.edit, name="edit"),
    path("<slug:public_id>/withdraw/", views.withdraw, name="withdraw"),
]
