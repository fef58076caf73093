"""Booking, telling how it went, ending a case, asking afterwards: the interactions counted."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case, FollowUp
from stegvis.casework.journal import actions as journal
from stegvis.casework.meetings import actions as meetings
from stegvis.casework.meetings.models import Meeting, MeetingStatus
from stegvis.casework.plans import actions as plans
from stegvis.core import clock
from tests.browser.hand import Hand

MOST_FOR_A_MEETING = 4
MOST_FOR_HOW_IT_WENT = 2
MOST_FOR_AN_EXIT = 7
MOST_FOR_A_FOLLOW_UP = 5
SAID = cases.ReferralFacts(source="af", reason="Vill börja arbeta", disclosure_ground="consent")
JOB = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")


@pytest.fixture
def begun(cast):
    """`begun(given)`: a case that Kerstin has."""

    def take(given):
        referral = cases.refer(cast.person(given), unit=cast.unit, facts=SAID, by=cast.system)
        return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))

    return take


@pytest.fixture
def hand(page, cast, sign_in):
    """Kerstin's hand, once what there is has been made: `hand()` opens My day."""

    def opened():
        sign_in(page, cast.kerstin)
        page.goto("/")
        return Hand(page)

    return opened


def booked(cast, case):
    facts = meetings.MeetingFacts(
        kind="follow_up",
        day=clock.days_from_today(1),
        starts=time(9),
        ends=time(10),
        account=cast.kerstin,
    )
    return meetings.book(case, facts=facts, by=cast.by(cast.kerstin))


def test_a_meeting_is_booked_in_few_interactions(page, cast, hand, begun, axe):
    begun("Amina")
    kerstin = hand()
    kerstin.press("link", "Alla mina")
    kerstin.press("link", "Amina Warsame")
    kerstin.press("link", "Boka ett möte")
    axe(page)
    kerstin.press("button", "Boka och bjud in")
    expect(page.get_by_role("status")).to_contain_text("Mötet är bokat")
    axe(page)
    meeting = Meeting.objects.get(person__given_name="Amina")
    assert (meeting.local_start.time(), meeting.account) == (time(9), cast.kerstin)
    assert kerstin.interactions <= MOST_FOR_A_MEETING


def test_that_they_met_is_told_in_two_interactions_and_leads_to_the_note(page, cast, hand, begun):
    with clock.set_to(clock.now() - timedelta(days=3)):
        meeting = booked(cast, begun("Berit"))
    kerstin = hand()
    kerstin.press("link", "Säg om ni träffades")
    kerstin.press("button", "Ja, vi träffades")
    expect(page.get_by_label("Anteckning", exact=True)).to_be_focused()
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.HELD
    assert kerstin.interactions <= MOST_FOR_HOW_IT_WENT


def test_a_case_and_all_that_is_open_ends_in_few_interactions(page, cast, hand, begun, axe):
    case, by = begun("Cecilia"), cast.by(cast.kerstin)
    booked(cast, case)
    journal.keep_draft(case, said={"text": "Halvfärdigt"}, by=by)
    plan = plans.start(case, by=by)
    plans.add_activity(plan, facts=plans.ActivityFacts("internship", "Praktik"), by=by)
    kerstin = hand()
    kerstin.press("link", "Alla mina")
    kerstin.press("link", "Cecilia Warsame")
    kerstin.press("link", "Avsluta ärendet")
    for told in (
        "ställs in, och alla",
        "slängs: spara",
        "avbryts: ärendet",
        "tas bort från listan",
    ):
        expect(page.get_by_text(told)).to_be_visible()
    axe(page)
    kerstin.choose("Varför ärendet avslutas", "Arbete utan subvention")
    kerstin.choose("Vad personen gör nu", "Förvärvsarbete")
    kerstin.choose("Hur vi vet det", "Arbetsgivaren bekräftade")
    kerstin.press("button", "Avsluta ärendet och allt som är öppet")
    expect(page.get_by_role("status")).to_contain_text("Ärendet är avslutat")
    assert not Case.objects.get(pk=case.pk).is_open
    assert kerstin.interactions <= MOST_FOR_AN_EXIT


def test_a_follow_up_takes_few_interactions(page, cast, hand, begun, axe):
    with clock.set_to(clock.now() - timedelta(days=40)):
        case = begun("Doris")
        cases.end(case, facts=JOB, seen_version=case.version, by=cast.by(cast.kerstin))
    kerstin = hand()
    kerstin.press("link", "Ring och fråga hur det går")
    axe(page)
    kerstin.press("radio", "Nådd")
    kerstin.choose("Vad personen gör nu", "Förvärvsarbete")
    kerstin.press("radio", "Ja")
    page.get_by_label("Med personens ord").fill("Trivs bra")
    kerstin.press("button", "Spara")
    expect(page.get_by_role("status")).to_contain_text("Tack")
    first = FollowUp.objects.filter(case=case).first()
    assert (first.outcome, first.occupation, first.words) == ("reached", "work", "Trivs bra")
    assert kerstin.interactions <= MOST_FOR_A_FOLLOW_UP
