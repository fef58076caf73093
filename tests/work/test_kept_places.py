"""What the process keeps of the open places answers as if every place were read anew."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.core import clock, tenancy
from stegvis.core.audit import recording
from stegvis.engine.ranking import judge, rank, ranked
from stegvis.reference import occupations
from stegvis.work.matching import facts, kept
from stegvis.work.matching.compiling import one_against, pose
from stegvis.work.matching.facts import PersonFacts
from stegvis.work.matching.judging import WEIGHTS
from stegvis.work.opportunities import editions
from stegvis.work.opportunities.models import Opportunity
from tests.cast import build_cast
from tests.work.matching import (
    BOLLNAS,
    CHILD_MINDER,
    CLEANER,
    FIRST,
    LORRY_DRIVER,
    NURSE,
    PEDAGOGY,
    PUPIL_ASSISTANT,
    SECOND,
    SODERHAMN,
    SWEDISH,
    THIRD,
    change,
    enrolled,
    place,
)
from tests.work.matching import knows as knows  # noqa: PLC0414

TODAY = date(2026, 11, 24)
JOBS = ["", CHILD_MINDER, PUPIL_ASSISTANT, CLEANER, NURSE, LORRY_DRIVER]
SKILLS, EXPOSURES = [FIRST, SECOND, THIRD], ["noise", "heavy_lifting", "night_or_shift"]


def some(values):
    return st.lists(st.sampled_from(values), unique=True, max_size=3)


near_today = st.none() | st.integers(-3, 3).map(lambda n: TODAY + timedelta(days=n))


@st.composite
def a_place(draw):
    job = draw(st.sampled_from(JOBS))
    return Opportunity(
        pk=draw(st.integers(1, 12)),
        title="x",
        occupation=job,
        ssyk4=occupations.occupation(job).ssyk4 if job else draw(st.sampled_from(["", "5311"])),
        municipality_code=draw(st.sampled_from(["", BOLLNAS, SODERHAMN])),
        is_remote=draw(st.booleans()),
        extent_min=draw(st.sampled_from([None, 25, 100])),
        must_skills=draw(some(SKILLS)),
        merit_skills=draw(some(SKILLS)),
        languages=draw(st.sampled_from([[], [{"id": SWEDISH, "level": "B1"}]])),
        licences=draw(some(["B", "C"])),
        exposures=draw(some(EXPOSURES)),
        experience_required=draw(st.sampled_from([None, True])),
        starts_on=draw(near_today),
        deadline=draw(near_today),
        ends_on=draw(near_today),
        removed_on=draw(st.sampled_from([None, None, TODAY])),
    )


def person():
    point = st.sampled_from([(None, None), (61.35, 16.39), (61.3, 17.06)])
    return st.builds(
        lambda point, **said: PersonFacts(latitude=point[0], longitude=point[1], **said),
        point=point,
        occupations=some(JOBS[1:]),
        wishes=some([*JOBS[1:], PEDAGOGY]),
        no_gos=some([*JOBS[1:], PEDAGOGY]),
        skills=st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 3)),
        languages=st.dictionaries(st.just(SWEDISH), st.integers(1, 6)),
        licences=some(["B", "C", "Legitimation som sjuksköterska"]),
        capacity=st.sampled_from([None, 50]),
        exposures_avoided=some(EXPOSURES),
        travel_limit=st.sampled_from([None, 30]),
        earliest_start=st.none() | st.integers(-2, 2).map(lambda n: facts.days(TODAY) + n),
        age_limits_not_met=some(["night"]),
    )


def answers(ranking, ids):
    """Places by their number, with everything that was counted."""
    named = [[(int(ids[row]) if row >= 0 else None) for row in one[0]] for one in
             (ranking.fits, ranking.near)]  # fmt: skip
    counts = (ranking.fits_count, ranking.near_count, ranking.hidden_count, ranking.hidden_by)
    return named, ranking.fits_score.tobytes(), ranking.near_score.tobytes(), *map(str, counts)


@pytest.mark.pure
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(a_place(), max_size=6, unique_by=lambda row: row.pk), max_size=4),
    person(),
    st.integers(0, 3),
)
def test_kept_places_answer_to_the_bit_as_places_compiled_afresh(batches, known, days):
    with clock.set_to(TODAY):
        found = kept.Compiled.nothing("line", "SE")
        for batch in batches:
            found = found.with_batch(batch)
    latest = {row.pk: row for batch in batches for row in batch}
    with clock.set_to(TODAY + timedelta(days=days)):
        found = found.until(clock.today())
        fresh = pose(known, [facts.of_place(r, country="SE") for r in latest.values() if r.is_open])
        posed = (fresh.seekers, fresh.places, fresh.relations)
        wanted = rank(*posed, weights=WEIGHTS, k=20)
        seekers, relations = one_against(known, found.names)
        judged = judge(seekers, found.index, relations, weights=WEIGHTS)
        ids = found.table.ids
        got = ranked(judged, 1, ids, k=20)
    assert sorted(ids) == sorted(fresh.places.ids)
    assert answers(got, ids) == answers(wanted, fresh.places.ids)


def shown(memory, cast, account=None):
    """Numbers of the places that a reading finds."""
    by = cast.by(account or cast.kerstin)
    return set(memory.open_places(by, "SE").table.ids.tolist())


def elsewhere(cast, deed):
    """Do it on a connection of its own."""

    def run():
        try:
            with tenancy.tenant_scope(cast.tenant.pk), transaction.atomic():
                deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        worker.submit(run).result()


@pytest.fixture
def town(own_database):
    """The cast, committed to a database of the test's own, with two open places."""
    cast = build_cast()
    with tenancy.tenant_scope(cast.tenant.pk):
        cast.first, cast.second = place(cast), place(cast, title="Städare")
    return cast


@pytest.fixture
def memory():
    return kept.Memory()


def test_a_place_that_another_connection_closed_or_changed_is_seen_so_at_once(town, memory):
    first, second = town.first, town.second
    with tenancy.tenant_scope(town.tenant.pk):
        assert shown(memory, town) == {first.pk, second.pk}
    elsewhere(town, lambda: change(first, removed_on=clock.today()))
    elsewhere(town, lambda: change(second, must_skills=[FIRST]))
    with tenancy.tenant_scope(town.tenant.pk):
        places = memory.open_places(town.by(town.kerstin), "SE")
    assert places.table.ids.tolist() == [second.pk]
    assert [places.names.skills.names[code] for code in places.table.musts.codes] == [FIRST]


@pytest.mark.parametrize("many", ["update", "bulk_create", "bulk_update", "delete"])
def test_places_changed_many_at_a_time_are_seen_too(town, memory, many):
    def deed():
        rows = Opportunity.objects.filter(pk=town.first.pk)
        with recording.recording("test.places", town.system):
            if many == "update":
                rows.update(removed_on=clock.today())
            elif many == "bulk_update":
                town.first.removed_on = clock.today()
                Opportunity.objects.bulk_update([town.first], ["removed_on"])
            elif many == "bulk_create":
                Opportunity.objects.bulk_create([Opportunity(title="Ny", kind="job")])
            else:
                rows.delete()

    with tenancy.tenant_scope(town.tenant.pk):
        before = shown(memory, town)
    elsewhere(town, deed)
    with tenancy.tenant_scope(town.tenant.pk):
        now = shown(memory, town)
        rows = Opportunity.objects.filter(removed_on__isnull=True)
        assert now == set(rows.values_list("pk", flat=True)) != before


def test_a_persons_page_is_made_of_kept_places_and_follows_their_changes(
    town, memory, knows, act_as, monkeypatch
):
    """Elsewhere a page test stands in the transaction that made its places, and keeps none."""
    knows(occupations=[CHILD_MINDER], skills={FIRST: 1})
    monkeypatch.setattr(kept, "MEMORY", memory)
    with tenancy.tenant_scope(town.tenant.pk):
        address = reverse("matching:proposals", args=[enrolled(town).public_id])
    kerstin = act_as(town.kerstin)

    def opened():
        match = kerstin.get(address).context["match"]
        return match.opened.row.place.pk, match.opened.row.score, match.fits_count

    first = opened()
    assert first[0] == town.first.pk
    assert len(memory) == 2
    assert opened() == first
    with monkeypatch.context() as afresh:
        afresh.setattr(kept, "MEMORY", kept.Memory(most=0))
        assert opened() == first
    elsewhere(town, lambda: change(town.first, removed_on=clock.today()))
    assert opened()[0] == town.second.pk
    assert len(memory) == 1


def test_what_changes_nothing_is_not_read_again(town, memory, django_assert_num_queries):
    with tenancy.tenant_scope(town.tenant.pk):
        by = town.by(town.kerstin)
        memory.open_places(by, "SE")
        with django_assert_num_queries(1):
            memory.open_places(by, "SE")


def test_what_is_not_committed_is_seen_by_its_own_transaction_and_kept_for_nobody(town, memory):
    class TakenBackError(Exception):
        pass

    first, second = town.first, town.second
    with tenancy.tenant_scope(town.tenant.pk):
        with pytest.raises(TakenBackError), transaction.atomic():
            change(first, removed_on=clock.today())
            assert shown(memory, town) == {second.pk}
            raise TakenBackError
        assert shown(memory, town) == {first.pk, second.pk}
        assert not editions.is_changing()


def test_one_tenants_places_never_answer_another(town, memory):
    with tenancy.tenant_scope(town.tenant.pk):
        shown(memory, town)
    with tenancy.tenant_scope(town.other_tenant.pk):
        assert shown(memory, town, town.stig) == set()
    with tenancy.tenant_scope(town.tenant.pk):
        assert shown(memory, town) == {town.first.pk, town.second.pk}


def test_who_may_not_read_places_gets_none_from_what_is_kept(town, memory):
    with tenancy.tenant_scope(town.tenant.pk):
        shown(memory, town)
        by = town.by(town.kerstin)
        employer = replace(by, role="employer", party_kind="employer", party_id=1)
        assert len(memory.open_places(employer, "SE").table) == 0
        assert len(memory) == 2


def test_the_next_day_is_the_next_day(town, memory):
    with tenancy.tenant_scope(town.tenant.pk):
        yesterday = clock.today() - timedelta(days=1)
        elsewhere(town, lambda: change(town.first, deadline=clock.today(), starts_on=yesterday))
        by = town.by(town.kerstin)
        today = memory.open_places(by, "SE")
        row = today.table.ids.tolist().index(town.first.pk)
        assert today.index.table.starts[row] == facts.days(clock.today())
        with clock.set_to(clock.now() + timedelta(days=1)):
            assert shown(memory, town) == {town.second.pk}
        assert shown(memory, town) == {town.first.pk, town.second.pk}


def test_a_process_keeps_no_more_than_it_has_room_for(town):
    memory = kept.Memory(most=1)
    with tenancy.tenant_scope(town.tenant.pk):
        assert shown(memory, town) == {town.first.pk, town.second.pk}
        assert len(memory) == 0
