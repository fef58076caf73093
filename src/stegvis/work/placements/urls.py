"""Addresses of the placements room."""

from __future__ import annotations

from django.urls import path

from stegvis.work.placements import views

app_name = "placements"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.begin, name="begin"),
    path("new/<slug:public_id>/", views.new, name="new"),
    path("<slug:public_id>/", views.placement, name="placement"),
    path("<slug:public_id>/change/", views.change, name="change"),
    path("<slug:public_id>/tell/", views.tell, name="tell"),
    path("<slug:public_id>/untell/", views.untell, name="untell"),
    path("<slug:public_id>/end/", views.end, name="end"),
    path("<slug:public_id>/halfway/", views.halfway, name="halfway"),
]
