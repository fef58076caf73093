"""Addresses of making one record of two."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.doubles import views

app_name = "doubles"
urlpatterns = [path("<str:public_id>/", views.same, name="same")]
