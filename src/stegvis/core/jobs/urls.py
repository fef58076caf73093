"""Addresses of the jobs room."""

from django.urls import path

from stegvis.core.jobs import views

app_name = "jobs"
urlpatterns = [path("<str:public_id>/", views.show, name="show")]
