"""A plan as a page to print or to send, in plain words, to the person: accessible PDF.

Nothing here names somebody whose identity is protected: a paper is left lying about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import translation
from django.utils.formats import date_format, number_format

from stegvis.casework.people.models import Person
from stegvis.casework.plans.models import Activity, Goal, Plan
from stegvis.casework.plans.queries import PlanPage
from stegvis.casework.plans.wording import Voice
from stegvis.core import clock
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import EventKind
from stegvis.web.printing import sheets
from stegvis.web.printing.sheets import Block, Sheet


def printed(page: PlanPage, plan: Plan, voice: Voice, *, by: Actor) -> bytes:
    """The plan as PDF/UA-1 in a voice; written down as an export before it is handed out.

    TypesettingError when the page can't be made.
    """
    with translation.override(voice.lang):
        content = sheets.typeset(sheet_of(page, plan, voice))
    log.write_event(
        by,
        EventKind.EXPORT,
        "plans.plan.printed",
        subject=plan,
        person_id=plan.person_id,
        code=voice.code,
    )
    return content


def sheet_of(page: PlanPage, plan: Plan, voice: Voice) -> Sheet:
    """What stands on the paper, from the top; call it with the voice's language active."""
    title = f"{voice.say('heading')} · {voice.say('number', n=plan.number).rstrip('.')}"
    return Sheet(
        title=title,
        heading=voice.say("heading"),
        lang=voice.lang,
        author=plan.tenant.name,
        foot=title,
        blocks=list(_blocks(page, plan, voice)),
        scale=voice.scale,
    )


def _blocks(page: PlanPage, plan: Plan, voice: Voice) -> Iterator[Block]:
    yield sheets.paragraph(_standing(plan, voice))
    yield sheets.heading(voice.say("goals"))
    goals = [line.goal for line in page.lines if line.goal]
    for goal in goals:
        yield from _goal(goal, voice)
    if not goals:
        yield sheets.paragraph(voice.say("no_goal"))
    yield sheets.heading(voice.say("steps"))
    steps = [step for line in page.lines for step in line.steps]
    for step in steps:
        yield sheets.step(step.title, list(_about(step, voice)))
    if not steps:
        yield sheets.paragraph(voice.say("no_steps"))
    done = [step.title for step in page.over if step.done_on]
    if done:
        yield sheets.heading(voice.say("past"))
        yield sheets.items(done)
    yield from _around(page, plan, voice)


def _standing(plan: Plan, voice: Voice) -> str:
    """Whose plan it is, and whether it holds."""
    held = voice.say("agreed", day=_day(plan.agreed_on)) if plan.agreed_on else voice.say("draft")
    return " ".join([*_whose(plan.person), voice.say("number", n=plan.number), held])


def _whose(person: Person) -> list[str]:
    return [] if person.is_protected else [f"{person.name}."]


def _goal(goal: Goal, voice: Voice) -> Iterator[Block]:
    yield sheets.quote(goal.words)
    if goal.reached_on:
        yield sheets.paragraph(voice.say("reached"))


def _about(step: Activity, voice: Voice) -> Iterator[str]:
    """A sentence for each thing that is known of a step."""
    if step.starts_on:
        begun = step.starts_on < clock.today()
        yield voice.say("started" if begun else "starts", day=_day(step.starts_on))
    if step.ends_on:
        yield voice.say("ends", day=_day(step.ends_on))
    if step.place:
        yield voice.say("place", place=step.place)
    if step.hours_per_week:
        yield voice.say("hours", n=number_format(step.hours_per_week.normalize(), use_l10n=True))
    if step.answers_name:
        yield voice.say("answers", name=step.answers_name)
    if step.responsible:
        yield voice.say("who", words=step.responsible)


def _around(page: PlanPage, plan: Plan, voice: Voice) -> Iterator[Block]:
    """What was considered for a child, when it is followed up, whom to turn to, where to sign."""
    if plan.touches_child and plan.child_considered:
        yield sheets.heading(voice.say("child"))
        yield sheets.paragraph(plan.child_considered)
    yield sheets.heading(voice.say("contact"))
    if plan.follow_up_on:
        yield sheets.paragraph(voice.say("follow_up", day=_day(plan.follow_up_on)))
    yield sheets.paragraph(voice.say("change"))
    yield from (sheets.paragraph(words) for words in _contact(page, voice))
    if not plan.is_agreed:
        yield sheets.heading(voice.say("sign"))
        yield sheets.signatures([voice.say("participant"), voice.say("unit_signs")])


def _contact(page: PlanPage, voice: Voice) -> Iterator[str]:
    if page.case is None:
        return
    if page.case.coordinator:
        yield voice.say("coordinator", name=page.case.coordinator.account.name)
    unit = page.case.unit
    yield ", ".join(part for part in (unit.name, unit.address) if part)
    if unit.phone:
        yield voice.say("phone", number=unit.phone)


def _day(day: date | None) -> str:
    """With its year: a paper is kept."""
    return date_format(day, "j F Y") if day else ""
