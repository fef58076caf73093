"""Addresses of the groups room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.groups.views import attending, keeping, seating

app_name = "groups"
urlpatterns = [
    path("", keeping.listed, name="list"),
    path("new/", keeping.new, name="new"),
    path("for/<str:public_id>/", seating.choose, name="choose"),
    path("seat/<str:public_id>/", seating.seat, name="seat"),
    path("seat/<str:public_id>/give-up/", seating.give_up, name="give_up"),
    path("<str:public_id>/", keeping.group, name="group"),
    path("<str:public_id>/edit/", keeping.edit, name="edit"),
    path("<str:public_id>/day/", keeping.day, name="day"),
    path("<str:public_id>/join/", seating.join, name="join"),
    path("<str:public_id>/attendance/", attending.attendance, name="attendance"),
]
