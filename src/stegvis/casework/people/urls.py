"""Addresses of the people room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.people.views import edit, erase, find, officers, own_page, register, urgent

app_name = "people"
urlpatterns = [
    path("search/", find.search, name="search"),
    path("register/", register.register, name="register"),
    path("unattended/<str:reference>/", officers.unattended, name="unattended"),
    path("<str:public_id>/edit/", edit.edit, name="edit"),
    path("<str:public_id>/number/", edit.number, name="number"),
    path("<str:public_id>/contact/", edit.contact, name="contact"),
    path("<str:public_id>/contact/way/", edit.contact_way, name="contact_way"),
    path("<str:public_id>/household/", edit.household, name="household"),
    path("<str:public_id>/household/remove/", edit.household_remove, name="household_remove"),
    path("<str:public_id>/protect/", edit.protect, name="protect"),
    path("<str:public_id>/own-page/", own_page.show, name="own_page"),
    path("<str:public_id>/own-page/do/", own_page.do, name="own_page_do"),
    path("<str:public_id>/own-page/link/", own_page.link, name="own_page_link"),
    path("<str:public_id>/colleague/", edit.colleague, name="colleague"),
    path("<str:public_id>/officers/", officers.officers, name="officers"),
    path("<str:public_id>/officers/end/", officers.officer_end, name="officer_end"),
    path("<str:public_id>/erase/", erase.erase, name="erase"),
    path("<str:public_id>/urgent/", urgent.urgent, name="urgent"),
]
