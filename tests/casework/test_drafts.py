from datetime import timedelta

import pytest
from django.urls import reverse

from stegvis.casework.cases import actions as cases
from stegvis.casework.journal import actions, queries
from stegvis.casework.journal.models import Draft, Note
from stegvis.casework.people import actions as people
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from tests.casework.meeting_times import begun
from tests.casework.pages import look, send

HX = {"HX-Request": "true"}


@pytest.fixture
def case(cast):
    facts = cases.ReferralFacts(source="af", reason="Vill arbeta", disclosure_ground="consent")
    referral = cases.refer(cast.person(), unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))


def said(text, **more):
    return {"text": text, "is_shared": "", "kind": "talk", "happened_on": "", **more}


def keep(client, case, text, **more):
    """As the page does by itself, every few seconds."""
    address = reverse("journal:draft", args=[case.person.public_id])
    return client.post(address, said(text, **{"key": "nyckel", **more}), headers=HX)


def kept_by(cast, case, text="Hon berättade att"):
    return actions.keep_draft(case, said=said(text), by=cast.by(cast.kerstin))


def written(draft):
    return queries.said_in(draft)["text"]


def test_what_is_being_written_is_kept_and_given_back_after_a_crash(cast, act_as, case):
    first = keep(act_as(cast.kerstin), case, "Hon berättade").content.decode()
    draft = Draft.objects.get()
    assert draft.public_id in first
    keep(act_as(cast.kerstin), case, "Hon berättade att", draft=draft.public_id, draft_version=1)
    assert written(Draft.objects.get()) == "Hon berättade att"
    page = look(act_as(cast.kerstin), "journal:write", case.person.public_id).content.decode()
    assert "Hon berättade att" in page
    again = act_as(cast.kerstin).get(
        reverse("journal:write", args=[case.person.public_id]), {"draft": draft.public_id}
    )
    assert again.context["form"]["text"].value() == "Hon berättade att"


def test_a_button_keeps_the_draft_where_there_is_no_javascript(cast, act_as, case):
    answer = send(
        act_as(cast.kerstin), "journal:draft", case.person.public_id, **said("Halvfärdigt")
    )
    assert answer.url.endswith(f"?draft={Draft.objects.get().public_id}")


def test_a_draft_is_unreadable_without_the_persons_key_and_its_words_are_not_in_the_log(cast, case):
    draft = kept_by(cast, case, "Hemligheten")
    assert "Hemligheten" not in draft.sealed
    event = AuditEvent.objects.get(verb="journal.draft.kept")
    assert event.person_id == case.person_id
    assert draft.sealed not in event.values


def test_the_log_tells_of_one_draft_and_no_opening_however_long_somebody_writes(cast, act_as, case):
    client, known = act_as(cast.kerstin), {}
    for version in range(4):
        keep(client, case, "Hon berättade" + "." * version, **known)
        draft = Draft.objects.get()
        known = {"draft": draft.public_id, "draft_version": draft.version}
    assert draft.version == 4
    assert AuditEvent.objects.filter(verb="journal.draft.kept").count() == 1
    assert not AuditEvent.objects.filter(verb="people.person.opened").exists()


def test_going_on_with_a_draft_is_no_opening_beside_that_of_the_form(cast, act_as, case):
    draft, client = kept_by(cast, case), act_as(cast.kerstin)
    address = reverse("journal:write", args=[case.person.public_id])
    client.get(address)
    assert "Hon berättade att" in client.get(f"{address}?draft={draft.public_id}").content.decode()
    openings = AuditEvent.objects.filter(verb="people.person.opened")
    assert openings.count() == 1
    assert AuditEvent.objects.get(verb="journal.draft.opened").person_id == case.person_id
    with clock.set_to(clock.now() + timedelta(hours=1)):
        client.get(f"{address}?draft={draft.public_id}")
    assert openings.count() == 2, "another look at the file another hour"


def test_two_windows_never_overwrite_one_another(cast, act_as, case):
    draft, client = kept_by(cast, case, "Ett"), act_as(cast.kerstin)
    known = {"draft": draft.public_id, "draft_version": draft.version}
    keep(client, case, "Ett och", **known)
    keep(client, case, "Ett och två", **known)
    other = keep(client, case, "Ett men tre", **known, key="annan").content.decode()
    assert sorted(written(one) for one in Draft.objects.all()) == ["Ett men tre", "Ett och två"]
    assert "ett annat fönster" in other


def test_a_saved_note_takes_its_draft_along_and_a_late_save_brings_nothing_back(cast, act_as, case):
    draft, client = kept_by(cast, case), act_as(cast.kerstin)
    day = clock.today().isoformat()
    known = {"draft": draft.public_id, "draft_version": draft.version}
    note = {"is_shared": "False", "happened_on": day, "key": "nyckel", **known}
    send(client, "journal:write", case.person.public_id, **said("Klar", **note))
    assert Note.objects.get().text == "Klar"
    assert not Draft.objects.exists()
    keep(client, case, "Kla", **known)
    assert not Draft.objects.exists()


def test_a_note_from_one_window_leaves_what_another_has_written_since(cast, act_as, case):
    draft, client = kept_by(cast, case, "Ett"), act_as(cast.kerstin)
    keep(client, case, "Ett och två", draft=draft.public_id, draft_version=draft.version)
    day = clock.today().isoformat()
    note = {"is_shared": "False", "happened_on": day, "draft": draft.public_id}
    send(client, "journal:write", case.person.public_id, **said("Ett", draft_version=1, **note))
    assert written(Draft.objects.get()) == "Ett och två"


def test_a_draft_is_its_writers_alone(cast, act_as, case):
    draft = kept_by(cast, case, "Bara mitt")
    manager = act_as(cast.maria)
    page = manager.get(
        reverse("journal:write", args=[case.person.public_id]), {"draft": draft.public_id}
    )
    assert "Bara mitt" not in page.content.decode()
    assert send(manager, "journal:draft_drop", draft.public_id).status_code == 404
    assert "Bara mitt" not in look(manager, "person:page", case.person.public_id).content.decode()


def test_whoever_reaches_the_person_no_longer_goes_on_with_no_draft(cast, act_as, case):
    kept_by(cast, case)
    cases.assign(case, coordinator=cast.bjorn, seen_version=case.version, by=cast.by(cast.maria))
    with clock.set_to(clock.now() + timedelta(days=31)):
        assert not queries.drafts(cast.by(cast.kerstin)).exists()


def test_a_draft_is_thrown_away_by_its_writer_and_when_it_has_been_left(cast, act_as, case):
    send(act_as(cast.kerstin), "journal:draft_drop", kept_by(cast, case).public_id)
    assert not Draft.objects.exists()
    kept_by(cast, case)
    with clock.set_to(clock.now() + timedelta(days=29)):
        assert not queries.left_drafts().exists()
    with clock.set_to(clock.now() + timedelta(days=31)):
        actions.clear_drafts(queries.left_drafts(), by=cast.system)
    assert not Draft.objects.exists()


def test_the_exit_tells_of_drafts_and_ends_them(cast, act_as, case):
    kept_by(cast, case, "Hemligt")
    page = look(act_as(cast.maria), "cases:end", case.person.public_id).content.decode()
    assert "1 oavslutad anteckning" in page
    assert "Hemligt" not in page
    end = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")
    cases.end(case, facts=end, seen_version=case.version, by=cast.by(cast.maria))
    assert not Draft.objects.exists()


def test_an_erased_person_takes_the_drafts_along(cast, case):
    kept_by(cast, case)
    people.erase(case.person, reason="Gallring enligt beslut", by=cast.system)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_is_kept_of_an_empty_note(cast, act_as, case, text):
    keep(act_as(cast.kerstin), case, text)
    assert not Draft.objects.exists()


def test_a_text_too_long_to_keep_is_told(cast, act_as, case):
    answer = keep(act_as(cast.kerstin), case, "Å" * 40_001)
    assert "40" in answer.content.decode()
    assert not Draft.objects.exists()


def test_others_keep_no_draft(cast, act_as, case):
    for account, status in ((cast.bjorn, 403), (cast.admin, 404), (cast.stig, 404)):
        assert keep(act_as(account), case, "Nej").status_code == status
    assert not Draft.objects.exists()


def test_a_draft_about_one_person_stays_when_its_id_is_sent_with_anothers_text(cast, act_as, case):
    draft, client, other = kept_by(cast, case), act_as(cast.kerstin), begun(cast, "Bilal")
    keep(client, other, "Om Bilal", draft=draft.public_id, draft_version=draft.version)
    found = {one.person_id: written(one) for one in Draft.objects.all()}
    assert found == {case.person_id: "Hon berättade att", other.person_id: "Om Bilal"}
    day = clock.today().isoformat()
    known = {"draft": draft.public_id, "draft_version": draft.version}
    note = said("Om Bilal", **{"is_shared": "False", "happened_on": day, **known})
    assert send(client, "journal:write", other.person.public_id, **note).status_code == 302
    assert Draft.objects.filter(pk=draft.pk).exists()
