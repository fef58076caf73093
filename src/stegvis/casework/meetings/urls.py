"""Addresses of the meetings room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.meetings.views import answers, calendars, meetings

app_name = "meetings"
urlpatterns = [
    path("calendar/", calendars.subscription, name="subscription"),
    path("calendar/end/", calendars.end_subscription, name="end_subscription"),
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
    path("meeting/<str:public_id>/", meetings.meeting, name="meeting"),
    path("meeting/<str:public_id>/move/", meetings.move, name="move"),
    path("meeting/<str:public_id>/cancel/", meetings.cancel, name="cancel"),
    path("meeting/<str:public_id>/outcome/", meetings.outcome, name="outcome"),
    path("meeting/<str:public_id>/booked.ics", calendars.one, name="file"),
    path("answer/<str:public_id>/", answers.answer, name="answer"),
    path("<str:public_id>/", meetings.meetings, name="meetings"),
    path("<str:public_id>/new/", meetings.new, name="new"),
    path("<str:public_id>/reminders/", answers.reminders, name="reminders"),
]
