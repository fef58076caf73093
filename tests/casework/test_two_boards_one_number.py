"""One number in two boards: neither learns what the other knows, but that a protection
of identity holds in both."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from stegvis.casework.people import actions, lookups, queries
from stegvis.casework.people.models import Ground, HouseholdLink, Person, Protection
from stegvis.casework.people.queries import finding, unattended
from stegvis.core import clock, encryption
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit import recording
from stegvis.core.audit.models import AuditEvent
from stegvis.core.notices.models import Notice
from tests.casework.pages import faults, look, send, send_seen

KNOWN, UNKNOWN = "189001019802", "189001029819"
AMINA = {"given_name": "Amina", "family_name": "Warsame", "language": "sv", "interpreter": "none"}
LEVELS = [Protection.CONFIDENTIAL, Protection.STRICT]


def new(number=KNOWN, given="Amina", **more):
    return actions.NewPerson(given_name=given, family_name="Warsame", number=number, **more)


@pytest.fixture
def theirs(cast):
    """The first board's record."""
    return actions.register(cast.unit, facts=new(), by=cast.by(cast.kerstin))


@pytest.fixture
def ours(board, cast, theirs):
    """The other board's record of the same person."""
    return actions.register(board[0], facts=new(), by=cast.by(board[1]))


def as_told(answer):
    """All that an answer says, apart from what differs between any two."""
    head = "\n".join(f"{name}: {value}" for name, value in sorted(answer.items()))
    text = f"{answer.status_code}\n{head}\n{answer.content.decode()}"
    text = re.sub(r'(nonce|value|content)="[\w=+/-]{16,}"|nonce-[\w=+/-]+', "token", text)
    text = text.replace(KNOWN, "number").replace(UNKNOWN, "number")
    for person in Person.objects.order_by("pk"):
        text = text.replace(person.public_id, "person")
    return re.sub(r"1890-01-0[12]|\d\d:\d\d:\d\d GMT", "", text)


def everything_told(client, number):
    """Search, register, search again, open, register again, refer: each answer."""
    answers = [send(client, "people:search", q=number)]
    answers.append(send(client, "people:register", **AMINA, number=number))
    page = client.get(answers[-1].url)
    public_id = Person.objects.order_by("-pk")[0].public_id
    return [
        *answers,
        page,
        send(client, "people:search", q=number),
        send(client, "people:register", **AMINA, number=number),
        look(client, "people:edit", public_id),
        look(client, "people:number", public_id),
        look(client, "person:page", public_id),
        send(client, "people:register", **AMINA, number=number, then="refer"),
    ]


def test_every_answer_is_the_same_whether_another_board_knows_the_number(
    cast, act_as, vera, theirs
):
    client = act_as(vera)
    told = {number: everything_told(client, number) for number in (KNOWN, UNKNOWN)}
    assert told[KNOWN][1].status_code == 302
    for known, unknown in zip(told[KNOWN], told[UNKNOWN], strict=True):
        assert as_told(known) == as_told(unknown)


def test_a_protected_number_is_registered_with_the_same_answer(cast, act_as, vera, theirs):
    actions.set_protection(theirs, level=2, officers=[cast.maria], reason="x", by=cast.system)
    client = act_as(vera)
    known, unknown = (
        send(client, "people:register", **AMINA, number=number) for number in (KNOWN, UNKNOWN)
    )
    assert known.status_code == 302
    assert as_told(known) == as_told(unknown)


def test_giving_a_number_is_answered_the_same(cast, act_as, board, vera, theirs):
    told = []
    for number in (KNOWN, UNKNOWN):
        facts = new("", no_number_reason="waiting")
        person = actions.register(board[0], facts=facts, by=cast.by(vera))
        told.append(
            as_told(send_seen(act_as(vera), "people:number", person.public_id, number=number))
        )
    assert told[0] == told[1]
    assert told[0].startswith("302")


def test_the_days_limit_counts_what_another_board_knows_as_unknown(
    cast, act_as, vera, theirs, monkeypatch
):
    monkeypatch.setattr(lookups, "KNOWN_A_DAY", 1)
    client = act_as(vera)
    assert send(client, "people:register", **AMINA, number=KNOWN).status_code == 302
    assert send(client, "people:register", **AMINA, number=UNKNOWN).status_code == 302


def test_the_log_of_neither_board_names_the_others_record(cast, act_as, vera, theirs):
    everything_told(act_as(vera), KNOWN)
    rows = AuditEvent.objects.filter(account_id=vera.pk, verb=lookups.VERB).order_by("pk")
    assert [row.code for row in rows] == ["unknown", "unknown", "known", "known"]
    assert not AuditEvent.objects.filter(account_id=vera.pk, person_id=theirs.pk).exists()


def test_each_board_finds_its_own_record(cast, vera, theirs, ours):
    assert finding.search(KNOWN, by=cast.by(vera)) == [ours]
    assert finding.search(KNOWN, by=cast.by(cast.kerstin)) == [theirs]
    assert queries.decide(theirs, by=cast.by(vera)) is not None


def test_inside_a_board_a_number_is_registered_once(cast, act_as, board, ours):
    answer = send(act_as(board[1]), "people:register", **AMINA, number=KNOWN)
    assert "reder ut det" in faults(answer)["number"][0]
    assert ours.public_id in answer.content.decode()
    with (
        pytest.raises(IntegrityError),
        recording.recording("test", cast.system),
        transaction.atomic(),
    ):
        ours.pk, ours.public_id = None, "another"
        ours.save(force_insert=True)


def test_the_way_shown_to_a_number_leads_to_the_boards_own_record(cast, act_as, vera, theirs, ours):
    actions.grant(theirs, account_id=vera.pk, ground=Ground.CONSENT, by=cast.system)
    assert set(finding.search(KNOWN, by=cast.by(vera))) == {theirs, ours}
    page = send(act_as(vera), "people:register", **AMINA, number=KNOWN).content.decode()
    assert ours.public_id in page
    assert theirs.public_id not in page


def test_a_family_link_is_made_inside_the_board(cast, act_as, board, theirs, ours):
    unit, vera = board
    actions.grant(theirs, account_id=vera.pk, ground=Ground.CONSENT, by=cast.system)
    child = actions.register(unit, facts=new(UNKNOWN, "Nora"), by=cast.by(vera))
    answer = send(
        act_as(vera), "people:household", child.public_id, other=KNOWN, kind="parent_child"
    )
    assert answer.status_code == 302
    assert HouseholdLink.objects.get().other == ours


@pytest.mark.parametrize("level", LEVELS)
def test_a_number_protected_in_another_board_is_protected_when_registered(
    cast, act_as, vera, theirs, level
):
    actions.set_protection(theirs, level=level, officers=[cast.maria], reason="x", by=cast.system)
    send(act_as(vera), "people:register", **AMINA, number=KNOWN)
    ours = Person.objects.exclude(pk=theirs.pk).get()
    assert ours.protection == level
    assert [officer.account for officer in ours.officers.all()] == [vera]


@pytest.mark.parametrize("level", LEVELS)
def test_a_number_registered_as_protected_is_protected_in_the_other_board(
    cast, act_as, vera, theirs, level
):
    send(act_as(vera), "people:register", **AMINA, number=KNOWN, protection=level)
    theirs.refresh_from_db()
    assert theirs.protection == level
    officers = {officer.account: officer for officer in theirs.officers.all()}
    assert set(officers) == {cast.kerstin, cast.maria}
    assert queries.decide(theirs, by=cast.by(cast.kerstin)) is None
    assert queries.decide(theirs, by=cast.by(cast.bjorn)).silent
    told = Notice.objects.values_list("recipient_id", flat=True)
    assert set(told) == {cast.kerstin.pk, cast.maria.pk}


def test_protecting_a_person_later_protects_them_in_every_board(cast, vera, theirs, ours):
    actions.set_protection(theirs, level=2, officers=[cast.maria], reason="x", by=cast.system)
    ours.refresh_from_db()
    assert ours.protection == Protection.STRICT
    assert [officer.account for officer in ours.officers.all()] == [vera]


def test_whoever_shut_the_file_isnt_named_in_the_other_boards_log(cast, vera, theirs, ours):
    maria = cast.by(cast.maria)
    actions.grant(theirs, account_id=cast.maria.pk, ground=Ground.MANAGEMENT, by=cast.system)
    actions.set_protection(theirs, level=1, officers=[cast.maria], reason="Hot", by=maria)
    rows = AuditEvent.objects.filter(person_id=ours.pk, verb="people.protection.followed")
    assert [(row.account_id, row.unit_id, row.role) for row in rows] == [(None, None, "system")]
    assert "Hot" not in {officer.reason for officer in ours.officers.all()}
    touched = AuditEvent.objects.filter(person_id=ours.pk)
    assert not touched.filter(account_id=cast.maria.pk).exists()


def test_the_reason_of_an_officer_doesnt_say_how_the_file_was_shut(cast, theirs, ours):
    actions.set_protection(theirs, level=2, officers=[cast.maria], reason="x", by=cast.system)
    with translation.override("sv"):
        assert str(ours.officers.get().why) == "Arbetade med personen när uppgifterna skyddades"


def test_officers_who_are_named_already_remain_when_the_protection_becomes_stricter(
    cast, vera, theirs, ours
):
    actions.set_protection(ours, level=1, officers=[vera], reason="x", by=cast.system)
    theirs = Person.objects.get(pk=theirs.pk)
    actions.set_protection(theirs, level=2, officers=[cast.maria], reason="x", by=cast.system)
    ours.refresh_from_db()
    assert (ours.protection, ours.officers.get().account) == (Protection.STRICT, vera)


def test_a_milder_protection_holds_in_the_own_board_only(cast, vera, theirs, ours):
    actions.set_protection(theirs, level=2, officers=[cast.maria], reason="x", by=cast.system)
    actions.set_protection(theirs, level=0, officers=[], reason="x", by=cast.system)
    ours.refresh_from_db()
    assert ours.protection == Protection.STRICT


def test_a_number_given_later_brings_the_protection_along(cast, act_as, board, vera, theirs):
    actions.set_protection(theirs, level=2, officers=[cast.maria], reason="x", by=cast.system)
    facts = new("", no_number_reason="waiting")
    ours = actions.register(board[0], facts=facts, by=cast.by(vera))
    answer = send_seen(act_as(vera), "people:number", ours.public_id, number=KNOWN)
    assert answer.status_code == 302
    ours.refresh_from_db()
    assert (ours.protection, ours.officers.get().account) == (Protection.STRICT, vera)


def test_a_file_nobody_has_is_kept_by_those_who_meet_people(cast, board, vera, theirs):
    ours = actions.register(board[0], facts=new(), by=cast.system)
    actions.set_protection(theirs, level=2, officers=[cast.maria], reason="x", by=cast.system)
    assert [officer.account for officer in ours.officers.all()] == [vera]


def employ(cast, person, account):
    person.staff_account = account
    with recording.recording("test", cast.system):
        person.save()


def refused(person, by):
    refusal = queries.decide(person, by=by)
    return refusal.code if refusal else None


def test_nobody_opens_their_own_record_in_another_board(cast, vera, theirs, ours):
    employ(cast, theirs, vera)
    assert refused(ours, cast.by(vera)) == "own_record"
    assert ours not in queries.visible_to(cast.by(vera))


def test_nobody_opens_their_familys_record_in_another_board(cast, vera, theirs, ours):
    own = cast.person("Vera", "Vux")
    actions.link_household(own, other=theirs, kind="sibling", by=cast.system)
    assert refused(ours, cast.by(vera)) is None
    employ(cast, own, vera)
    assert refused(ours, cast.by(vera)) == "own_household"
    assert ours not in queries.visible_to(cast.by(vera))


@pytest.mark.parametrize("level", [0, 2])
def test_who_registers_their_own_family_does_not_learn_how_they_are_protected(
    cast, act_as, vera, theirs, level
):
    """The one whom a protection is against may work in another board."""
    own = cast.person("Vera", "Vux")
    actions.link_household(own, other=theirs, kind="partner", by=cast.system)
    employ(cast, own, vera)
    if level:
        actions.set_protection(
            theirs, level=level, officers=[cast.maria], reason="x", by=cast.system
        )
    answer = send(act_as(vera), "people:register", **AMINA, number=KNOWN)
    assert "kan inte registreras här" in faults(answer)["number"][0]
    assert set(Person.objects.all()) == {own, theirs}


@pytest.mark.parametrize("is_family", [False, True])
def test_an_officer_who_is_shut_out_by_number_leaves_the_file_unattended(
    cast, vera, theirs, ours, is_family
):
    actions.set_protection(ours, level=2, officers=[vera], reason="x", by=cast.system)
    assert queries.working_officers(ours).exists()
    own = Person.objects.get(pk=theirs.pk)
    if is_family:
        own = cast.person("Vera", "Vux")
        actions.link_household(own, other=theirs, kind="sibling", by=cast.system)
    employ(cast, own, vera)
    assert refused(ours, cast.by(vera)) is not None
    assert not queries.working_officers(ours).exists()
    assert ours in unattended.files()


def test_a_board_that_follows_names_nobody_whom_the_file_is_too_close_to(cast, board, vera, theirs):
    rut = accounts.create_account(cast.tenant, email="rut@example.org", name="Rut", by=cast.system)
    accounts.give_role(
        board[0], account=rut, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    ours = actions.register(board[0], facts=new(), by=cast.by(vera))
    employ(cast, theirs, vera)
    actions.set_protection(theirs, level=2, officers=[cast.maria], reason="x", by=cast.system)
    assert [officer.account for officer in ours.officers.all()] == [rut]


def test_that_a_person_works_here_isnt_told_by_another_boards_record(cast, vera, theirs, ours):
    employ(cast, theirs, cast.bjorn)
    assert refused(ours, cast.by(vera)) is None


def test_erasing_one_boards_record_leaves_the_others(cast, theirs, ours):
    actions.erase(theirs, reason="Tiden är ute här", by=cast.system)
    assert Person.objects.get() == ours
    assert ours.number == KNOWN


def test_one_number_has_one_fingerprint_after_a_change_of_keys(cast, board, vera, theirs, settings):
    settings.DATA_KEYS = [encryption.new_key(), *settings.DATA_KEYS]
    ours = actions.register(board[0], facts=new(), by=cast.by(vera))
    assert ours.number_index == theirs.number_index


def test_a_registrar_of_the_board_learns_nothing_either(cast, act_as, board, theirs):
    rut = accounts.create_account(cast.tenant, email="rut@example.org", name="Rut", by=cast.system)
    accounts.give_role(
        board[0], account=rut, role=Role.REGISTRAR, starts=clock.today(), by=cast.system
    )
    client = act_as(rut)
    told = {number: everything_told(client, number)[:2] for number in (KNOWN, UNKNOWN)}
    for known, unknown in zip(told[KNOWN], told[UNKNOWN], strict=True):
        assert as_told(known) == as_told(unknown)
