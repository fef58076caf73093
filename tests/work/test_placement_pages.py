from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.casework.cases import actions as cases
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.models import AuditEvent
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities.actions import import_ads
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements import actions, desk_rows
from stegvis.work.placements.actions import PlacementFacts
from stegvis.work.placements.models import Placement
from tests.work.ads_for_tests import ad, write

MONDAY = date(2026, 3, 2)
TYPED = {
    "key": "k",
    "employer": "Bollnäs Bageri",
    "kind": "internship",
    "starts_on": "2026-03-09",
    "ends_on": "2026-05-29",
    "extent": "50",
    "supervisor_name": "Inger Ek",
}


@pytest.fixture(autouse=True)
def _a_monday_in_march():
    with clock.set_to(MONDAY):
        yield


@pytest.fixture
def kerstin(cast, act_as):
    return act_as(cast.kerstin)


def open_case(cast, given="Amina"):
    facts = cases.ReferralFacts(
        source="social_services", reason="Vill arbeta", disclosure_ground="consent"
    )
    referral = cases.refer(cast.person(given), unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))


@pytest.fixture
def case(cast):
    return open_case(cast)


@pytest.fixture
def bakery(cast):
    return employers.register(EmployerFacts("Bollnäs Bageri"), by=cast.by(cast.kerstin))


def placed(cast, case, bakery, **changes):
    said = {"kind": "internship", "starts_on": MONDAY, "ends_on": MONDAY + timedelta(80)}
    facts = PlacementFacts(bakery, **said | {"extent": 50} | changes)
    return actions.place(case, facts=facts, by=cast.by(cast.kerstin))


def test_the_form_begins_with_sensible_days_and_is_registered(kerstin, case, bakery):
    url = f"/placements/new/{case.person.public_id}/"
    page = kerstin.get(url).content.decode()
    assert 'value="2026-03-09"' in page
    assert 'value="2026-05-29"' in page
    answer = kerstin.post(url, TYPED)
    row = Placement.objects.get()
    assert answer["Location"] == f"/placements/{row.public_id}/"
    assert (row.case, row.employer, row.supervisor_name) == (case, bakery, "Inger Ek")
    assert "Inger Ek" in kerstin.get(answer["Location"]).content.decode()


def test_a_form_sent_twice_places_once(kerstin, case, bakery):
    url = f"/placements/new/{case.person.public_id}/"
    assert kerstin.post(url, TYPED)["Location"] == kerstin.post(url, TYPED)["Location"]
    assert Placement.objects.count() == 1


def test_hours_alone_are_understood_as_a_share_of_forty(kerstin, case, bakery):
    url = f"/placements/new/{case.person.public_id}/"
    kerstin.post(url, TYPED | {"extent": "", "hours_per_week": "15"})
    assert Placement.objects.get().extent == 38


def test_an_employer_nobody_knows_is_registered_after_a_tick(kerstin, case):
    url = f"/placements/new/{case.person.public_id}/"
    typed = TYPED | {"employer": "Alfta Trä"}
    text = kerstin.post(url, typed).content.decode()
    assert "Kryssa i rutan" in text
    assert 'name="new_employer"' in text
    assert "Inger Ek" in text
    assert not Employer.objects.exists()
    assert kerstin.post(url, typed | {"new_employer": "on"}).status_code == 302
    assert Placement.objects.get().employer.name == "Alfta Trä"


def test_a_place_from_an_ad_fills_in_the_form_and_brings_its_employer(
    kerstin, cast, case, tmp_path
):
    path = write(tmp_path, [ad(1, scope_of_work={"min": 75, "max": 100})])
    import_ads(path, by=cast.system, progress=lambda _percent: None)
    place = Opportunity.objects.get()
    url = f"/placements/new/{case.person.public_id}/?place={place.public_id}"
    page = kerstin.get(url).content.decode()
    assert 'value="Bollnäs Bageri"' in page
    assert 'name="new_employer" id="id_new_employer" checked' in page
    assert '<option value="job" selected>' in page
    kerstin.post(url, TYPED | {"kind": "job", "new_employer": "on"})
    row = Placement.objects.get()
    assert (row.opportunity, row.employer.number) == (place, "5560125790")


def test_too_much_at_the_same_time_is_told_at_the_extent(kerstin, cast, case, bakery):
    placed(cast, case, bakery, extent=75)
    url = f"/placements/new/{case.person.public_id}/"
    text = kerstin.post(url, TYPED).content.decode()
    assert "125 % av heltid" in text
    assert "Bollnäs Bageri 75 %" in text


def test_somebody_without_an_open_case_is_said_so(kerstin, cast):
    person = cast.person(coordinator=cast.kerstin)
    text = kerstin.get(f"/placements/new/{person.public_id}/").content.decode()
    assert "Det finns inget öppet ärende" in text


def test_a_placement_is_changed_and_the_second_editor_sees_both(kerstin, cast, case, bakery):
    row = placed(cast, case, bakery)
    facts = PlacementFacts(bakery, "work_training", MONDAY, MONDAY + timedelta(80), 25)
    actions.change(row, facts=facts, seen_version=1, by=cast.by(cast.maria))
    url = f"/placements/{row.public_id}/change/"
    text = kerstin.post(url, TYPED | {"seen_version": "1"}).content.decode()
    table = text.split('<table class="rows">')[1].split("</table>")[0]
    assert "Arbetsträning" in table
    assert "25" in table
    assert kerstin.post(url, TYPED | {"key": "k2", "seen_version": "2"}).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.extent) == ("internship", 50)


def test_a_placement_is_ended_with_a_reason(kerstin, cast, case, bakery):
    row = placed(cast, case, bakery)
    url = f"/placements/{row.public_id}/end/"
    assert 'value="2026-03-02"' in kerstin.get(url).content.decode()
    typed = {"key": "k", "reason": "job", "ended_on": "2026-03-02", "seen_version": "1"}
    text = kerstin.post(url, typed, follow=True).content.decode()
    assert "Fick arbete" in text
    assert "Avslutad" in text


def test_the_talk_at_half_time_is_marked_by_one_press(kerstin, cast, case, bakery):
    row = placed(cast, case, bakery)
    text = kerstin.post(
        f"/placements/{row.public_id}/halfway/", {"key": "k"}, follow=True
    ).content.decode()
    assert "Hölls 2 mars 2026." in text


def test_opening_a_placement_is_written_in_the_persons_log(kerstin, cast, case, bakery):
    row = placed(cast, case, bakery)
    kerstin.get(f"/placements/{row.public_id}/")
    event = AuditEvent.objects.get(verb="people.person.opened", person_id=case.person_id)
    assert (event.fields, event.purpose) == (["placement"], "placement")


def test_who_is_to_be_placed_is_chosen_from_the_caseload(kerstin, cast, case, bakery):
    open_case(cast, "Selam")
    assert "Selam Warsame" in kerstin.get("/placements/new/").content.decode()
    answer = kerstin.post("/placements/new/", {"person": case.person.public_id})
    assert answer["Location"] == f"/placements/new/{case.person.public_id}/"


def test_a_colleague_without_reach_learns_nothing(cast, act_as, case, bakery):
    row = placed(cast, case, bakery)
    bjorn = act_as(cast.bjorn)
    assert "Amina" not in bjorn.get("/placements/").content.decode()
    assert "Amina" not in bjorn.get(f"/employers/{bakery.public_id}/").content.decode()
    for path in (row.public_id, f"{row.public_id}/change", f"new/{case.person.public_id}"):
        answer = bjorn.get(f"/placements/{path}/")
        assert answer.status_code == 403
        assert "Amina" not in answer.content.decode()


@pytest.mark.parametrize("kind", ["participant", "employer", "partner"])
def test_parties_find_no_placements(cast, act_as, case, bakery, kind):
    row = placed(cast, case, bakery)
    record = case.person_id if kind == "participant" else bakery.pk
    account = accounts.create_account(
        cast.tenant, email="party@example.org", name="Part", by=cast.system
    )
    accounts.link_party(account, kind=kind, record_id=record, by=cast.system)
    client = act_as(account)
    new = f"new/{case.person.public_id}/"
    for path in ("", "new/", new, *(f"{row.public_id}/{end}" for end in ("", "change/", "end/"))):
        assert client.get(f"/placements/{path}").status_code == 404


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_asks_as_many_questions_for_thirty_rows_as_for_two(kerstin, cast, bakery):
    def fill(number):
        for n in range(number):
            placed(cast, open_case(cast, f"Nr {n}"), bakery)

    fill(2)
    few = queries_of(kerstin, "/placements/")
    fill(28)
    assert queries_of(kerstin, "/placements/") == few < 25


def test_my_day_asks_as_many_questions_for_thirty_placements_as_for_two(cast, bakery):
    def fill(number):
        for n in range(number):
            placed(
                cast,
                open_case(cast, f"Nr {n}"),
                bakery,
                starts_on=MONDAY - timedelta(9),
                ends_on=MONDAY - timedelta(3),
            )

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert desk_rows.do_today(cast.by(cast.kerstin))
        return len(captured)

    fill(2)
    few = asked()
    fill(28)
    assert asked() == few < 25
