from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.casework.cases import actions as cases
from stegvis.casework.journal import actions as journal
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Protection
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent, EventKind
from tests.desk import story


@pytest.fixture
def shown(client, cast):
    """A person's page as text, for a member of staff."""

    def get(person, account=None):
        client.force_login(account or cast.kerstin)
        return client.get(story.page_of(person)).content.decode()

    return get


def test_the_page_has_goal_steps_notes_and_who_reaches_it(cast, shown):
    case = story.taken(cast)
    story.met(cast, case)
    story.step(cast, story.planned(cast, case))
    text = shown(case.person)
    for expected in (
        "Amina Warsame", "Jag vill arbeta med barn igen", "Praktik på Ekbacken", "Vi sågs i dag",
        "070-1740605", "Enhetschef, Arbetsmarknadsenheten", "Kerstin Norling",
    ):  # fmt: skip
        assert expected in text


def test_opening_the_page_is_logged_with_the_parts_that_were_shown(cast, shown):
    case = story.taken(cast)
    shown(case.person)
    event = AuditEvent.objects.get(kind=EventKind.READ, person_id=case.person_id)
    shown = ["contact", "identity", "journal", "log", "matching", "placement", "plan", "situation"]
    assert event.fields == ["name", *shown]
    assert (event.account_id, event.purpose) == (cast.kerstin.pk, "casework")


def test_somebody_in_the_queue_is_a_name_and_a_number_to_call(cast, shown):
    person = cast.person()
    cases.refer(person, unit=cast.unit, facts=story.FACTS, by=cast.system)
    text = shown(person, cast.bjorn)
    assert "Väntar i kön" in text
    assert "070-1740605" in text
    for closed in ("Mitt mål", "Anteckningar", "Vem kommer åt akten"):
        assert closed not in text
    event = AuditEvent.objects.get(kind=EventKind.READ, person_id=person.pk)
    assert event.fields == ["name", "contact", "identity"]


def test_a_grant_that_holds_the_plan_shows_no_notes(cast, shown):
    case = story.taken(cast)
    story.met(cast, case)
    story.planned(cast, case)
    people.grant(
        case.person, account_id=cast.bjorn.pk, scope="plan", ground=Ground.DISCLOSURE,
        by=cast.system,
    )  # fmt: skip
    text = shown(case.person, cast.bjorn)
    assert "Jag vill arbeta med barn igen" in text
    assert "Vi sågs i dag" not in text
    assert "Lägg till steg" not in text
    assert "Lägg till steg" in shown(case.person)
    assert "070-1740605" not in text


def test_a_colleague_without_a_task_gets_the_reason_and_not_the_page(client, cast):
    case = story.taken(cast)
    client.force_login(cast.bjorn)
    answer = client.get(story.page_of(case.person))
    assert answer.status_code == 403
    assert "Amina" not in answer.content.decode()


@pytest.mark.parametrize("who", ["admin", "stig"])
def test_for_those_who_have_nothing_to_do_with_the_person_there_is_no_page(client, cast, who):
    case = story.taken(cast)
    client.force_login(getattr(cast, who))
    assert client.get(story.page_of(case.person)).status_code == 404


def test_a_safe_way_stands_alone(cast, shown):
    case = story.taken(cast)
    people.add_contact_way(
        case.person, kind="phone", value="070-1740699", is_safe=True, by=cast.by(cast.kerstin)
    )
    text = shown(case.person)
    assert "Enda säkra vägen" in text
    assert "070-1740699" in text
    assert "070-1740605" not in text


def test_the_named_officer_is_reminded_of_the_protection(cast, shown):
    case = story.taken(cast)
    people.set_protection(
        case.person, level=Protection.STRICT, officers=[cast.kerstin], reason="x", by=cast.system
    )
    text = shown(case.person)
    assert "Skyddade personuppgifter" in text
    assert "<title>Skyddat ärende" in text


def test_an_end_with_nothing_after_is_an_alarm(cast, shown):
    case = story.taken(cast)
    plan = story.planned(cast, case)
    assert "Inget steg pågår eller är planerat" in shown(case.person)
    story.step(cast, plan, ends=clock.days_from_today(9))
    assert "slutar om 9 dagar" in shown(case.person)
    story.step(cast, plan, starts=clock.days_from_today(10))
    assert 'class="alarm"' not in shown(case.person)


def test_an_ended_case_says_why_and_who_is_to_be_asked_when(cast, shown):
    case = story.taken(cast)
    cases.end(case, facts=story.EXIT, seen_version=case.version, by=cast.by(cast.kerstin))
    with clock.set_to(clock.now() + timedelta(days=31)):
        text = shown(case.person)
    assert ": arbete" in text
    assert f"/cases/follow-up/{case.follow_ups.first().public_id}/" in text
    assert "Öppna ärendet igen" in text


def test_a_change_of_coordinator_is_told(cast, shown):
    case = story.taken(cast)
    cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria))
    assert "bytt en gång" in shown(case.person, cast.bjorn)


def test_internal_and_shared_notes_are_told_apart(cast, shown):
    case = story.taken(cast)
    story.met(cast, case)
    assert "delad med personen" in shown(case.person)
    journal.write(case, facts=journal.NoteFacts("talk", "Bara vi", False), by=cast.by(cast.kerstin))
    assert '<span class="tag">intern</span>' in shown(case.person)


def test_older_notes_are_a_press_away(client, cast):
    case = story.taken(cast)
    for number in range(7):
        facts = journal.NoteFacts("talk", f"Samtal nummer {number}.", False)
        journal.write(case, facts=facts, by=cast.by(cast.kerstin))
    client.force_login(cast.kerstin)
    with CaptureQueriesContext(connection) as asked:
        latest = client.get(story.page_of(case.person)).content.decode()
    notes = [one["sql"] for one in asked if 'FROM "journal_note"' in one["sql"]]
    assert all("LIMIT" in sql and "COUNT(" in sql for sql in notes)
    assert "Visa alla 7" in latest
    assert "Samtal nummer 0." not in latest
    everything = client.get(story.page_of(case.person), {"notes": "all"}).content.decode()
    assert "Samtal nummer 0." in everything


def test_the_picture_has_a_summary_and_a_table(cast, shown):
    case = story.taken(cast)
    story.met(cast, case)
    plan = story.planned(cast, case)
    story.step(cast, plan)
    story.step(cast, plan, kind="language_course", title="Sfi kurs C")
    text = shown(case.person)
    assert "2 steg är ritade. 1 kontakt är ritad." in text
    assert text.count("Sfi kurs C") >= 3  # drawing, table, plan


def test_the_page_asks_no_more_for_more_steps_and_notes(client, cast):
    case = story.taken(cast)
    story.met(cast, case)
    plan = story.planned(cast, case)
    story.step(cast, plan)
    client.force_login(cast.kerstin)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(story.page_of(case.person)).status_code == 200
        return len(seen)

    queries()
    few = queries()
    for number in range(5):
        with clock.set_to(clock.now() + timedelta(days=number)):
            story.step(cast, plan, title=f"Steg {number}")
            story.met(cast, case)
    assert queries() == few


def test_no_cache_keeps_the_page(client, cast):
    case = story.taken(cast)
    client.force_login(cast.kerstin)
    assert "no-store" in client.get(story.page_of(case.person))["Cache-Control"]


def test_a_participant_is_led_to_their_own_page(client, cast):
    from stegvis.core.accounts import actions as accounts

    case = story.taken(cast)
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina Warsame", by=cast.system
    )
    accounts.link_party(account, kind="participant", record_id=case.person_id, by=cast.system)
    client.force_login(account)
    for address in ("/", story.page_of(case.person)):
        assert client.get(address, follow=True).redirect_chain[-1][0] == "/me/"
    assert "Hej Amina" in client.get("/me/").content.decode()
