"""One thing done for several who were selected: looked at first, then done once for each."""

import pytest

from stegvis.casework.cases import actions, together
from stegvis.casework.cases.models import Assignment, Case, Task
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.recording import recording
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.notices.models import Notice
from tests.desk import story

ADDRESS = "/cases/together/"


@pytest.fixture
def everybody(cast):
    """Amina, Johan and Selam, Kerstin's."""
    return [story.taken(cast), story.taken(cast, "Johan", "Ek"), story.taken(cast, "Selam", "Tes")]


@pytest.fixture
def post(client):
    """`post(who, deed, cases, **typed)`: the answer."""

    def send(who, deed, cases, **typed):
        client.force_login(who)
        chosen = [case.person.public_id for case in cases]
        return client.post(ADDRESS, {"deed": deed, "who": chosen, "next": "/day/", **typed})

    return send


def told(client):
    """The messages on the next page."""
    return client.get("/day/").content.decode()


def task(cast, **more):
    day = clock.days_from_today(3).isoformat()
    return {"step": "do", "key": "k", "kind": "call", "due_on": day,
            "account": cast.kerstin.public_id, **more}  # fmt: skip


def test_it_is_looked_at_before_it_is_done(cast, everybody, post):
    text = post(cast.kerstin, "task", everybody).content.decode()
    assert "För 3 personer" in text
    assert Task.objects.filter(kind="call").count() == 0


def test_each_gets_their_own_task_and_their_own_row_in_the_log(client, cast, everybody, post):
    answer = post(cast.kerstin, "task", everybody, **task(cast))
    assert answer["Location"] == "/day/"
    assert Task.objects.filter(kind="call").count() == 3
    rows = AuditEvent.objects.filter(verb="cases.task.added")
    assert {row.person_id for row in rows} == {case.person_id for case in everybody}
    assert "Klart för 3 personer" in told(client)


def test_forty_at_once_sent_twice_are_done_once(cast, post):
    many = [story.taken(cast, f"Person{number}", "Fylld") for number in range(40)]
    for _time in range(2):
        post(cast.kerstin, "task", many, **task(cast))
    assert Task.objects.filter(kind="call").count() == 40


def test_a_fault_in_the_form_stores_nothing_and_keeps_who_was_selected(cast, everybody, post):
    text = post(cast.kerstin, "task", everybody, **task(cast, due_on="2020-01-01")).content.decode()
    assert "Dagen har passerat" in text
    assert text.count('name="who"') == 3
    assert Task.objects.filter(kind="call").count() == 0


def test_who_cannot_be_reached_is_told_before_and_left_out(client, cast, everybody, post):
    amina, johan, selam = everybody
    people.set_protection(
        johan.person,
        level=Protection.CONFIDENTIAL,
        officers=[cast.kerstin],
        reason="x",
        by=cast.system,
    )
    for way in selam.person.contact_ways.all():
        people.remove_contact_way(way, by=cast.by(cast.kerstin))
    text = post(cast.kerstin, "ask", everybody).content.decode()
    assert "För 1 person" in text
    assert "Skyddade personuppgifter utan säker väg" in text
    assert "Inget telefonnummer" in text
    post(cast.kerstin, "ask", everybody, step="do", key="a")
    sent = Notice.objects.get(text="get_in_touch")
    assert sent.recipient_id == amina.person_id


def test_nobody_is_asked_twice_in_a_day(client, cast, everybody, post):
    for key in ("a", "b"):
        post(cast.kerstin, "ask", everybody[:1], step="do", key=key)
    assert Notice.objects.filter(text="get_in_touch").count() == 1
    assert "Har redan blivit ombedd i dag" in told(client)


def test_cases_are_handed_over_and_family_is_left_out(client, cast, everybody, post):
    amina, johan, selam = everybody
    facts = people.NewPerson(
        given_name="Björn",
        family_name="Ask",
        no_number_reason="waiting",
        staff_account=cast.bjorn,
        officers=(cast.kerstin,),
    )
    own = people.register(cast.unit, facts=facts, by=cast.system)
    people.link_household(johan.person, other=own, kind="household", by=cast.system)
    typed = {"account": cast.bjorn.public_id, "key": "h"}
    text = post(cast.maria, "assign", everybody, step="look", **typed).content.decode()
    assert "Det här ärendet kan inte ges till Björn Ask" in text
    post(cast.maria, "assign", everybody, step="do", **typed)
    held = Assignment.objects.filter(account=cast.bjorn, ends_on__isnull=True)
    assert {one.case_id for one in held} == {amina.pk, selam.pk}


def test_a_colleague_cannot_do_anything_for_somebody_they_do_not_see(cast, everybody, post):
    text = post(cast.bjorn, "task", everybody).content.decode()
    assert "Warsame" not in text
    post(cast.bjorn, "task", everybody, **task(cast, account=cast.bjorn.public_id))
    assert Task.objects.filter(kind="call").count() == 0


def test_nobody_selected_is_said_on_the_list(client, cast, post):
    assert post(cast.kerstin, "task", []).status_code == 302
    assert "Markera personer i listan först" in told(client)


def test_a_case_that_somebody_changes_meanwhile_is_told_of_and_the_others_are_done(
    client, cast, everybody, post, monkeypatch
):
    amina, johan, selam = everybody
    looked = together.prospects

    def then_somebody_changes_johans(*args, **kwargs):
        found = looked(*args, **kwargs)
        Case.objects.get(pk=johan.pk).next_version().save()
        return found

    monkeypatch.setattr(together, "prospects", then_somebody_changes_johans)
    with recording("tests.case.changed", cast.by(cast.maria)):
        post(cast.maria, "assign", everybody, step="do", account=cast.bjorn.public_id, key="s")
    held = Assignment.objects.filter(account=cast.bjorn, ends_on__isnull=True)
    assert {one.case_id for one in held} == {amina.pk, selam.pk}
    text = told(client)
    assert "Någon annan har just ändrat ärendet" in text
    assert f"Inte för {johan.person.list_name}" in text


def test_a_task_about_somebody_protected_is_given_to_no_one_else(cast, everybody, post):
    katja, other = everybody[:2]
    people.set_protection(
        katja.person, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    post(cast.kerstin, "task", [katja, other], **task(cast, account=cast.bjorn.public_id))
    assert [one.case for one in Task.objects.filter(kind="call")] == [other]
    facts = {"kind": "call", "due_on": clock.today(), "by": cast.by(cast.kerstin)}
    with pytest.raises(NotAllowedNowError, match="Björn"):
        actions.add_task(Case.objects.get(pk=katja.pk), account=cast.bjorn, **facts)
