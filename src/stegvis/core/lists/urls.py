"""Addresses of saved filters and chosen columns."""

from __future__ import annotations

from django.urls import path

from stegvis.core.lists import views

app_name = "lists"
urlpatterns = [
    path("filter/<str:public_id>/", views.edit, name="edit"),
    path("filter/<str:public_id>/up/", views.move, name="move"),
    path("filter/<str:public_id>/remove/", views.remove, name="remove"),
    path("<slug:kind>/", views.saved, name="saved"),
    path("<slug:kind>/save/", views.save, name="save"),
    path("<slug:kind>/columns/", views.columns, name="columns"),
]
