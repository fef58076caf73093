"""Addresses of the manager's and the administrator's pages."""

from __future__ import annotations

from django.urls import path

from stegvis.desk.manage import views

app_name = "manage"
urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.unit_cases, name="cases"),
    path("openings/reviewed/", views.review_opening, name="review_opening"),
    path("log/", views.log_months, name="log"),
    path("log/<int:year>/<int:month>/", views.log_month, name="log_month"),
    path("administration/", views.administrate, name="administration"),
]
