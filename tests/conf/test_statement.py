"""Everybody may read how accessible the product is, and whom to tell."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
ADDRESS = "/accessibility/"


def test_the_statement_is_there_for_somebody_who_hasnt_signed_in(client):
    answer = client.get(ADDRESS, headers={"accept-language": "sv"})
    assert answer.status_code == 200
    assert "WCAG 2.1" in answer.text
    assert "digg.se" in answer.text
    assert "uutilsynet.no" in answer.text


def test_the_statement_names_whom_the_authority_has_chosen(client, settings):
    settings.ACCESSIBILITY_CONTACT = "tillganglighet@kommunen.example"
    assert "tillganglighet@kommunen.example" in client.get(ADDRESS).text


def test_without_a_contact_the_statement_leads_to_the_unit(client):
    answer = client.get(ADDRESS, headers={"accept-language": "en"})
    assert "Tell the unit you are in contact with" in answer.text


def test_the_way_in_leads_to_the_statement(client):
    assert f'href="{ADDRESS}"' in client.get(reverse("account_login")).text
