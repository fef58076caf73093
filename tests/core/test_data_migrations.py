"""What an upgrade does with rows of earlier versions, behind row-level security too."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from stegvis.casework.network.models import Consent
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Grant, OpeningReview
from stegvis.casework.people.queries import finding, urgent
from stegvis.core import clock, tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit import recording
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.database.migrating import in_each_tenant
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Organisation
from tests.casework.network import story as network
from tests.cast import FIRST_DAY
from tests.desk import story
from tests.strict import writes


def migrate(cast, app, name, change):
    """Run one step of a migration as `stegvis upgrade` does: with no tenant in scope."""
    module = import_module(f"stegvis.{app}.migrations.{name}")
    with recording.recording("test", cast.system), tenancy.tenant_scope(None):
        in_each_tenant(getattr(module, change))(apps, None)


def workplace(cast, **facts):
    """A grant as an employer had it before consents: for a placement, to no day."""
    person = Grant.objects.get(ground="assignment").person
    employer = Organisation.objects.filter(kind="employer").first() or (
        organisations.create_organisation(
            cast.tenant, name="Hotellet", kind="employer", by=cast.system
        )
    )
    return people.grant(
        person, organisation=employer, scope="workplace", ground="consent", by=cast.system, **facts
    )


def test_what_an_employer_was_given_without_a_yes_ends(cast):
    story.taken(cast)
    now = clock.now()
    old = workplace(cast, source=("placement", 1))
    ahead = workplace(cast, source=("placement", 2), starts=now + timedelta(days=9))
    ended = workplace(
        cast, source=("placement", 3), starts=now - timedelta(2), ends=now - timedelta(1)
    )
    yes = workplace(cast, source=("consent", 1))
    migrate(cast, "casework.people", "0008_old_employer_grants_end", "end_old_grants")
    for row in (old, ahead, yes):
        row.refresh_from_db()
    assert old.ends is not None
    assert old.ends <= clock.now()
    assert ahead.ends == ahead.starts
    assert Grant.objects.get(pk=ended.pk).ends == ended.ends
    assert yes.ends is None


def school(cast, name, kind="school"):
    """An organisation as an earlier version could write it."""
    row = Organisation(tenant=cast.tenant, name=name, kind=kind)
    with writes.by_hand():
        (made,) = QuerySet(Organisation).bulk_create([row])
    return made


def test_no_two_on_the_list_have_one_name(cast):
    school(cast, "Skolan")
    with pytest.raises(IntegrityError), transaction.atomic():
        school(cast, "SKOLAN", "health")
    assert school(cast, "Skolan", "employer").pk, "employers are no part of the list"


def test_of_two_who_add_one_name_at_once_one_gets_a_sentence(cast):
    school(cast, "Skolan")
    with pytest.raises(NotAllowedNowError) as fault:
        organisations.create_organisation(cast.tenant, name="Skolan", kind="school", by=cast.system)
    assert fault.value.field == "name"


def test_of_several_with_one_name_the_later_get_a_number(superuser, cast):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX organisations_listed_name_once")
    rows = [school(cast, name) for name in ("Skolan", "skolan", "Skolan (2)", "SKOLAN")]
    migrate(cast, "core.organisations", "0004_listed_names_once", "number_the_later")
    names = [Organisation.objects.get(pk=row.pk).name for row in rows]
    assert names == ["Skolan", "skolan (2)", "Skolan (2) (2)", "SKOLAN (3)"]
    assert set(Organisation.objects.exclude(pk__in=[row.pk for row in rows])) == {
        cast.unit.organisation
    }


def test_a_yes_from_before_keeps_the_name_of_today(cast):
    amina, vera = story.taken(cast).person, cast.another_board()[1]
    consent = network.said_yes(cast, amina, vera)
    with writes.by_hand():
        QuerySet(Consent).filter(pk=consent.pk).update(receiver_name="")
    migrate(cast, "casework.network", "0003_receivers_as_said", "keep_todays_names")
    consent.refresh_from_db()
    assert consent.receiver_name == consent.unit.name


@pytest.fixture
def waiting(cast):
    """An urgent opening of Amina, whom the first unit has, as it was before it kept its units."""
    person = story.taken(cast).person
    there = cast.another_unit("Projektet")
    lena = accounts.create_account(
        cast.tenant, email="lena@example.org", name="Lena", by=cast.system
    )
    accounts.give_role(there, account=lena, role="coordinator", starts=FIRST_DAY, by=cast.system)
    opening = people.open_urgently(person, reason="Hon har ramlat", by=cast.by(lena))
    with writes.by_hand():
        QuerySet(OpeningReview).delete()
    return opening


def ask_the_units(cast):
    """The step of the upgrade, run twice as a broken off one is; whom it asked, and who signed."""
    for _time in range(2):
        migrate(cast, "casework.people", "0010_waiting_openings_ask_units", "ask_the_units")
    rows = OpeningReview.objects.order_by("unit__name")
    return [(row.unit.name, row.signed_by and row.signed_by.name) for row in rows]


def test_an_opening_that_waited_asks_the_units_that_had_the_person_then(cast, waiting):
    later = cast.another_unit("Senare")
    for unit in (later, cast.unit):
        people.grant(
            waiting.person, unit=unit, role="unit_manager", ground="management", by=cast.system
        )
    assert ask_the_units(cast) == [("Arbetsmarknadsenheten", None), ("Projektet", None)]
    assert urgent.may_sign(waiting, by=cast.by(cast.maria))


def test_who_had_looked_at_it_before_the_upgrade_is_not_asked_again(cast, waiting):
    with writes.by_hand():
        row = OpeningReview(tenant=cast.tenant, opening=waiting, unit=cast.unit)
        row.signed_by, row.signed_at = cast.maria, clock.now()
        QuerySet(OpeningReview).bulk_create([row])
    assert ask_the_units(cast) == [("Arbetsmarknadsenheten", "Maria Lund"), ("Projektet", None)]


def test_an_opening_that_was_done_asks_nobody(cast, waiting):
    with writes.by_hand():
        QuerySet(Grant).filter(pk=waiting.pk).update(reviewed_at=clock.now())
    assert ask_the_units(cast) == []


def test_whom_a_phone_number_leads_to_is_found_after_the_upgrade_as_well(cast):
    amina = cast.person(coordinator=cast.kerstin)
    with writes.by_hand(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_contactway SET value_index = ''")
    migrate(cast, "casework.people", "0016_found_by_way", "find_by_way")
    assert finding.search("+46 70 174 06 05", by=cast.by(cast.kerstin)) == [amina]
