"""What this room tells the desk: rows for My day, and where a person stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework.cases import queries, rules
from stegvis.casework.cases.counting import FIRST_MEETING
from stegvis.casework.cases.models import Case, FollowUp, Task
from stegvis.casework.cases.registries import BucketRow, Persons, Phase, Reason, Standing
from stegvis.casework.doubles import queries as doubles
from stegvis.casework.doubles.models import HiddenDouble
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import officers
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asks


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Tasks whose day has come, follow-ups after an exit, and what nobody but a named officer sees
    is left: somebody who was never referred, whose coordinator has left, or who may be registered
    twice."""
    tasks, follow_ups = queries.tasks_due(actor), queries.follow_ups_due(actor)
    officer = officers.of(actor)
    yield tasks, follow_ups, officer
    kinds = codes.labels("task_kind")
    rows = [_task_row(task, kinds) for task in tasks]
    rows += [_follow_up_row(row) for row in follow_ups]
    if not officer:
        return rows
    unknown, left = queries.not_referred(actor), queries.officers_persons_to_hand_over(actor)
    alike = doubles.left_to_officer(actor)
    yield unknown, left, alike
    rows += [_not_referred_row(person) for person in unknown]
    rows += [_left_row(case) for case in left]
    return rows + [_alike_row(double) for double in alike]


def _not_referred_row(person: Person) -> BucketRow:
    return BucketRow(
        person=person,
        why=_("Not referred yet"),
        next_step=_("Refer to the unit"),
        url=reverse("cases:refer", args=[person.public_id]),
        due=clock.today(),
        reason=Reason.NEW,
    )


def _left_row(case: Case) -> BucketRow:
    return BucketRow(
        person=case.person,
        why=_("Has no coordinator"),
        next_step=_("Choose who goes on"),
        url=reverse("cases:assign", args=[case.person.public_id]),
        due=clock.today(),
        reason=Reason.OTHER,
    )


def _alike_row(double: HiddenDouble) -> BucketRow:
    """About the newcomer where the officer may list them, else about their own person."""
    newcomer = double.newcomer if getattr(double, "lists_newcomer", False) else None
    return BucketRow(
        person=newcomer or double.person,
        why=_("Somebody is registered who may be the same person")
        if double.newcomer
        else _("Somebody wrote a number that is known already"),
        next_step=_("See whether it is the same person"),
        url=reverse("doubles:hidden"),
        due=clock.today(),
        reason=Reason.OTHER,
    )


def _task_row(task: Task, kinds: dict[str, str]) -> BucketRow:
    late = (clock.today() - task.due_on).days
    if task.kind == FIRST_MEETING:
        why = _("Assigned to you, not met yet")
    elif late == 0:
        why = _("Planned for today")
    else:
        why = ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
    return BucketRow(
        person=task.person,
        why=why,
        next_step=queries.what_to_do(task, kinds),
        urgent=late > 0,
        due=task.due_on,
        reason=Reason.NEW if task.kind == FIRST_MEETING else Reason.TASK,
    )


def _follow_up_row(row: FollowUp) -> BucketRow:
    is_late = rules.is_late(row)
    why = (
        _("The follow-up after %(n)s days was to be done on %(day)s")
        if is_late
        else _("Time for the follow-up after %(n)s days")
    )
    return BucketRow(
        person=row.person,
        why=why % {"n": row.days_after, "day": date_format(row.due_on, "j F")},
        urgent=is_late,
        next_step=_("Call and ask how it goes"),
        url=reverse("cases:follow_up", args=[row.public_id]),
        due=row.due_on,
        reason=Reason.FOLLOW_UP,
    )


@asks
def standings(actor: Actor, persons: Persons) -> Asking[dict[int, Standing]]:
    """New once a case is opened, being mapped once they have met; open tasks keep it going."""
    rows = Case.objects.filter(people.about_visible(actor), person_id__in=persons)
    facts = rows.annotate(
        done=Max("tasks__done_on"),
        ahead=Max("tasks__due_on", filter=Q(tasks__done_on__isnull=True)),
        met=Max("tasks__done_on", filter=Q(tasks__kind=FIRST_MEETING)),
    ).order_by("opened_on", "pk")
    told = facts.values_list("person_id", "opened_on", "closed_on", "done", "ahead", "met")
    yield (told,)
    return dict(_standings(sorted(told, key=_is_open)))


def _is_open(told: tuple[Any, ...]) -> bool:
    """Of several cases an open one tells where somebody stands, whenever another ended."""
    return told[2] is None


def _standings(told: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Standing]]:
    for person_id, opened_on, closed_on, done, ahead, met in told:
        if closed_on:
            yield person_id, Standing(Phase.AFTER)
        else:
            phase = Phase.MAPPING if met else Phase.NEW
            moved = max(opened_on, done) if done else opened_on
            yield person_id, Standing(phase, moved, goes_on=ahead is not None)
