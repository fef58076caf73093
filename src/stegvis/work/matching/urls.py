"""Addresses of the matching room."""

from __future__ import annotations

from django.urls import path

from stegvis.work.matching import views

app_name = "matching"
urlpatterns = [
    path("<slug:public_id>/", views.proposals, name="proposals"),
    path("<slug:public_id>/best/", views.best, name="best"),
    path("proposal/<slug:public_id>/", views.answer, name="answer"),
]
