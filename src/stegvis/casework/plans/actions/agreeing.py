"""The person's yes to a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.casework.papers import actions as papers
from stegvis.casework.plans import rules, versions
from stegvis.casework.plans.actions.making import LONGEST_WORDS
from stegvis.casework.plans.models import AgreedHow, Plan
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.documents.checking import CheckedFile

PAPER_KIND = "plan"


@dataclass(frozen=True)
class ForChild:
    """Whether a plan touches a child, and if so what was considered for the child's best.

    The best interests of the child are a primary consideration in every action that concerns one
    (the Convention on the Rights of the Child, article 3; in Sweden law since 2020, 2018:1197, and
    held to by socialtjänstlagen, 2025:400). A parent's hours, place and money concern the child.
    """

    touches: bool
    considered: str = ""


@action("plans.plan.agreed", rule=rules.may_change)
def agree(
    plan: Plan,
    *,
    how: str,
    follow_up_on: date,
    child: ForChild,
    by: Actor,
    seen_version: int | None = None,
    paper: CheckedFile | None = None,
) -> Plan:
    """The person has said yes, at the desk, on the phone or on paper.

    `paper` is the signed paper, scanned; a yes on paper may get it later (`attach_paper`).

    `seen_version` is the plan as it was gone through: StaleVersionError when a goal or a step
    has changed since.
    """
    if seen_version is not None and plan.version != seen_version:
        raise StaleVersionError(plan)
    if plan.is_agreed:
        raise NotAllowedNowError(_("The plan is already agreed. A change makes the next one."))
    if not plan.goals.exists():
        raise NotAllowedNowError(_("A plan needs at least one goal before it is agreed."))
    if how not in AgreedHow.values:
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="how")
    if follow_up_on <= clock.today():
        raise NotAllowedNowError(
            _("The follow-up must be on a day ahead of today."), field="follow_up_on"
        )
    if paper is not None and how != AgreedHow.PAPER:
        raise NotAllowedNowError(
            _("A scanned paper goes with a yes on paper. Choose that, or leave the file out."),
            field="paper",
        )
    _consider(plan, child)
    for activity in plan.activities.filter(agreed_on__isnull=True):
        activity.agreed_on = clock.today()
        activity.save()
    plan.agreed_content = versions.content_of(plan)
    plan.agreed_on = clock.today()
    plan.agreed_how = how
    plan.follow_up_on = follow_up_on
    if paper is not None:
        plan.agreed_paper = papers.file_paper(plan.person, file=paper, kind=PAPER_KIND, by=by)
    plan.next_version().save()
    return plan


@action("plans.paper.attached", rule=rules.may_change)
def attach_paper(plan: Plan, *, paper: CheckedFile, by: Actor) -> Plan:
    """The signed paper of a number that was agreed on paper; a better scan takes its place.

    The paper before it stays in the file, and may be taken out there.
    """
    if plan.agreed_how != AgreedHow.PAPER:
        raise NotAllowedNowError(_("This plan wasn't agreed on paper."), field="paper")
    plan.agreed_paper = papers.file_paper(plan.person, file=paper, kind=PAPER_KIND, by=by)
    plan.next_version().save()
    return plan


def _consider(plan: Plan, child: ForChild) -> None:
    """Write the answer on the plan; a yes says what was considered."""
    considered = child.considered.strip()
    if rules.is_child(plan.person) and not child.touches:
        raise NotAllowedNowError(
            _("The person is under 18, so the plan touches a child."), field="touches_child"
        )
    if child.touches and not considered:
        raise NotAllowedNowError(
            _("Write in a sentence what was considered for the child."), field="child_considered"
        )
    if len(considered) > LONGEST_WORDS:
        raise NotAllowedNowError(
            _("What was considered holds 1,000 characters. Put the rest in a note."),
            field="child_considered",
        )
    plan.touches_child, plan.child_considered = child.touches, considered
