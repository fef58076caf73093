from dataclasses import replace
from datetime import timedelta

import pytest

from stegvis.casework.people import actions, queries
from stegvis.casework.people.models import Ground, Protection
from stegvis.casework.people.queries import urgent
from stegvis.core import clock
from stegvis.core.access.engine import Engine, Rule
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.refusals import RefusedError


def code(person, by, compartment="name"):
    refusal = queries.decide(person, by=by, compartment=compartment)
    return refusal.code if refusal else None


def test_the_coordinator_of_a_case_opens_it_and_the_read_is_logged(cast):
    amina = cast.person(coordinator=cast.kerstin)
    queries.open_person(amina.public_id, by=cast.by(cast.kerstin), purpose="casework")
    event = AuditEvent.objects.get(kind=EventKind.READ, person_id=amina.pk)
    assert (event.account_id, event.purpose) == (cast.kerstin.pk, "casework")


def test_a_colleague_without_a_task_is_refused_and_offered_the_urgent_form(cast):
    amina = cast.person(coordinator=cast.kerstin)
    with pytest.raises(RefusedError) as refused:
        queries.open_person(amina.public_id, by=cast.by(cast.bjorn), purpose="casework")
    assert (refused.value.refusal.code, refused.value.refusal.override) == ("no_role", True)
    assert AuditEvent.objects.filter(kind=EventKind.REFUSAL, code="no_role").exists()


def test_an_urgent_opening_needs_a_reason_and_lasts_a_day(cast):
    amina = cast.person(coordinator=cast.kerstin)
    by = cast.by(cast.bjorn)
    actions.open_urgently(amina, reason="Praktikplatsen ringer, hon har ramlat", by=by)
    assert code(amina, by) is None
    with clock.set_to(clock.now() + timedelta(hours=24, minutes=1)):
        assert code(amina, by) == "no_role"
    assert list(urgent.to_review(cast.by(cast.maria)))


@pytest.mark.parametrize(
    ("level", "expected"),
    [(Protection.STRICT, "strictly_protected"), (Protection.CONFIDENTIAL, "protected")],
)
def test_a_protected_person_does_not_exist_for_others(cast, level, expected):
    amina = cast.person(coordinator=cast.kerstin)
    actions.set_protection(amina, level=level, officers=[cast.bjorn], reason="x", by=cast.system)
    by = cast.by(cast.kerstin)
    assert code(amina, by) == expected
    assert amina not in queries.visible_to(by)
    with pytest.raises(RefusedError) as refused:
        queries.open_person(amina.public_id, by=by, purpose="casework")
    assert refused.value.refusal.silent
    assert not queries.decide(amina, by=by).override


def test_nobody_opens_their_own_record_as_staff(cast):
    amina = cast.person(coordinator=cast.kerstin)
    _employ(cast, amina, cast.kerstin)
    assert code(amina, cast.by(cast.kerstin)) == "own_record"


def test_nobody_opens_their_family_as_staff(cast):
    own, amina = cast.person("Kerstin", "Norling"), cast.person(coordinator=cast.kerstin)
    _employ(cast, own, cast.kerstin)
    actions.link_household(amina, other=own, kind="sibling", by=cast.system)
    assert code(amina, cast.by(cast.kerstin)) == "own_household"
    assert amina not in queries.visible_to(cast.by(cast.kerstin))


def test_a_colleague_is_shielded(cast):
    amina = cast.person(coordinator=cast.kerstin)
    _employ(cast, amina, cast.bjorn)
    assert code(amina, cast.by(cast.kerstin)) == "colleague"


def test_secrecy_holds_between_boards(cast):
    amina = cast.person(coordinator=cast.kerstin)
    by = replace(cast.by(cast.kerstin), secrecy_area_id=-1)
    assert code(amina, by) == "other_area"


def test_a_scope_holds_its_parts_only(cast):
    amina = cast.person()
    actions.grant(
        amina, account_id=cast.bjorn.pk, scope="intake", ground=Ground.REFERRAL, by=cast.system
    )
    by = cast.by(cast.bjorn)
    assert code(amina, by) is None
    assert code(amina, by, "journal") == "outside_scope"
    assert amina in queries.visible_to(by)
    assert amina not in queries.visible_to(by, compartment="journal")


def test_an_administrator_never_reaches_a_person(cast):
    amina = cast.person()
    actions.grant(amina, account_id=cast.admin.pk, ground=Ground.ASSIGNMENT, by=cast.system)
    assert code(amina, cast.by(cast.admin)) == "outside_tenant"
    assert not queries.visible_to(cast.by(cast.admin)).exists()


def test_a_participant_sees_their_own_record_only(cast):
    amina, johan = cast.person(), cast.person("Johan", "Ek")
    own = Actor(
        tenant_id=cast.tenant.pk,
        role="participant",
        account_id=9,
        party_kind="participant",
        party_id=amina.pk,
    )
    assert code(amina, own) is None
    assert code(amina, own, "journal") == "outside_scope"
    assert code(johan, own) == "outside_tenant"
    assert list(queries.visible_to(own)) == [amina]


def test_the_rule_that_cannot_look_up_refuses():
    def broken(_facts):
        raise ConnectionError

    refusal = Engine([Rule(100, "x", "x", "x", broken)]).decide(None)
    assert (refusal.code, refusal.silent) == ("lookup_failed", True)


def test_the_list_and_the_page_agree_for_every_member_of_staff(cast):
    people = [
        cast.person(coordinator=cast.kerstin),
        cast.person("Johan", "Ek", coordinator=cast.bjorn),
        cast.person("Selam", "Tesfay"),
    ]
    actions.set_protection(
        people[1], level=Protection.STRICT, officers=[cast.bjorn], reason="x", by=cast.system
    )
    _employ(cast, people[0], cast.bjorn)
    for account in (cast.kerstin, cast.bjorn, cast.maria, cast.admin):
        by = cast.by(account)
        assert set(queries.visible_to(by)) == {p for p in people if code(p, by) is None}


def _employ(cast, person, account):
    from stegvis.core.audit import recording

    person.staff_account = account
    with recording.recording("test", cast.system):
        person.save()


def test_a_list_asks_nothing_of_each_row_about_the_readers_own_family(cast):
    own, amina = cast.person("Kerstin", "Norling"), cast.person(coordinator=cast.kerstin)
    _employ(cast, own, cast.kerstin)
    actions.link_household(amina, other=own, kind="sibling", by=cast.system)
    for account in (cast.kerstin, cast.bjorn):
        listed = str(queries.visible_to(cast.by(account)).query)
        assert "householdlink" not in listed
