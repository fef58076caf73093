"""Deciding on a place for a person, and the person's answer."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.codes import queries as codes
from stegvis.work.matching import facts, profiles, rules
from stegvis.work.matching.judging import judge
from stegvis.work.matching.models import Answer, AnsweredHow, Decision, Proposal
from stegvis.work.opportunities.models import Opportunity

REASONS = "match_decision_reason"


@action("matching.proposal.decided", rule=rules.may_decide)
def decide(
    person: Person,
    *,
    opportunity: Opportunity,
    decision: str,
    by: Actor,
    reason: str = "",
    note: str = "",
) -> Proposal:
    """Propose a place to the person, put it off, or say that it doesn't fit and why.

    The engine's answer is kept with what it was computed from. Whatever was decided on the place
    before is replaced; nothing else happens until the person answers.
    """
    if decision not in Decision.values:
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="decision")
    if decision == Decision.DOES_NOT_FIT:
        _check_reason(reason, person, "reason")
    if cases.open_case(person, by=by) is None:
        raise NotAllowedNowError(_("The person has no open case. Open one first."))
    if decision == Decision.PROPOSED and not opportunity.is_open:
        raise NotAllowedNowError(_("The place can't be sought any more. Choose another one."))
    _replace_earlier(person, opportunity, decision)
    country = person.tenant.country
    answer = judge(profiles.of_person(person, by=by), facts.of_place(opportunity, country=country))
    why = answer.explanation
    proposal = Proposal(
        person=person,
        secrecy_area=person.secrecy_area,
        opportunity=opportunity,
        decision=decision,
        reason=reason if decision == Decision.DOES_NOT_FIT else "",
        note=note.strip(),
        decided_by_id=by.account_id or 0,
        lapses_on=_last_day(decision),
        list_then=why.list_now,
        score=why.score,
        terms=why.terms,
        kilometres=why.kilometres,
        limits=[limit.code for limit in why.limits],
        weights_version=answer.weights_version,
        input_hash=answer.input_hash,
        facts=answer.facts,
    )
    proposal.save(force_insert=True)
    return proposal


def _check_reason(reason: str, person: Person, field: str) -> None:
    if not codes.is_current(REASONS, reason, country=person.tenant.country):
        raise NotAllowedNowError(_("Say why: choose a reason in the list."), field=field)


def _replace_earlier(person: Person, opportunity: Opportunity, decision: str) -> None:
    earlier = Proposal.objects.filter(
        person=person, opportunity=opportunity, replaced_on__isnull=True
    ).first()
    if earlier is None:
        return
    if decision == Decision.PROPOSED and earlier.status == Proposal.Status.WAITING:
        raise NotAllowedNowError(_("The place is already proposed and waits for an answer."))
    earlier.replaced_on = clock.today()
    earlier.next_version().save()


def _last_day(decision: str) -> date | None:
    if decision == Decision.DOES_NOT_FIT:
        return None
    return clock.days_from_today(rules.LAPSES_AFTER_DAYS)


@action("matching.proposal.answered", rule=rules.may_answer)
def answer(
    proposal: Proposal, *, answer: str, by: Actor, how: str = "", reason: str = ""
) -> Proposal:
    """The person's yes or no; a no may have a reason. On the own page, or told to us.

    `how` is needed when somebody else writes it down: desk, phone or paper.
    """
    if answer not in Answer.values:
        raise NotAllowedNowError(_("Choose yes or no."), field="answer")
    if proposal.status != Proposal.Status.WAITING:
        raise NotAllowedNowError(_("This proposal isn't open any more."))
    own = rules.is_own(proposal, by)
    if not own and how not in (AnsweredHow.DESK, AnsweredHow.PHONE, AnsweredHow.PAPER):
        raise NotAllowedNowError(_("Say how the person answered."), field="how")
    if reason:
        _check_reason(reason, proposal.person, "reason")
    proposal.answer = answer
    proposal.answer_reason = reason if answer == Answer.NO else ""
    proposal.answered_at = clock.now()
    proposal.answered_how = AnsweredHow.OWN_PAGE if own else how
    proposal.next_version().save()
    return proposal
