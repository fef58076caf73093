"""Addresses of the employers room."""

from __future__ import annotations

from django.urls import path

from stegvis.work.employers import views

app_name = "employers"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.register, name="register"),
    path("talk/", views.talk, name="talk"),
    path("suggest/", views.suggest, name="suggest"),
    path("<slug:public_id>/", views.employer, name="employer"),
    path("<slug:public_id>/edit/", views.edit, name="edit"),
    path("<slug:public_id>/sign-ins/", views.sign_ins, name="sign_ins"),
    path("<slug:public_id>/sign-ins/one/", views.sign_in, name="sign_in"),
]
