"""Addresses of the journal room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.journal.views import drafts, notes, templates

app_name = "journal"
urlpatterns = [
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.new, name="template_new"),
    path("template/<str:public_id>/", templates.template, name="template"),
    path("template/<str:public_id>/remove/", templates.remove, name="template_remove"),
    path("note/<str:public_id>/", notes.note, name="note"),
    path("draft/<str:public_id>/drop/", drafts.drop, name="draft_drop"),
    path("<str:public_id>/write/", notes.write, name="write"),
    path("<str:public_id>/draft/", drafts.keep, name="draft"),
]
