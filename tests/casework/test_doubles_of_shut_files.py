"""Whoever is registered beside a file that named officers alone open waits for one of these."""

import pytest

from stegvis.casework.cases import desk_rows
from stegvis.casework.doubles import hidden, rules
from stegvis.casework.doubles.models import HiddenDouble, Outcome
from stegvis.casework.doubles.rules import Pair
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.casework.people.queries import reaches
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import RefusedError
from tests.casework.pages import faults, look, send

TYPED = {"family_name": "Hemlig", "language": "sv", "interpreter": "none", "protection": "0"}
WHY, NEXT = "Någon är registrerad som kan vara samma person", "Se om det är samma person"


@pytest.fixture
def double(cast, act_as, siri):
    """Björn registers Siri once more, and is answered as everybody is."""
    client = act_as(cast.bjorn)
    answer = send(client, "people:register", **TYPED, given_name="Siri", no_number_reason="waiting")
    assert answer.status_code == 302, faults(answer)
    return HiddenDouble.objects.get()


@pytest.fixture
def others(cast):
    """A registrar, the manager, whoever registered her and the administrator: no officers."""
    rut = accounts.create_account(
        cast.tenant, email="rut@example.org", name="Rut Registrator", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=rut, role=Role.REGISTRAR, starts=clock.today(), by=cast.system
    )
    return [rut, cast.maria, cast.bjorn, cast.admin]


def rows(cast, account):
    return [one for one in desk_rows.do_today(cast.by(account)) if one.url == "/doubles/"]


def test_the_officer_gets_it_on_my_day_about_their_own_person(cast, act_as, siri, double):
    (row,) = rows(cast, cast.kerstin)
    assert (row.person, row.why, row.next_step) == (siri, WHY, NEXT)
    day = act_as(cast.kerstin).get("/day/").content.decode()
    assert WHY in day
    assert "Hemlig" not in day


def test_it_is_about_the_newcomer_where_the_officer_may_list_them(cast, double):
    people.grant(
        double.newcomer, account_id=cast.kerstin.pk, ground=Ground.ASSIGNMENT, by=cast.system
    )
    (row,) = rows(cast, cast.kerstin)
    assert row.person == double.newcomer


def test_nobody_else_sees_that_anything_waits(cast, act_as, siri, double, others):
    for account in others:
        by, client = cast.by(account), act_as(account)
        assert rows(cast, account) == []
        assert not hidden.waiting(by).exists()
        assert not rules.left_to_officer(by).exists()
        for page in (look(client, "doubles:hidden"), client.get("/day/"), client.get("/")):
            text = page.content.decode()
            assert double.public_id not in text
            assert siri.public_id not in text
            assert WHY not in text
        for verb in ("doubles:take_up", "doubles:settle"):
            assert send(client, verb, double.public_id, outcome="other").status_code == 404
    double.refresh_from_db()
    assert (double.outcome, double.taken_up_at) == ("", None)


def test_an_officer_of_somebody_else_finds_an_empty_list(cast, act_as, double):
    other = cast.person("Nora", "Nygård")
    people.set_protection(other, level=2, officers=[cast.bjorn], reason="Hot", by=cast.system)
    page = look(act_as(cast.bjorn), "doubles:hidden")
    assert page.status_code == 200
    assert "Inget väntar" in page.content.decode()


def test_the_officer_sets_the_pair_aside_and_reaches_the_newcomer_no_more(cast, act_as, double):
    client, by = act_as(cast.kerstin), cast.by(cast.kerstin)
    send(client, "doubles:take_up", double.public_id)
    assert reaches(double.newcomer, by=by)
    assert "Siri Hemlig" in look(client, "doubles:hidden").content.decode()
    assert AuditEvent.objects.filter(
        verb="doubles.hidden.taken_up", account_id=cast.kerstin.pk
    ).exists()
    send(client, "doubles:settle", double.public_id, outcome="other")
    double.refresh_from_db()
    assert (double.outcome, double.resolved_by) == (Outcome.OTHER, cast.kerstin)
    assert not reaches(double.newcomer, by=by)
    assert rows(cast, cast.kerstin) == []
    assert look(client, "doubles:hidden").status_code == 200


def test_the_officer_makes_one_of_the_two_and_the_colleague_reaches_neither(
    cast, act_as, siri, double
):
    newcomer, client = double.newcomer, act_as(cast.kerstin)
    send(client, "doubles:take_up", double.public_id)
    compared = client.post(f"/doubles/{siri.public_id}/", {"other": newcomer.public_id})
    values = compared.context["form"].initial
    answer = send(client, "doubles:same", siri.public_id, **values)
    assert answer.status_code == 302, faults(answer)
    newcomer.refresh_from_db()
    assert newcomer.merged_into == siri
    assert not reaches(siri, by=cast.by(cast.bjorn))
    assert act_as(cast.bjorn).get(f"/person/{newcomer.public_id}/").status_code == 404


def test_an_officer_makes_one_of_just_the_pair_that_they_have_taken_up(cast, act_as, siri, double):
    by = cast.by(cast.kerstin)
    pair, another = Pair(siri, double.newcomer), cast.person(coordinator=cast.kerstin)
    people.grant(double.newcomer, account_id=by.account_id, ground="assignment", by=cast.system)
    assert not rules.may_merge(pair, by)
    hidden.take_up(double, by=by)
    assert rules.may_merge(pair, by)
    assert not rules.may_merge(Pair(siri, another), by)
    client = act_as(cast.kerstin)
    answer = client.post(f"/doubles/{siri.public_id}/", {"other": another.public_id})
    assert answer.status_code == 403
    assert look(client, "doubles:same", siri.public_id).status_code == 403
    with pytest.raises(RefusedError):
        hidden.take_up(double, by=cast.by(cast.maria))
