"""Addresses of bringing lists of people."""

from __future__ import annotations

from django.urls import path

from stegvis.desk.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.home, name="home"),
    path("template/", views.template, name="template"),
    path("<str:public_id>/", views.sheet, name="sheet"),
    path("<str:public_id>/faults/", views.mend, name="mend"),
    path("<str:public_id>/accept/", views.accept, name="accept"),
    path("<str:public_id>/drop/", views.drop, name="drop"),
]
