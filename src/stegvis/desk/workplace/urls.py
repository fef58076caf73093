"""The address of the employer's own page."""

from __future__ import annotations

from django.urls import path

from stegvis.desk.workplace import views

app_name = "workplace"
urlpatterns = [path("", views.home, name="home")]
