"""Addresses of the plans room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.plans import views

app_name = "plans"
urlpatterns = [
    path("<str:public_id>/", views.plan, name="plan"),
    path("<str:public_id>/goal/", views.goal, name="goal"),
    path("<str:public_id>/step/", views.activity, name="activity"),
    path("<str:public_id>/agree/", views.agree, name="agree"),
    path("<str:public_id>/print/", views.printed, name="print"),
    path("<str:public_id>/paper/", views.paper, name="paper"),
    path("goal/<str:public_id>/edit/", views.goal_edit, name="goal_edit"),
    path("goal/<str:public_id>/reached/", views.goal_reached, name="goal_reached"),
    path("goal/<str:public_id>/drop/", views.goal_drop, name="goal_drop"),
    path("step/<str:public_id>/edit/", views.activity_edit, name="activity_edit"),
    path("step/<str:public_id>/done/", views.activity_done, name="activity_done"),
    path("step/<str:public_id>/stop/", views.activity_stop, name="activity_stop"),
]
