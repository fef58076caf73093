from datetime import date, timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases import queries as case_queries
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.placements import actions, desk_rows, queries
from stegvis.work.placements.actions import PlacementFacts
from stegvis.work.placements.models import Placement

MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _a_monday_in_march():
    with clock.set_to(MONDAY):
        yield


@pytest.fixture
def case(cast):
    facts = cases.ReferralFacts(
        source="social_services", reason="Vill arbeta", disclosure_ground="consent"
    )
    referral = cases.refer(cast.person(), unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))


@pytest.fixture
def facts(cast):
    bakery = employers.register(EmployerFacts("Bollnäs Bageri"), by=cast.by(cast.kerstin))

    def said(starts_in=0, days=83, extent=50, kind="internship", **more):
        first = MONDAY + timedelta(days=starts_in)
        last = None if days is None else first + timedelta(days=days)
        return PlacementFacts(bakery, kind, first, last, extent, **more)

    return said


@pytest.fixture
def place(cast, case, facts):
    """`place(starts_in=0, days=83, ...)`: register a placement of Amina's by Kerstin."""
    return lambda *args, **more: actions.place(
        case, facts=facts(*args, **more), by=cast.by(cast.kerstin)
    )


def test_the_status_follows_from_the_dates_until_somebody_says_how_it_ended(cast, place):
    row = place(starts_in=7, days=13)
    for days, status in ((0, "planned"), (7, "running"), (20, "running"), (21, "past")):
        with clock.set_to(MONDAY + timedelta(days=days)):
            assert row.status == status
    with clock.set_to(MONDAY + timedelta(days=21)):
        last = row.ends_on
        actions.end(row, reason="completed", ended_on=last, seen_version=1, by=cast.by(cast.maria))
        assert row.status == "ended"


def test_only_a_job_goes_on_without_a_last_day(place):
    assert place(days=None, kind="job").last_day is None
    with pytest.raises(NotAllowedNowError) as fault:
        place(days=None, kind="internship", extent=10)
    assert fault.value.field == "ends_on"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"days": -1}, "ends_on"),
        ({"kind": "okänd"}, "kind"),
        ({"extent": 0}, "extent"),
        ({"extent": 101}, "extent"),
        ({"hours_per_week": 41}, "hours_per_week"),
    ],
)
def test_a_fault_is_told_at_its_field(place, wrong, field):
    with pytest.raises(NotAllowedNowError) as fault:
        place(**wrong)
    assert fault.value.field == field


def test_two_at_the_same_time_make_full_time_at_most(place):
    place(extent=50)
    place(extent=50)
    with pytest.raises(NotAllowedNowError, match="Bollnäs Bageri 50 %") as fault:
        place(starts_in=10, days=3, extent=1)
    assert fault.value.field == "extent"
    assert "101 %" in str(fault.value)


def test_one_that_begins_later_counts_from_its_first_day(place):
    place(starts_in=30, extent=75)
    assert place(starts_in=0, days=29, extent=100).pk
    with pytest.raises(NotAllowedNowError):
        place(starts_in=29, days=10, extent=50)


def test_a_job_without_a_last_day_counts_for_ever(place):
    place(days=None, kind="job", extent=80)
    with pytest.raises(NotAllowedNowError):
        place(starts_in=2000, extent=50)


def test_one_that_has_ended_no_longer_counts(cast, place):
    row = place(extent=100)
    with clock.set_to(MONDAY + timedelta(days=5)):
        on, by = clock.today(), cast.by(cast.kerstin)
        actions.end(row, reason="not_fitting", ended_on=on, seen_version=1, by=by)
        assert place(starts_in=6, extent=100).pk


def test_changing_is_checked_without_counting_the_placement_itself(cast, place, facts):
    row, by = place(extent=100), cast.by(cast.kerstin)
    actions.change(row, facts=facts(extent=75), seen_version=1, by=by)
    assert (row.extent, row.version) == (75, 2)
    with pytest.raises(StaleVersionError):
        actions.change(row, facts=facts(extent=50), seen_version=1, by=by)


def test_an_end_has_a_coded_reason_and_a_day_that_isnt_ahead(cast, place):
    row, by = place(), cast.by(cast.kerstin)
    for reason, day, field in (
        ("tröttnade", MONDAY, "reason"),
        ("completed", MONDAY + timedelta(days=1), "ended_on"),
    ):
        with pytest.raises(NotAllowedNowError) as fault:
            actions.end(row, reason=reason, ended_on=day, seen_version=1, by=by)
        assert fault.value.field == field
    actions.end(row, reason="job", ended_on=MONDAY, seen_version=1, by=by)
    with pytest.raises(NotAllowedNowError):
        actions.end(row, reason="job", ended_on=MONDAY, seen_version=2, by=by)


def test_an_ended_placement_isnt_changed(cast, place, facts):
    row, by = place(), cast.by(cast.kerstin)
    actions.end(row, reason="job", ended_on=MONDAY, seen_version=1, by=by)
    with pytest.raises(NotAllowedNowError):
        actions.change(row, facts=facts(), seen_version=2, by=by)


def test_only_those_who_work_with_the_person_place_them(cast, case, facts):
    for by in (
        cast.by(cast.bjorn),
        cast.by(cast.admin),
        Actor(cast.tenant.pk, "participant", party_kind="participant", party_id=case.person_id),
        Actor(cast.tenant.pk, "employer", party_kind="employer", party_id=1),
    ):
        with pytest.raises(RefusedError):
            actions.place(case, facts=facts(), by=by)
    assert not Placement.objects.exists()


def test_somebody_whose_case_has_ended_isnt_placed(cast, case, facts):
    ended = cases.ExitFacts("job", "work", "employer")
    case = cases.end(case, facts=ended, seen_version=case.version, by=cast.by(cast.kerstin))
    with pytest.raises(RefusedError):
        actions.place(case, facts=facts(), by=cast.by(cast.kerstin))


def test_an_open_placement_is_named_when_the_case_is_to_end(cast, case, place):
    row, by = place(), cast.by(cast.kerstin)
    (blocker,) = case_queries.exit_blockers(case, by=by)
    assert str(blocker.sentence) == "Praktik hos Bollnäs Bageri är inte avslutad"
    assert row.public_id in blocker.url
    assert "avslutas sista dagen" in str(blocker.does)
    actions.end(row, reason="job", ended_on=MONDAY, seen_version=1, by=by)
    assert case_queries.exit_blockers(case, by=by) == []


@pytest.mark.parametrize(("why", "ends_because"), [("studies", "studies"), ("moved", "other")])
def test_an_internship_ends_with_the_case_and_for_its_reason(cast, case, place, why, ends_because):
    row, by = place(), cast.by(cast.kerstin)
    ended = cases.ExitFacts(why, "unknown", "told")
    cases.end(case, facts=ended, seen_version=case.version, by=by)
    row.refresh_from_db()
    assert (row.is_open, row.ended_on, row.end_reason) == (False, clock.today(), ends_because)


def test_a_job_goes_on_when_the_case_ends_and_holds_nothing_back(cast, case, place):
    row, by = place(days=None, kind="job"), cast.by(cast.kerstin)
    (blocker,) = case_queries.exit_blockers(case, by=by)
    assert (blocker.must_end_first, blocker.goes_on) == (False, True)
    ended = cases.ExitFacts("job", "work", "employer")
    cases.end(case, facts=ended, seen_version=case.version, by=by)
    row.refresh_from_db()
    assert row.is_open


def test_a_placement_is_a_bar_on_the_timeline(cast, case, place):
    row = place()
    (bar,) = case_queries.timeline(case.person, by=cast.by(cast.kerstin))
    assert (bar.starts, bar.ends, bar.is_span) == (row.starts_on, row.ends_on, True)
    assert bar.label == "Praktik, Bollnäs Bageri"


def whys(cast, day):
    with clock.set_to(day):
        return [str(row.why) for row in desk_rows.do_today(cast.by(cast.kerstin))]


def test_my_day_says_when_one_has_ended_and_nobody_has_closed_it(cast, place):
    row = place(days=20)
    assert whys(cast, row.ends_on) == []
    assert whys(cast, row.ends_on + timedelta(days=1)) == ["Tog slut för 1 dag sedan"]
    assert whys(cast, row.ends_on + timedelta(days=3)) == ["Tog slut för 3 dagar sedan"]


def standing(cast, case, day):
    with clock.set_to(day):
        by = cast.by(cast.kerstin)
        return desk_rows.standings(by, [case.person_id]).get(case.person_id)


def test_the_last_day_of_all_placements_is_known_so_that_an_end_is_seen_coming(cast, case, place):
    first = place(days=20)
    assert standing(cast, case, MONDAY).ends_on == first.ends_on
    after = place(starts_in=21, days=20)
    assert standing(cast, case, MONDAY).ends_on == after.ends_on
    assert standing(cast, case, after.ends_on + timedelta(days=1)).ends_on is None


@pytest.mark.parametrize(("kind", "phase"), [("internship", "Praktik"), ("job", "Arbete")])
def test_the_phase_follows_from_the_placement_under_way(cast, case, place, kind, phase):
    place(starts_in=7, days=13, kind=kind)
    phases = [standing(cast, case, MONDAY + timedelta(days=d)).phase.label for d in (0, 7, 21)]
    assert phases == ["Inget steg", phase, "Inget steg"]


def test_my_day_asks_for_the_talk_at_half_time_until_it_is_held(cast, place):
    row = place(days=80)
    half = row.halfway
    assert whys(cast, half - timedelta(days=4)) == []
    assert whys(cast, half - timedelta(days=3)) == [f"Halvtidssamtal ska hållas {half.day} april"]
    assert whys(cast, half) == ["Halvtidssamtal ska hållas i dag"]
    with clock.set_to(half):
        for _time in range(2):
            actions.hold_halfway(row, by=cast.by(cast.kerstin))
        assert (row.halfway_on, row.version) == (half, 2)
    assert whys(cast, half + timedelta(days=1)) == []


def test_my_day_shows_nothing_of_cases_that_others_coordinate(cast, place):
    place(days=3)
    with clock.set_to(MONDAY):
        assert desk_rows.do_today(cast.by(cast.maria)) == []


def test_the_list_holds_those_whose_placements_the_actor_may_see(cast, place):
    row = place()
    everything = queries.Filters()
    assert list(queries.listed(cast.by(cast.kerstin), everything)) == [row]
    assert list(queries.listed(cast.by(cast.maria), everything)) == [row]
    assert list(queries.listed(cast.by(cast.bjorn), everything)) == []
    employer = Actor(cast.tenant.pk, "employer", party_kind="employer", party_id=row.employer_id)
    assert list(queries.listed(employer, everything)) == []


@pytest.mark.parametrize("state", ["running", "planned", "past", "ended"])
def test_the_filter_by_state_agrees_with_the_status(cast, place, state):
    by = cast.by(cast.kerstin)
    place(starts_in=0, days=10, extent=10)
    place(starts_in=20, days=None, kind="job", extent=10)
    place(starts_in=-20, days=10, extent=10)
    ended = place(starts_in=-20, days=30, extent=10)
    actions.end(ended, reason="job", ended_on=MONDAY, seen_version=1, by=by)
    rows = list(queries.listed(by, queries.Filters(state=state)))
    assert [row.status for row in rows] == [state]


@pytest.mark.parametrize("days", range(7))
def test_a_new_placement_begins_on_the_next_monday(days):
    with clock.set_to(MONDAY + timedelta(days=days)):
        proposed = queries.proposal(None)
    assert proposed.starts_on == MONDAY + timedelta(days=7)
    assert proposed.ends_on.isoweekday() == 5
