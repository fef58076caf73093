from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.casework.cases import actions as cases
from stegvis.casework.journal import actions as journal
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.casework.people.queries import open_person
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.days import day
from stegvis.desk.me.staircase import draw
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from tests.desk import story


@pytest.fixture
def case(cast):
    """Amina's case, with Kerstin."""
    return story.taken(cast)


@pytest.fixture
def own(client, cast, case):
    """One of Amina's own pages as text."""
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina Warsame", by=cast.system
    )
    accounts.link_party(account, kind="participant", record_id=case.person_id, by=cast.system)

    def get(address="/me/"):
        account.refresh_from_db()
        client.force_login(account)
        return client.get(address).content.decode()

    return get


def test_the_first_meeting_is_the_one_thing_to_do(own):
    text = own()
    assert "Hej Amina" in text
    assert '<h2 class="big" id="now">Första samtal</h2>' in text
    assert "med Kerstin Norling" in text


def test_without_a_meeting_the_step_under_way_is_what_goes_on(cast, case, own):
    story.met(cast, case)
    assert "Inget att göra just nu" in own()
    plan = story.planned(cast, case)
    story.step(cast, plan, title="Praktik på Ekbacken", ends=clock.days_from_today(20))
    text = own()
    assert "Praktik på Ekbacken</h2>" in text
    assert "Jag vill arbeta med barn igen" in text
    assert "Mitt steg" in text


def placed(cast, case, *, starts=-10, ends=20, **facts):
    """Amina at Ekbacken, from so many days from today until so many."""
    named = EmployerFacts(name="Ekbackens förskola")
    employer = employers.register(named, by=cast.by(cast.kerstin))
    return story.placed_of(cast, case, employer, starts=starts, ends=ends, **facts)


def test_the_placement_says_where_until_when_how_much_and_with_whom(cast, case, own):
    story.met(cast, case)
    row = placed(cast, case)
    text = own()
    assert '<h2 class="big" id="place-1">Praktik</h2>' in text
    for expected in ("Ekbackens förskola", f"Från {day(row.starts_on)}", "Ulla Borg"):
        assert expected in text
    assert f"till och med {day(row.ends_on)}" in text
    assert "50 procent av heltid" in text
    assert "Du är på väg." in text
    assert "Inget att göra just nu" not in text


def test_a_placement_to_come_says_so_and_the_hours_that_were_agreed(cast, case, own):
    placed(cast, case, starts=3, hours_per_week=Decimal(20))
    text = own()
    assert "På gång" in text
    assert "20 timmar i veckan" in text
    assert "av heltid" not in text


def test_a_placement_that_is_over_is_no_longer_where_one_is(cast, case, own):
    placed(cast, case, starts=-30, ends=-1)
    assert "Ekbackens förskola" not in own()


def test_a_neutral_page_names_no_placement_until_it_is_opened(cast, case, own):
    story.met(cast, case)
    placed(cast, case)
    person = case.person
    people.edit(person, seen_version=person.version, neutral_mode=True, by=cast.by(cast.kerstin))
    text = own()
    closed = text.index("<summary>Dagar</summary>")
    assert closed < text.index("Ekbackens förskola")
    assert "praktik" not in text[:closed].lower()


def test_what_staff_have_to_do_is_not_the_participants_list(cast, case, own):
    story.met(cast, case)
    cases.add_task(
        case, kind="call", text="Ring Försäkringskassan", due_on=clock.today(),
        account=cast.kerstin, by=cast.by(cast.kerstin),
    )  # fmt: skip
    assert "Försäkringskassan" not in own()


def test_notes_that_are_shared_are_read_and_internal_ones_are_not(cast, case, own):
    for text, shared in (("Bra möte i dag", True), ("Ring kollegan", False)):
        journal.write(case, facts=journal.NoteFacts("talk", text, shared), by=cast.by(cast.kerstin))
    page = own()
    assert "Bra möte i dag" in page
    assert "Ring kollegan" not in page


def test_a_draft_says_that_it_is_one(cast, case, own):
    story.planned(cast, case, agreed=False)
    assert "Det här är ett utkast" in own()


def test_everybody_who_may_know_is_named_with_ground_and_part(cast, case, own):
    people.grant(
        case.person, account_id=cast.bjorn.pk, scope="plan", ground=Ground.CONSENT,
        ends=clock.now() + timedelta(days=30), by=cast.system,
    )  # fmt: skip
    text = own("/me/knowers/")
    for expected in ("Kerstin Norling", "Enhetschef", "Björn Ask", "namn och plan", "samtycke"):
        assert expected.lower() in text.lower()


def test_openings_are_shown_by_day_role_and_purpose_without_names(cast, case, own):
    for _time in range(2):
        open_person(case.person.public_id, by=cast.by(cast.kerstin), purpose="casework")
    text = own("/me/openings/")
    assert "2 gånger" in text
    assert "Koordinator" in text
    assert "Arbete i ditt ärende" in text
    assert "Kerstin" not in text


def test_ones_own_visits_are_not_openings(own):
    own()
    assert "Ingen har öppnat den än" in own("/me/openings/")


def test_a_neutral_page_shows_nothing_until_it_is_asked_to(cast, case, own):
    story.met(cast, case)
    story.planned(cast, case)
    person = case.person
    people.edit(person, seen_version=person.version, neutral_mode=True, by=cast.by(cast.kerstin))
    text = own()
    assert "<title>Min sida – Stegvis</title>" in text
    before_the_first = text[: text.index('<details class="card closed">')]
    for revealing in ("mitt mål", "plan", "arbetsmarknad", "koordinator"):
        assert revealing not in before_the_first.lower()
    assert "<summary>Mitt eget</summary>" in text
    assert "När min akt" not in own("/me/openings/")


def test_there_is_a_quick_way_out_and_a_choice_of_language(own):
    text = own()
    assert "data-leave" in text
    assert 'lang="nb"' in text


def test_every_yes_is_fetched_once(own):
    with CaptureQueriesContext(connection) as captured:
        own("/me/knowers/")
    assert sum('FROM "network_consent"' in one["sql"] for one in captured) == 1


@pytest.mark.parametrize("who", ["kerstin", "maria", "admin"])
@pytest.mark.parametrize("address", ["/me/", "/me/knowers/", "/me/openings/"])
def test_staff_have_no_such_page(client, cast, who, address):
    client.force_login(getattr(cast, who))
    assert client.get(address).status_code == 404


@pytest.mark.pure
@pytest.mark.parametrize("steps", [0, 1, 3, 5, 8, 20])
def test_the_ring_climbs_from_the_first_tread_to_the_last(steps):
    heights = [draw(steps=steps, done=done).y for done in range(steps + 1)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] == 80
    assert heights[-1] == 12 or steps < 3


@pytest.mark.pure
def test_the_part_behind_meets_the_part_ahead():
    stairs = draw(steps=5, done=2)
    assert stairs.behind.endswith(f"H{stairs.x:.1f}")
    assert stairs.ahead.startswith(f"M{stairs.x:.1f} {stairs.y:.1f}")
