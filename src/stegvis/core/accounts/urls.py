"""Addresses of the accounts room."""

from django.urls import path

from stegvis.core.accounts import views

app_name = "accounts"
urlpatterns = [path("in/<str:token>/", views.sign_in_by_link, name="link")]
