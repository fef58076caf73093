import json
from datetime import UTC, date, datetime, timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Person, Protection
from stegvis.casework.people.queries import open_person
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit import recording
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.forms.forms import new_key
from stegvis.desk.manage import actions
from stegvis.desk.manage.draw import Facts, Openings, draw
from stegvis.desk.manage.facts import facts_of
from stegvis.desk.manage.models import LogReview
from tests.desk import story

OCTOBER = date(2026, 10, 1)
IN_OCTOBER = datetime(2026, 10, 7, 9, tzinfo=UTC)
IN_NOVEMBER = datetime(2026, 11, 9, 9, tzinfo=UTC)


def opened(person, account, cast, moment=IN_OCTOBER):
    with clock.set_to(moment):
        open_person(person.public_id, by=cast.by(account), purpose="casework")


def reached(cast, given, family, account):
    """A person somebody reaches without ever having had a task with them."""
    with clock.set_to(IN_OCTOBER - timedelta(days=30)):
        person = cast.person(given, family)
        people.grant(person, account_id=account.pk, ground=Ground.DISCLOSURE, by=cast.system)
        people.grant(
            person, unit=cast.unit, role="unit_manager", ground=Ground.MANAGEMENT, by=cast.system
        )
    return person


@pytest.fixture
def october(client, cast):
    """The manager's page of October as text, in November."""

    def get():
        with clock.set_to(IN_NOVEMBER):
            client.force_login(cast.maria)
            return client.get("/manage/log/2026/10/").content.decode()

    return get


def row_of(text, name):
    start = text.index(name)
    return text[text.rindex("<tr>", 0, start) : text.index("</tr>", start)]


def test_a_coordinators_own_case_is_drawn_at_random_only(cast, october):
    with clock.set_to(IN_OCTOBER - timedelta(days=1)):
        case = story.taken(cast)
    opened(case.person, cast.kerstin, cast)
    assert "slumpvis" in row_of(october(), "Amina Warsame")


def test_an_opening_without_a_task_stands_out(cast, october):
    opened(reached(cast, "Johan", "Ek", cast.bjorn), cast.bjorn, cast)
    row = row_of(october(), "Johan Ek")
    assert "arbetar inte med personen" in row
    assert "Björn Ask" in row


def test_the_same_surname_stands_out(cast, october):
    opened(reached(cast, "Nils", "ask", cast.bjorn), cast.bjorn, cast)
    assert "samma efternamn" in row_of(october(), "Nils ask")


def test_the_same_postal_code_stands_out(cast, october):
    own = cast.person("Björn", "Ask")
    person = reached(cast, "Johan", "Ek", cast.bjorn)
    with recording.recording("test", cast.system):
        own.staff_account, own.postal_code, person.postal_code = cast.bjorn, "82130", "82130"
        own.save()
        person.save()
    opened(person, cast.bjorn, cast)
    assert "samma postnummer" in row_of(october(), "Johan Ek")


def test_a_protected_person_is_no_name_in_the_log_either(cast, october):
    person = reached(cast, "Johan", "Ek", cast.bjorn)
    opened(person, cast.bjorn, cast)
    people.set_protection(
        person, level=Protection.STRICT, officers=[cast.bjorn], reason="x", by=cast.system
    )
    text = october()
    assert "Johan" not in text
    assert "Skyddad, eller utanför det du kommer åt" in text


def test_another_months_openings_are_not_there(cast, october):
    person = reached(cast, "Johan", "Ek", cast.bjorn)
    opened(person, cast.bjorn, cast, IN_NOVEMBER)
    assert "Ingen akt öppnades" in october()


def test_looking_at_the_log_is_logged(cast, october):
    october()
    assert AuditEvent.objects.filter(verb="manage.log.opened", account_id=cast.maria.pk).exists()


@pytest.fixture
def two_pages(cast, monkeypatch):
    """Two openings of October, one a page."""
    monkeypatch.setattr("stegvis.desk.manage.log.ROWS", 1)
    for given in ("Johan", "Nils"):
        opened(reached(cast, given, "Ek", cast.bjorn), cast.bjorn, cast)


FIRST, LAST = "/manage/log/2026/10/", "/manage/log/2026/10/?page=2"


def send_signature(client, address, notes=""):
    return client.post(address, {"key": new_key(), "notes": notes})


@pytest.mark.parametrize("ways", [(FIRST, LAST), (LAST, FIRST)], ids=["onwards", "backwards"])
def test_a_draw_of_several_pages_is_signed_when_all_have_been_shown(client, cast, two_pages, ways):
    client.force_login(cast.maria)
    with clock.set_to(IN_NOVEMBER):
        text = client.get(ways[0]).content.decode()
        assert 'name="notes"' not in text
        assert "Urvalet har 2 sidor" in text
        assert f'href="?page={2 if ways[0] == FIRST else 1}"' in text
        assert 'name="notes"' in client.get(ways[1]).content.decode()
        assert send_signature(client, ways[1]).url == "/manage/log/"
    assert len(LogReview.objects.get().drawn) == 2


def test_the_last_page_alone_signs_nothing_and_says_which_is_left(client, cast, two_pages):
    client.force_login(cast.maria)
    with clock.set_to(IN_NOVEMBER):
        assert 'name="notes"' not in client.get(LAST).content.decode()
        text = send_signature(client, LAST, "Allt väl").content.decode()
        assert "Sida 1 av urvalet har inte visats för dig än" in text
        assert "Allt väl" in text
    assert not LogReview.objects.exists()


def test_a_page_asked_for_without_its_content_has_not_been_shown(client, cast, two_pages):
    client.force_login(cast.maria)
    with clock.set_to(IN_NOVEMBER):
        assert client.head(FIRST).status_code == 405
        assert 'name="notes"' not in client.get(LAST).content.decode()


def test_a_page_shown_to_somebody_else_or_before_the_months_end_is_left(client, cast, two_pages):
    nora = accounts.create_account(
        cast.tenant, email="nora@example.org", name="Nora", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=nora, role=Role.UNIT_MANAGER, starts=clock.today(), by=cast.system
    )
    client.force_login(nora)
    with clock.set_to(IN_NOVEMBER):
        client.get(FIRST)
    client.force_login(cast.maria)
    with clock.set_to(IN_OCTOBER + timedelta(days=1)):
        client.get(FIRST)
    with clock.set_to(IN_NOVEMBER):
        assert 'name="notes"' not in client.get(LAST).content.decode()


def test_what_has_come_since_a_page_was_shown_is_shown_before_the_signature(client, cast, october):
    opened(reached(cast, "Johan", "Ek", cast.bjorn), cast.bjorn, cast)
    assert 'name="notes"' in october()
    opened(reached(cast, "Nils", "Ek", cast.bjorn), cast.bjorn, cast)
    with clock.set_to(IN_NOVEMBER):
        text = send_signature(client, FIRST, "Allt väl").content.decode()
        assert "Nils Ek" in text
        assert "Allt väl" in text
        assert not LogReview.objects.exists()
        assert send_signature(client, FIRST, "Allt väl igen").url == "/manage/log/"


def test_the_log_says_which_pages_were_looked_at(client, cast, two_pages):
    client.force_login(cast.maria)
    with clock.set_to(IN_NOVEMBER):
        client.get("/manage/log/2026/10/?page=2")
    event = AuditEvent.objects.get(verb="manage.log.opened")
    told = json.loads(event.values)
    assert (told["month"], told["page"], told["pages"]) == ("2026-10", 2, 2)


def test_a_signed_review_keeps_what_was_drawn(client, cast, october):
    opened(reached(cast, "Johan", "Ek", cast.bjorn), cast.bjorn, cast)
    october()
    with clock.set_to(IN_NOVEMBER):
        answer = client.post("/manage/log/2026/10/", {"key": "k", "notes": "Allt väl"})
    assert answer.url == "/manage/log/"
    review = LogReview.objects.get()
    assert (review.month, review.signed_by, review.notes) == (OCTOBER, cast.maria, "Allt väl")
    assert [(d["account"], d["signals"]) for d in review.drawn] == [(cast.bjorn.pk, ["no_task"])]
    assert "Signerad av Maria Lund" in october()


def test_a_month_is_signed_once_and_only_when_it_is_over(cast):
    by = cast.by(cast.maria)
    with clock.set_to(IN_OCTOBER), pytest.raises(NotAllowedNowError):
        actions.sign_review(cast.unit, month=OCTOBER, notes="", by=by)
    with clock.set_to(IN_NOVEMBER):
        actions.sign_review(cast.unit, month=OCTOBER, notes="", by=by)
        with pytest.raises(NotAllowedNowError):
            actions.sign_review(cast.unit, month=OCTOBER, notes="", by=by)


def test_only_the_units_manager_signs(cast):
    with clock.set_to(IN_NOVEMBER), pytest.raises(RefusedError):
        actions.sign_review(cast.unit, month=OCTOBER, notes="", by=cast.by(cast.kerstin))


@pytest.mark.parametrize("month", ["2026/13", "2026/0", "0/1", "1/1", "9999/12", f"{'9' * 22}/1"])
def test_a_month_that_does_not_exist_is_not_found(client, cast, month):
    client.force_login(cast.maria)
    assert client.get(f"/manage/log/{month}/").status_code == 404


def _rows(count):
    return [Openings(n % 7, n, 1, IN_OCTOBER) for n in range(count)]


def _everybody_has_a_task(rows):
    return Facts(tasks=frozenset((row.account_id, row.person_id) for row in rows))


@pytest.mark.pure
@pytest.mark.parametrize(("openings", "drawn"), [(3, 3), (40, 5), (400, 20)])
def test_a_share_is_drawn_and_never_too_few(openings, drawn):
    rows = _rows(openings)
    facts = _everybody_has_a_task(rows)
    assert len(draw(rows, facts, unit_id=1, month=OCTOBER)) == drawn


@pytest.mark.pure
def test_the_draw_is_the_same_in_whatever_order_the_log_is_read():
    rows = _rows(50)
    facts = _everybody_has_a_task(rows)
    assert draw(rows, facts, unit_id=1, month=OCTOBER) == draw(
        rows[::-1], facts, unit_id=1, month=OCTOBER
    )


@pytest.mark.pure
def test_another_month_draws_others():
    rows = _rows(200)
    facts = _everybody_has_a_task(rows)
    one = draw(rows, facts, unit_id=1, month=OCTOBER)
    assert one != draw(rows, facts, unit_id=1, month=date(2026, 11, 1))


@pytest.mark.pure
def test_whoever_has_a_signal_is_always_drawn():
    rows = _rows(60)
    facts = Facts(tasks=frozenset(), colleagues=frozenset({3}))
    drawn = draw(rows, facts, unit_id=1, month=OCTOBER)
    assert len(drawn) == 60
    assert ("colleague", "no_task") in [one.signals for one in drawn]


def test_every_person_in_the_draw_is_looked_up_once(cast, october, django_assert_max_num_queries):
    for number in range(4):
        opened(reached(cast, f"P{number}", "Ek", cast.bjorn), cast.bjorn, cast)
    assert Person.objects.count() == 4
    october()
    with django_assert_max_num_queries(51):
        october()


def test_what_is_known_for_a_draw_grows_with_the_log_and_not_with_the_readers(cast):
    people_ = [cast.person("Amina", f"Nummer{n}") for n in range(3)]
    for person in people_:
        cases.refer(person, unit=cast.unit, facts=story.FACTS, by=cast.system)
    moment = clock.now()
    rows = [Openings(a.pk, p.pk, 1, moment) for a in (cast.kerstin, cast.bjorn) for p in people_]
    facts = facts_of(rows, {cast.unit.pk})
    assert all(facts.has_task(row.account_id, row.person_id) for row in rows)
    assert (len(facts.tasks), len(facts.queued)) == (0, 3)


def test_what_is_known_is_the_same_looked_up_few_at_a_time(cast, monkeypatch):
    rows = [
        Openings(cast.kerstin.pk, story.taken(cast, f"P{n}").person_id, 1, clock.now())
        for n in range(5)
    ]
    whole = facts_of(rows, {cast.unit.pk})
    monkeypatch.setattr("stegvis.desk.manage.facts.AT_ONCE", 2)
    assert facts_of(rows, {cast.unit.pk}) == whole
    assert len(whole.tasks) == 5
