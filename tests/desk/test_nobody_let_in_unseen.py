"""Whoever an administrator lets in, somebody else who watches over the files is told."""

import pytest
from django.urls import reverse

from stegvis.casework.people import actions as people
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role
from stegvis.core.notices.models import Notice
from stegvis.core.organisations import actions as organisations
from tests.cast import FIRST_DAY
from tests.desk import story
from tests.desk.test_administration import HOME, arne, fill, hire, press

__all__ = ["arne"]


def colleague(cast, name, role, unit):
    account = accounts.create_account(
        cast.tenant, email=f"{name.lower()}@example.org", name=name, by=cast.system
    )
    if role:
        accounts.give_role(unit, account=account, role=role, starts=FIRST_DAY, by=cast.system)
    return account


@pytest.fixture
def new_unit(cast):
    """A unit of the same board that nobody manages."""
    return organisations.create_unit(
        cast.unit.organisation,
        name="Projektet",
        secrecy_area=cast.unit.secrecy_area,
        by=cast.system,
    )


def give(client, account, unit, role):
    page = f"{HOME}account/{account.public_id}/role/"
    return fill(client, page, unit=unit.public_id, role=role, starts=clock.today())


def told():
    return set(Notice.objects.filter(text="review").values_list("recipient_id", flat=True))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.REGISTRAR, Role.CONTACT_AGENT])
def test_a_unit_without_manager_gets_nobody_who_reaches_persons(arne, cast, new_unit, role):
    lena = colleague(cast, "Lena", "", new_unit)
    answer = give(arne, lena, new_unit, role).content.decode()
    assert "Ingen annan är chef för enheten i dag" in answer
    assert not lena.memberships.exists()


def test_a_units_first_manager_is_told_to_every_manager_and_other_administrator(
    arne, cast, new_unit
):
    other = colleague(cast, "Ada", Role.ADMINISTRATOR, cast.unit)
    lena = colleague(cast, "Lena", "", new_unit)
    give(arne, lena, new_unit, Role.UNIT_MANAGER)
    assert lena.memberships.get().role == Role.UNIT_MANAGER
    assert told() == {cast.maria.pk, other.pk}
    nils = colleague(cast, "Nils", "", new_unit)
    give(arne, nils, new_unit, Role.COORDINATOR)
    assert told() == {cast.maria.pk, other.pk, lena.pk}


def test_a_new_installation_gets_its_first_manager(arne, cast):
    accounts.end_role(
        cast.maria.memberships.get(), ends=clock.days_from_today(-1), by=cast.by(cast.admin)
    )
    lena = hire(arne, cast, Role.UNIT_MANAGER)
    assert lena.memberships.get().role == Role.UNIT_MANAGER
    assert told() == set()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.LOG_REVIEWER])
def test_a_new_administrator_or_log_reviewer_is_told(arne, cast, role):
    other = colleague(cast, "Ada", Role.ADMINISTRATOR, cast.unit)
    hire(arne, cast, role)
    assert told() == {cast.maria.pk, other.pk}


def test_a_role_through_an_administrator_of_ones_own_making_is_told_twice(arne, cast):
    second = hire(arne, cast, Role.ADMINISTRATOR)
    arne.force_login(second)
    give(arne, cast.admin, cast.unit, Role.COORDINATOR)
    assert Notice.objects.filter(text="review", recipient_id=cast.maria.pk).count() == 2


def test_a_manager_is_told_that_her_own_role_ends(arne, cast):
    role = cast.maria.memberships.get()
    press(
        arne,
        f"{HOME}account/{cast.maria.public_id}/end/",
        membership=role.pk,
        ends=clock.days_from_today(-1),
    )
    assert told() == {cast.maria.pk}


def test_opening_a_closed_account_is_told_to_holder_and_manager(arne, cast):
    page = f"{HOME}account/{cast.kerstin.public_id}/sign-in/"
    press(arne, page, do="close")
    press(arne, page, do="open")
    assert told() == {cast.maria.pk}
    assert Notice.objects.get(text="way_in").recipient_id == cast.kerstin.pk


def test_an_identity_linked_the_day_before_a_role_begins_is_told(arne, cast, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [{"provider_id": "idp", "name": "IdP"}]}
    }
    lena = colleague(cast, "Lena", "", cast.unit)
    accounts.give_role(
        cast.unit,
        account=lena,
        role=Role.COORDINATOR,
        starts=clock.days_from_today(1),
        by=cast.system,
    )
    fill(arne, f"{HOME}account/{lena.public_id}/identity/", provider="idp", subject="another")
    assert told() == {cast.maria.pk}


def test_a_readers_new_name_is_told_but_not_a_new_language(arne, cast):
    page = f"{HOME}account/{cast.kerstin.public_id}/"
    fill(arne, page, name=cast.kerstin.name, language="nb")
    assert told() == set()
    fill(arne, page, name="Björn Ask", language="nb")
    assert Account.objects.get(pk=cast.kerstin.pk).name == "Björn Ask"
    assert told() == {cast.maria.pk}


@pytest.fixture
def opened_from_elsewhere(cast, new_unit):
    """An urgent opening of a person in Maria's unit, by somebody of another unit."""
    colleague(cast, "Chris", Role.UNIT_MANAGER, new_unit)
    lena = colleague(cast, "Lena", Role.COORDINATOR, new_unit)
    person = story.taken(cast).person
    return people.open_urgently(person, reason="Hon har ramlat på praktiken", by=cast.by(lena))


def test_an_urgent_opening_from_another_unit_is_told_where_the_person_is(
    cast, opened_from_elsewhere
):
    chris = Account.objects.get(name="Chris")
    assert told() == {cast.maria.pk, chris.pk}


def test_the_unit_that_answers_for_the_person_looks_at_it(client, cast, opened_from_elsewhere):
    client.force_login(cast.maria)
    assert "Hon har ramlat" in client.get("/manage/").content.decode()
    address = reverse("manage:review_opening")
    client.post(address, {"key": "k", "opening": opened_from_elsewhere.pk})
    signed = opened_from_elsewhere.reviews.get(signed_at__isnull=False)
    assert (signed.unit, signed.signed_by) == (cast.unit, cast.maria)


def test_another_unit_of_the_board_neither_sees_nor_signs_it(client, cast, opened_from_elsewhere):
    third = organisations.create_unit(
        cast.unit.organisation, name="Tredje", secrecy_area=cast.unit.secrecy_area, by=cast.system
    )
    client.force_login(colleague(cast, "Tove", Role.UNIT_MANAGER, third))
    assert "Hon har ramlat" not in client.get("/manage/").content.decode()
