"""Addresses of the situation room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.situation.views import areas, profile

app_name = "situation"
urlpatterns = [
    path("find/", profile.find, name="find"),
    path("row/", profile.row, name="row"),
    path("areas/<slug:public_id>/", areas.assessment, name="assessment"),
    path("areas/<slug:public_id>/drop/", areas.drop, name="drop"),
    path("<slug:public_id>/profile/", profile.profile, name="profile"),
    path("<slug:public_id>/areas/", areas.areas, name="areas"),
    path("<slug:public_id>/areas/begin/", areas.begin, name="begin"),
]
