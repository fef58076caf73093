"""Addresses of the situation room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.situation.views import areas, instruments, profile

app_name = "situation"
urlpatterns = [
    path("find/", profile.find, name="find"),
    path("row/", profile.row, name="row"),
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/template/", instruments.instrument_template, name="instrument_template"),
    path("instruments/look/", instruments.look_through, name="look_through"),
    path("instruments/accept/", instruments.accept, name="accept"),
    path("instruments/<slug:public_id>/", instruments.instrument, name="instrument"),
    path("instruments/<slug:public_id>/retire/", instruments.retire, name="retire"),
    path("areas/<slug:public_id>/", areas.assessment, name="assessment"),
    path("areas/<slug:public_id>/drop/", areas.drop, name="drop"),
    path("<slug:public_id>/profile/", profile.profile, name="profile"),
    path("<slug:public_id>/areas/", areas.areas, name="areas"),
    path("<slug:public_id>/areas/begin/", areas.begin, name="begin"),
]
