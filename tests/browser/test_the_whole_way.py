"""One person's way through the house, in every role: from a referral to the follow-up."""

import re
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.work.matching.models import Proposal
from stegvis.work.opportunities.actions import import_ads
from stegvis.work.placements.models import Placement
from tests.browser.conftest import DESK, PHONE
from tests.browser.hand import Hand
from tests.cast import FIRST_DAY

ADS = Path(__file__).parents[1] / "reference" / "data" / "jobsearch_variants.jsonl"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
WORDS = "Jag vill ha ett jobb där jag hjälper människor."
MOST_TO_GIVE, MOST_TO_PLACE = 4, 12


@pytest.fixture(scope="module")
def moved():
    """`moved(days)`: the clock of the product, server included, so many days after the Monday."""
    with pytest.MonkeyPatch.context() as patch:

        def to(days):
            moment = MONDAY + timedelta(days=days)
            patch.setattr(clock, "_set_to", ContextVar("moved", default=moment))

        to(0)
        yield to


@pytest.fixture(scope="module")
def rut(moved, cast):
    """The registrar, in a unit that has fetched the advertised jobs."""
    import_ads(ADS, by=cast.system, progress=lambda _percent: None)
    account = accounts.create_account(
        cast.tenant, email="rut@example.org", name="Rut Ekman", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=account, role=Role.REGISTRAR, starts=FIRST_DAY, by=cast.system
    )
    return account


class Walker(Hand):
    """Somebody who goes from page to page; what they look at holds for everybody."""

    def __init__(self, page, sign_in, axe):
        super().__init__(page)
        self.sign_in, self._axe = lambda account: sign_in(page, account), axe

    def look(self):
        """The page as it stands, at a desk and on a phone."""
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            self._axe(self.page)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{self.page.url} is {wide} wide at {size['width']}"

    def is_told(self, text):
        """A message says so."""
        expect(self.page.get_by_role("status")).to_contain_text(text)

    def sees(self, text):
        """The text stands on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()


@pytest.fixture
def walker(page, sign_in, axe):
    """Whoever signs in."""
    return Walker(page, sign_in, axe)


@pytest.fixture(scope="module")
def own_account(cast):
    """Selam's way to the own page, made when there is a Selam."""

    def made():
        account = accounts.create_account(
            cast.tenant, email="selam@example.org", name="Selam Tesfay", by=cast.system
        )
        accounts.link_party(
            account,
            kind=PartyKind.PARTICIPANT,
            record_id=Person.objects.get(given_name="Selam").pk,
            by=cast.system,
        )
        return account

    return made


@pytest.fixture
def selam():
    """Selam, once registered."""
    return Person.objects.get(given_name="Selam")


@pytest.fixture
def coordinator(selam):
    """Whom the manager gave Selam to."""
    return Case.objects.get(person=selam).coordinator.account


@pytest.fixture
def at_selams(walker, coordinator, selam):
    """The coordinator, at Selam's page, from My day."""
    walker.sign_in(coordinator)
    walker.press("link", "Alla mina")
    walker.press("link", "Selam Tesfay")
    walker.page.wait_for_url(f"**/person/{selam.public_id}/")
    return walker


def test_a_registrar_registers_somebody_and_takes_in_the_referral(walker, rut):
    walker.sign_in(rut)
    walker.press("link", "Registrera en person")
    walker.look()
    walker.write("Förnamn", "Selam")
    walker.write("Efternamn", "Tesfay")
    walker.write("Personnummer", "18900101-9802")
    walker.write("Telefon", "070-1740606")
    walker.choose("Kommun", "Bollnäs")
    walker.press("button", "Registrera och ta emot")
    expect(walker.page.get_by_role("heading", level=1)).to_have_text("Ta emot en anvisning")
    walker.look()
    walker.choose("Vem som anvisar", "Socialtjänsten")
    walker.write("Varför", "Har vårdat sin mor och vill arbeta med människor")
    walker.page.get_by_label("Samtycke").check()
    walker.press("button", "Lägg i kön")
    walker.is_told("Anvisningen ligger i kön")


def test_the_manager_gives_it_to_a_coordinator(walker, cast, selam):
    walker.sign_in(cast.maria)
    walker.look()
    walker.press("link", "Inkommande")
    walker.look()
    walker.press("button", "Ge till ")
    walker.is_told("Fördelat till")
    assert walker.interactions <= MOST_TO_GIVE
    assert Case.objects.get(person=selam).is_open


def test_the_coordinator_writes_down_the_first_talk(at_selams):
    at_selams.look()
    at_selams.press("link", "Anteckna")
    at_selams.write("Anteckning", "Vi gick igenom vad som hänt och vad Selam vill.")
    at_selams.page.get_by_label("Delad").check()
    at_selams.press("button", "Spara anteckningen")
    at_selams.is_told("Anteckningen är sparad")
    at_selams.press("button", "Klar")


def test_a_plan_is_made_with_one_goal_and_one_step_and_agreed_on(at_selams):
    at_selams.press("link", "Börja på planen")
    at_selams.look()
    at_selams.write("Målet, med personens egna ord", WORDS)
    at_selams.press("button", "Spara")
    at_selams.look()
    at_selams.press("link", "Lägg till steg")
    at_selams.choose("Typ av steg", "Vägledning")
    at_selams.write("Vad vi kallar det", "Besöka hemtjänsten i Bollnäs")
    at_selams.choose("Leder till målet", WORDS)
    at_selams.write("Första dag", "2026-11-24")
    at_selams.press("button", "Spara")
    at_selams.press("link", "Kom överens om planen")
    at_selams.page.get_by_label("På ett möte").check()
    at_selams.page.get_by_label("Nej", exact=True).check()
    at_selams.press("button", "Personen säger ja")
    at_selams.is_told("Planen är överenskommen")
    at_selams.look()


def test_what_selam_can_and_wants_is_filled_in(at_selams):
    at_selams.press("link", "Kompetens")
    for box, typed, label in (
        ("occupations", "usk", "Undersköterska, hemtjänst"),
        ("wishes", "hälso", "Hälso- och sjukvård"),
    ):
        at_selams.page.locator(f"#id_{box}").press_sequentially(typed)
        at_selams.page.locator(f"#found_{box} .choice", has_text=label).first.click()
        at_selams.page.locator(f"#rows_{box} li", has_text=label).wait_for()
    at_selams.page.locator("#id_capacity").fill("100")
    at_selams.page.locator("#id_travel_km").fill("60")
    at_selams.press("button", "Spara profilen")
    at_selams.is_told("Profilen är sparad")
    at_selams.look()


def test_an_advertised_job_is_ranked_with_its_reasons_and_proposed(at_selams):
    at_selams.press("link", "Se vad som passar")
    at_selams.look()
    at_selams.page.get_by_role("link", name="Undersköterska till hemtjänsten").first.click()
    opened = at_selams.page.locator("#opened")
    terms = opened.get_by_role("row").all_inner_texts()
    points = [int(re.search(r"[+-]?\d+$", line.strip()).group()) for line in terms]
    assert len(points) > 2
    assert sum(points[:-1]) == points[-1] > 0
    at_selams.look()
    at_selams.press("button", "Föreslå för Selam")
    at_selams.is_told("Platsen är föreslagen för Selam")


def test_what_does_not_fit_is_put_away_with_a_reason(at_selams):
    at_selams.press("link", "Se vad som passar")
    title = at_selams.page.locator("#opened-title").inner_text()
    at_selams.page.get_by_text("Passar inte, för att …").click()
    at_selams.page.locator("#does-not-fit select").select_option(label="Vill inte")
    at_selams.press("button", "Det passar inte")
    at_selams.is_told("Platsen visas inte längre")
    row = Proposal.objects.exclude(reason="").get()
    assert (row.reason, title.startswith(row.opportunity.title)) == ("does_not_want", True)


def test_selam_sees_the_plan_who_opened_and_says_yes_on_a_phone(walker, own_account, coordinator):
    walker.sign_in(own_account())
    walker.look()
    walker.page.set_viewport_size(PHONE)
    walker.sees(WORDS)
    walker.page.get_by_text("Mitt steg").click()
    walker.sees("Besöka hemtjänsten i Bollnäs")
    walker.press("link", "När min akt har öppnats")
    walker.sees("Arbete i ditt ärende")
    walker.look()
    walker.press("link", "Tillbaka till min sida")
    walker.press("link", "Vem får veta vad")
    walker.sees(coordinator.name)
    walker.look()
    walker.press("link", "Tillbaka till min sida")
    walker.press("link", "Ja, gärna")
    walker.look()
    walker.press("button", "Spara svaret")
    walker.is_told("Tack")


def test_selam_is_placed_where_the_answer_was_yes(moved, at_selams, selam):
    moved(3)
    at_selams.press("link", "Se vad som passar")
    at_selams.press("link", "Registrera placeringen")
    at_selams.look()
    at_selams.choose("Typ", "Anställning")
    at_selams.write("Första dag", "2026-12-01")
    at_selams.write("Sista dag", "2027-05-31")
    at_selams.write("Handledare", "Inger Ek")
    at_selams.press("button", "Registrera")
    at_selams.page.wait_for_url(re.compile(r"/placements/[a-z0-9]{16}/$"))
    assert at_selams.interactions <= MOST_TO_PLACE
    row = Placement.objects.get(person=selam)
    assert row.opportunity.title == "Undersköterska till hemtjänsten"
    at_selams.look()


def test_the_case_ends_with_a_reason_while_the_job_goes_on(moved, at_selams, selam):
    moved(90)
    at_selams.page.reload()
    at_selams.press("link", "Avsluta ärendet")
    at_selams.sees("går vidare efter avslutet")
    at_selams.choose("Varför ärendet avslutas", "Arbete utan subvention")
    at_selams.choose("Vad personen gör nu", "Förvärvsarbete")
    at_selams.choose("Hur vi vet det", "Arbetsgivaren bekräftade")
    at_selams.look()
    at_selams.press("button", "Avsluta ärendet")
    at_selams.is_told("Ärendet är avslutat")
    assert Case.objects.get(person=selam).exit_reason == "job"


def test_the_follow_up_comes_due_when_its_day_comes_and_is_answered(
    walker, moved, coordinator, selam
):
    row = walker.page.get_by_role("row").filter(has_text="Selam Tesfay")
    walker.sign_in(coordinator)
    walker.page.goto("/?bucket=today")
    expect(row).to_have_count(0)
    moved(90 + 30)
    walker.page.reload()
    expect(row).to_contain_text("30-dagarsuppföljningen")
    walker.look()
    row.get_by_role("link", name="Ring och fråga").click()
    walker.page.get_by_label("Nådd", exact=True).check()
    walker.choose("Vad personen gör nu", "Förvärvsarbete")
    walker.press("button", "Spara")
    expect(walker.page.get_by_role("status")).to_be_visible()
    first = Case.objects.get(person=selam).follow_ups.order_by("due_on").first()
    assert (first.outcome, first.occupation) == ("reached", "work")
    walker.page.goto("/?bucket=today")
    expect(row).to_have_count(0)


def test_the_manager_looks_through_the_log_of_a_month_and_signs_it(walker, cast):
    walker.sign_in(cast.maria)
    walker.page.goto("/manage/log/")
    walker.page.get_by_role("region", name="Månader").get_by_role("link").first.click()
    expect(walker.page.get_by_role("link", name="Selam Tesfay").first).to_be_visible()
    walker.look()
    walker.press("button", "Jag har gått igenom öppningarna")
    walker.is_told("Granskningen är signerad")
