"""Addresses of the network room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.network.views import consents, disclosures, requests

app_name = "network"
urlpatterns = [
    path("requests/", requests.waiting, name="requests"),
    path("requests/<str:public_id>/", requests.answer, name="answer"),
    path("consents/<str:public_id>/withdraw/", consents.withdraw, name="withdraw"),
    path("disclosures/<str:public_id>/end/", disclosures.end, name="end"),
    path("<str:public_id>/", consents.file, name="file"),
    path("<str:public_id>/consent/", consents.consent, name="consent"),
    path("<str:public_id>/disclose/", disclosures.disclose, name="disclose"),
    path("<str:public_id>/ask/", requests.ask, name="ask"),
]
