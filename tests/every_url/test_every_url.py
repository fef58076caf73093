"""Nobody gets further than they may at any address; whoever looks leaves a trace."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from stegvis.core import tenancy
from tests.cast import build_cast
from tests.every_url.walk import OPEN, Walker, addresses
from tests.every_url.world import MAY_SEE, build_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once: every visit is undone, and the whole of it afterwards.

    A test here asks for it and not for `db`, which would close the connection under it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        with tenancy.tenant_scope(cast.tenant.pk):
            yield build_world(cast)
        transaction.set_rollback(True)


def test_every_url_has_a_name_and_known_arguments():
    for address in addresses():
        assert address.name.rpartition(":")[2], f"{address.view} has no name"
        address.at("x" * 16)


def test_every_url_has_a_row_that_fits_it(world):
    without = Walker(world, addresses()).unfitted()
    assert without == [], "no row of tests/every_url/world.py fits: add one to furnish there"


@pytest.mark.parametrize("role", MAY_SEE)
def test_every_url_gives_nobody_more_than_they_may_see(world, role):
    faults = Walker(world, addresses()).faults(role)
    assert not faults, "\n".join(faults)


def _unlocked(found):
    """Addresses that don't send somebody who hasn't signed in to do so."""
    sign_in = reverse("account_login")
    for address in found:
        for method in ("get", "post"):
            response = getattr(Client(), method)(address.at("x" * 16))
            if not getattr(response, "url", "").startswith(sign_in):
                yield address.name


def test_every_url_but_the_open_ones_asks_for_a_sign_in(world):
    assert set(_unlocked(addresses())) == OPEN


@pytest.mark.urls("tests.every_url.planted")
def test_every_url_is_walked_so_that_planted_faults_are_found(world):
    walker = Walker(world, addresses("planted:"))
    assert walker.unfitted() == ["planted:nothing"]
    colleague, neighbour = walker.faults("colleague"), walker.faults("neighbour")
    coordinator = walker.faults("coordinator")
    for expected in (
        "colleague GET planted:whole of amina: shows Warsame, 195901232602, 5901232602",
        "colleague GET planted:whole of amina: answers 200 instead of refusing",
        "colleague GET planted:whole of siri: tells (200) what is there from what isn't (404)",
        "colleague POST planted:change of amina: did people.person.edited",
        "colleague GET planted:listed: shows Warsame",
        "colleague GET planted:telling of siri: tells (403) what is there from what isn't (404)",
    ):
        assert expected in colleague
    assert "neighbour GET planted:listed: shows Warsame" not in neighbour
    read = "coordinator GET planted:unlogged of amina: shows 195901232602, 5901232602"
    assert f"{read} and no read is in the audit" in coordinator
    assert set(_unlocked(walker.addresses)) == {"planted:unlocked"}
