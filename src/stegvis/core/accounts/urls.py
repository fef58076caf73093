"""Addresses of the accounts room; those of allauth's pages are in `entrance_urls`."""

from django.urls import path

from stegvis.core.accounts import code_views, views

app_name = "accounts"
urlpatterns = [
    path("in/", code_views.ask, name="code_ask"),
    path("in/code/", code_views.enter, name="code"),
    path("in/<str:token>/", views.sign_in_by_link, name="link"),
    path("in/address/<str:token>/", views.confirm_address, name="address"),
    path("leave/", views.leave, name="leave"),
    path("account/", views.own, name="own"),
    path("account/act-as/", views.act_as, name="act_as"),
]
