"""Addresses of the papers room."""

from django.urls import path

from stegvis.casework.papers import views

app_name = "papers"
urlpatterns = [
    path("<str:public_id>/", views.file, name="file"),
    path("<str:public_id>/take-out/", views.take_out, name="take_out"),
]
