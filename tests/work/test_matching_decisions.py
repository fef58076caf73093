from dataclasses import replace

import pytest

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.registries import Phase
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.work.employers import actions as employers
from stegvis.work.matching import actions, desk_rows, judging, queries
from stegvis.work.matching.models import Proposal
from stegvis.work.placements import actions as placements
from tests.work.matching import FIRST, SECOND, change, enrolled, later, own_page, place
from tests.work.matching import knows as knows  # noqa: PLC0414

Status = Proposal.Status


def propose(cast, person, where, decision="proposed", **more):
    return actions.decide(
        person, opportunity=where, decision=decision, by=cast.by(cast.kerstin), **more
    )


def placed(cast, person, employer, opportunity=None):
    """A placement that Kerstin registers for some weeks ahead."""
    facts = placements.PlacementFacts(
        employer=employer,
        kind="internship",
        starts_on=clock.today(),
        ends_on=clock.days_from_today(60),
        extent=25,
        opportunity=opportunity,
    )
    by = cast.by(cast.kerstin)
    return placements.place(cases.open_case(person, by=by), facts=facts, by=by)


def test_a_decision_keeps_what_it_was_computed_from(cast, knows):
    amina, where = enrolled(cast), place(cast, must_skills=[FIRST, SECOND])
    knows(skills={FIRST: 1}, latitude=61.35, longitude=16.4)
    kept = propose(cast, amina, where)
    assert kept.kilometres == pytest.approx(6, abs=5)
    assert (kept.status, kept.list_then, kept.limits) == (Status.WAITING, "near", ["skill"])
    assert kept.score == sum(kept.terms.values())
    assert kept.decided_by == cast.kerstin
    assert AuditEvent.objects.filter(verb="matching.proposal.decided", person_id=amina.pk).exists()


def test_a_proposal_is_replayed_bit_for_bit_whatever_has_changed_since(cast, knows, monkeypatch):
    amina, where = enrolled(cast), place(cast, must_skills=[FIRST, SECOND])
    knows(skills={FIRST: 0}, latitude=61.3, longitude=16.4, travel_limit=33)
    kept = propose(cast, amina, where)
    knows(skills={FIRST: 3, SECOND: 3})
    change(where, must_skills=[], municipality_code="")
    monkeypatch.setattr(judging, "WEIGHTS", replace(judging.WEIGHTS, version="later", must=1.0))
    again, input_hash = judging.replay(Proposal.objects.get(pk=kept.pk))
    assert (again.score, again.terms, again.list_now) == (kept.score, kept.terms, kept.list_then)
    assert input_hash == kept.input_hash


def test_only_what_bears_on_the_place_is_kept(cast, knows):
    amina, where = enrolled(cast), place(cast, must_skills=[FIRST])
    knows(skills={FIRST: 1, SECOND: 1}, exposures_avoided=["noise"], languages={"x": 3})
    person = propose(cast, amina, where).facts["person"]
    assert person == {"skills": {FIRST: 1}}


def test_a_proposal_lapses_after_fourteen_days_without_an_answer(cast, knows):
    kept = propose(cast, enrolled(cast), place(cast))
    with later(14):
        assert kept.status == Status.WAITING
    with later(15):
        assert kept.status == Status.LAPSED
        with pytest.raises(NotAllowedNowError):
            actions.answer(kept, answer="yes", how="phone", by=cast.by(cast.kerstin))


def test_the_same_place_is_not_proposed_twice_at_a_time(cast, knows):
    amina, where = enrolled(cast), place(cast)
    propose(cast, amina, where)
    with pytest.raises(NotAllowedNowError):
        propose(cast, amina, where)
    with later(15):
        assert propose(cast, amina, where).status == Status.WAITING
    assert Proposal.objects.count() == 2


def test_a_later_decision_replaces_an_earlier_one(cast, knows):
    amina, where = enrolled(cast), place(cast)
    first = propose(cast, amina, where)
    propose(cast, amina, where, "does_not_fit", reason="too_far")
    first.refresh_from_db()
    assert first.status == Status.REPLACED


@pytest.mark.parametrize("reason", ["", "because"])
def test_saying_that_it_does_not_fit_needs_a_coded_reason(cast, knows, reason):
    amina, where = enrolled(cast), place(cast)
    with pytest.raises(NotAllowedNowError) as refused:
        propose(cast, amina, where, "does_not_fit", reason=reason)
    assert refused.value.field == "reason"
    assert not Proposal.objects.exists()


def test_a_place_that_can_not_be_sought_any_more_is_not_proposed(cast, knows):
    amina, where = enrolled(cast), place(cast)
    with later(31), pytest.raises(NotAllowedNowError):
        propose(cast, amina, where)


def test_nobody_is_proposed_anything_without_an_open_case(cast, knows):
    amina = cast.person(coordinator=cast.kerstin)
    with pytest.raises(NotAllowedNowError):
        propose(cast, amina, place(cast))


def test_neither_the_system_nor_a_stranger_decides(cast, knows):
    amina, where = enrolled(cast), place(cast)
    for by in (cast.system, cast.by(cast.bjorn), own_page(cast, amina)):
        with pytest.raises(RefusedError):
            actions.decide(amina, opportunity=where, decision="proposed", by=by)


def test_the_person_answers_on_the_own_page_with_a_reason_for_a_no(cast, knows):
    amina = enrolled(cast)
    kept = propose(cast, amina, place(cast))
    by = own_page(cast, amina)
    assert queries.open_proposals_for_participant(by) == [kept]
    actions.answer(kept, answer="no", reason="too_far", by=by)
    assert (kept.status, kept.answer_reason, kept.answered_how) == (
        Status.NO,
        "too_far",
        "own_page",
    )
    assert queries.open_proposals_for_participant(by) == []


def test_nobody_else_answers_and_sees_the_question(cast, knows):
    kept = propose(cast, enrolled(cast), place(cast))
    other = own_page(cast, cast.person(given="Nils"))
    assert queries.open_proposals_for_participant(other) == []
    assert queries.open_proposals_for_participant(cast.by(cast.kerstin)) == []
    for by in (other, cast.by(cast.bjorn)):
        with pytest.raises(RefusedError):
            actions.answer(kept, answer="yes", how="phone", by=by)


def test_an_answer_told_to_us_says_how_it_came(cast, knows):
    kept = propose(cast, enrolled(cast), place(cast))
    by = cast.by(cast.kerstin)
    for how in ("", "own_page"):
        with pytest.raises(NotAllowedNowError) as refused:
            actions.answer(kept, answer="yes", how=how, by=by)
        assert refused.value.field == "how"
    assert actions.answer(kept, answer="yes", how="phone", by=by).status == Status.YES


def test_my_day_shows_what_waits_for_an_answer_without_saying_which_place(cast, knows):
    amina = enrolled(cast)
    kept = propose(cast, amina, place(cast, title="Barnskötare"))
    (row,) = desk_rows.waiting_for_answer(cast.by(cast.kerstin))
    assert (row.person, row.due) == (amina, kept.lapses_on)
    assert "Barnskötare" not in str(row.why)
    assert desk_rows.waiting_for_answer(cast.by(cast.bjorn)) == []
    actions.answer(kept, answer="yes", how="desk", by=cast.by(cast.kerstin))
    assert desk_rows.waiting_for_answer(cast.by(cast.kerstin)) == []


def test_a_yes_stays_on_my_day_until_the_placement_is_registered(cast, knows):
    amina, by = enrolled(cast), cast.by(cast.kerstin)
    norrbacken = employers.register(employers.EmployerFacts(name="Norrbacken"), by=by)
    other = employers.register(employers.EmployerFacts(name="Alfta Trä"), by=by)
    where = place(cast, title="Barnskötare", employer=norrbacken, employer_name="")
    kept = propose(cast, amina, where)
    assert desk_rows.do_today(by) == []
    actions.answer(kept, answer="yes", how="desk", by=by)
    (row,) = desk_rows.do_today(by)
    assert row.person == amina
    assert row.url == f"/placements/new/{amina.public_id}/?place={where.public_id}"
    assert "Barnskötare" not in f"{row.why} {row.next_step}"
    assert desk_rows.do_today(cast.by(cast.bjorn)) == []
    placed(cast, amina, other)
    assert len(desk_rows.do_today(by)) == 1
    placed(cast, amina, norrbacken)
    assert desk_rows.do_today(by) == []


def test_a_placement_at_the_very_place_settles_the_yes(cast, knows):
    amina, by = enrolled(cast), cast.by(cast.kerstin)
    somewhere = employers.register(employers.EmployerFacts(name="Alfta Trä"), by=by)
    where = place(cast)
    actions.answer(propose(cast, amina, where), answer="yes", how="desk", by=by)
    placed(cast, amina, somewhere, opportunity=where)
    assert desk_rows.do_today(by) == []


def test_a_no_and_a_later_decision_leave_nothing_to_register(cast, knows):
    amina, by = enrolled(cast), cast.by(cast.kerstin)
    where = place(cast)
    actions.answer(propose(cast, amina, place(cast)), answer="no", how="desk", by=by)
    actions.answer(propose(cast, amina, where), answer="yes", how="desk", by=by)
    propose(cast, amina, where, decision="not_now")
    assert desk_rows.do_today(by) == []


def test_the_timeline_shows_when_a_place_was_proposed(cast, knows):
    amina = enrolled(cast)
    propose(cast, amina, place(cast, title="Elevassistent"))
    labels = [str(one.label) for one in cases.timeline(amina, by=cast.by(cast.kerstin))]
    assert any("Elevassistent" in label for label in labels)


def test_somebody_who_is_asked_about_a_place_is_looking_for_one(cast, knows):
    amina = enrolled(cast)
    kept = propose(cast, amina, place(cast))
    by = cast.by(cast.kerstin)
    asked = desk_rows.standings(by, [amina.pk])[amina.pk]
    assert (asked.phase, asked.goes_on, asked.moved_on) == (Phase.LOOKING, True, clock.today())
    with later(3):
        actions.answer(kept, answer="no", how="desk", by=by)
        answered = desk_rows.standings(by, [amina.pk])[amina.pk]
        assert (answered.goes_on, answered.moved_on) == (False, clock.today())
    assert desk_rows.standings(cast.by(cast.bjorn), [amina.pk]) == {}
