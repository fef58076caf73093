"""The employer sees who comes on the person's yes, and no longer than that."""

from datetime import timedelta

import pytest

from stegvis.casework.network.models import Consent
from stegvis.casework.papers import actions as papers
from stegvis.casework.people import actions as people_actions
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Grant, Ground
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents.checking import CheckedFile
from stegvis.work.placements import actions as placements
from stegvis.work.placements.actions import PlacementFacts
from tests.cast import FIRST_DAY
from tests.desk import story


@pytest.fixture
def row(cast, bakery):
    return story.placed(cast, bakery)


@pytest.fixture
def kerstin(act_as, cast):
    return act_as(cast.kerstin)


@pytest.fixture
def amina(act_as, cast, row):
    """Amina's own page."""
    return act_as(story.own_account(cast, row.person))


def tell(client, row, **changes):
    return client.post(f"/placements/{row.public_id}/tell/", story.said_yes(**changes))


def text(client, url):
    return client.get(url).content.decode()


def page_of(row):
    return f"/placements/{row.public_id}/"


def verbs(row):
    rows = AuditEvent.objects.filter(person_id=row.person_id).order_by("pk")
    return list(rows.values_list("verb", flat=True))


def reaches(row, inger):
    by = actor_for(inger)
    return people.reaches(row.person, by=by, compartment="workplace")


def test_the_coordinator_writes_down_how_the_person_agreed(kerstin, row, own):
    assert "Amina" not in own()
    assert tell(kerstin, row, given_how="phone", with_interpreter="on").status_code == 302
    yes = Consent.objects.get(person=row.person)
    assert (yes.scope, yes.given_how, yes.with_interpreter) == ("workplace", "phone", True)
    assert (yes.receiver, yes.recorded_by.name) == ("Bollnäs Bageri", "Kerstin Norling")
    assert "Amina Warsame" in own()
    page = text(kerstin, page_of(row))
    assert "Arbetsgivaren ser det här där" in page
    assert "Så att de vet vem som kommer" in page
    assert "network.consent.recorded" in verbs(row)


def test_the_form_comes_filled_in_but_for_how_the_person_agreed(kerstin, row):
    page = text(kerstin, f"{page_of(row)}tell/")
    assert (row.ends_on + timedelta(days=14)).isoformat() in page
    assert "Så att arbetsplatsen vet vem som kommer" in page


def test_without_saying_how_nobody_is_told(kerstin, row, own):
    assert tell(kerstin, row, given_how="").status_code == 200
    assert "Amina" not in own()
    assert not Consent.objects.exists()


def test_a_yes_on_paper_names_the_paper_in_the_file(cast, kerstin, row):
    file = CheckedFile("ja.txt", "txt", b"Ja", is_scanned=False)
    paper = papers.file_paper(row.person, file=file, kind="consent", by=cast.by(cast.kerstin))
    assert (
        "Välj det undertecknade papperet" in tell(kerstin, row, given_how="paper").content.decode()
    )
    tell(kerstin, row, given_how="paper", paper=paper.public_id)
    assert Consent.objects.get().paper == paper


def test_the_yes_lasts_no_longer_than_the_placement_and_the_talk_about_it(kerstin, row, own):
    too_late = (row.ends_on + timedelta(days=15)).isoformat()
    assert "senast" in tell(kerstin, row, ends_on=too_late).content.decode()
    assert not Consent.objects.exists()
    tell(kerstin, row, ends_on=clock.days_from_today(5).isoformat())
    for ahead, seen in ((4, True), (7, False)):
        with clock.set_to(clock.now() + timedelta(days=ahead)):
            assert ("Amina" in own()) is seen


def test_the_participant_takes_it_back_and_the_employer_sees_nothing_more(
    kerstin, amina, row, own, inger
):
    tell(kerstin, row)
    assert "Amina" in own()
    yes = Consent.objects.get()
    page = text(amina, "/me/knowers/")
    assert "Bollnäs Bageri" in page
    assert "ditt namn, och när och hur mycket du är på arbetsplatsen" in page
    assert f"/me/consents/{yes.public_id}/" in page
    assert amina.post(f"/me/consents/{yes.public_id}/", {"key": "back"}).status_code == 302
    assert "Amina" not in own()
    assert not reaches(row, inger)
    event = AuditEvent.objects.get(verb="network.consent.withdrawn")
    assert (event.role, event.person_id) == ("participant", row.person_id)
    assert "du tog tillbaka det" in text(amina, "/me/knowers/")
    assert "Personen tog tillbaka sitt ja" in text(kerstin, page_of(row))


def test_staff_take_it_back_at_the_persons_word(kerstin, row, own):
    tell(kerstin, row)
    back = f"/network/consents/{Consent.objects.get().public_id}/withdraw/"
    assert back in text(kerstin, page_of(row))
    kerstin.post(back, {"key": "back", "how": "phone"})
    assert "Amina" not in own()
    assert Consent.objects.get().withdrawn_how == "phone"


def test_staff_take_it_away_without_saying_that_the_person_did(kerstin, row, own, inger):
    tell(kerstin, row)
    kerstin.post(f"{page_of(row)}untell/", {"key": "away"})
    assert "Amina" not in own()
    assert not reaches(row, inger)
    yes = Consent.objects.get()
    assert (yes.withdrawn_at, yes.stands) == (None, False)
    assert "network.consent.ended" in verbs(row)


def test_a_registrar_is_shown_only_what_a_registrar_may_do(act_as, cast, kerstin, row):
    tell(kerstin, row)
    rita = accounts.create_account(
        cast.tenant, email="rita@example.org", name="Rita Register", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=rita, role=Role.REGISTRAR, starts=FIRST_DAY, by=cast.system
    )
    people_actions.grant(row.person, account_id=rita.pk, ground=Ground.ASSIGNMENT, by=cast.system)
    page = text(act_as(rita), page_of(row))
    yes = Consent.objects.get()
    assert f"/network/consents/{yes.public_id}/withdraw/" in page
    assert f"{page_of(row)}untell/" not in page
    assert act_as(rita).post(f"{page_of(row)}untell/", {"key": "away"}).status_code == 403
    assert f"{page_of(row)}untell/" in text(kerstin, page_of(row))


def test_a_colleague_of_another_board_takes_nothing_away(act_as, cast, kerstin, row, own):
    tell(kerstin, row)
    vera = act_as(cast.another_board()[1])
    assert vera.post(f"{page_of(row)}untell/", {"key": "away"}).status_code in (403, 404)
    assert "Amina" in own()


def test_after_a_yes_taken_back_the_placement_goes_on_and_may_be_told_anew(
    cast, kerstin, amina, row, own
):
    tell(kerstin, row)
    amina.post(f"/me/consents/{Consent.objects.get().public_id}/", {"key": "back"})
    row.refresh_from_db()
    assert row.is_open
    assert "Ett nej ändrar inget för placeringen" in text(kerstin, page_of(row))
    tell(kerstin, row, key="k2")
    assert "Amina" in own()
    assert [yes.stands for yes in Consent.objects.order_by("pk")] == [False, True]


def test_telling_again_leaves_one_yes_that_stands(cast, row):
    for _times in range(2):
        story.agreed(row, by=cast.by(cast.kerstin))
    assert [yes.stands for yes in Consent.objects.order_by("pk")] == [False, True]
    in_force = Grant.objects.filter(scope="workplace").exclude(ends__lte=clock.now())
    assert in_force.count() == 1


def test_the_end_of_the_placement_ends_the_yes_and_the_reach(cast, kerstin, amina, row, inger):
    tell(kerstin, row)
    by = cast.by(cast.kerstin)
    placements.end(row, reason="job", ended_on=clock.today(), seen_version=row.version, by=by)
    assert not reaches(row, inger)
    assert not Consent.objects.get().stands
    page = text(amina, "/me/knowers/")
    assert "Ett ja som har upphört" in page
    assert "Ta tillbaka mitt ja" not in page


def test_a_shorter_placement_shortens_the_yes_and_a_longer_one_never_lengthens_it(cast, row, inger):
    by = cast.by(cast.kerstin)
    story.agreed(row, by=by, days=60)
    for days, ends_on in ((10, 24), (200, 24)):
        facts = PlacementFacts(
            row.employer, row.kind, row.starts_on, clock.days_from_today(days), row.extent
        )
        placements.change(row, facts=facts, seen_version=row.version, by=by)
        assert Consent.objects.get().ends_on == clock.days_from_today(ends_on)
    for ahead, seen in ((24, True), (26, False)):
        with clock.set_to(clock.now() + timedelta(days=ahead)):
            assert reaches(row, inger) is seen


def test_a_placement_long_past_is_told_to_nobody(cast, kerstin, bakery):
    past = story.placed(cast, bakery, "Johan", "Ek", starts=-90, ends=-15)
    assert f"{page_of(past)}tell/" not in text(kerstin, page_of(past))
    assert tell(kerstin, past).status_code == 403


def test_an_ended_placement_is_told_to_nobody_by_an_old_page(cast, row):
    by = cast.by(cast.kerstin)
    old = type(row).objects.select_related("case", "person", "employer").get(pk=row.pk)
    placements.end(row, reason="job", ended_on=clock.today(), seen_version=row.version, by=by)
    with pytest.raises(NotAllowedNowError):
        story.agreed(old, by=by)


def test_staff_read_it_in_their_own_words(cast, kerstin, row):
    tell(kerstin, row)
    for url in (f"/network/{row.person.public_id}/", story.page_of(row.person)):
        page = text(kerstin, url)
        assert "Bollnäs Bageri" in page
        assert "namn, och när och hur mycket på arbetsplatsen" in page
        assert "du är på arbetsplatsen" not in page
