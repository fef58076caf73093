"""What this room tells the desk: rows for My day, and where a person stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework.cases import queries
from stegvis.casework.cases.models import Case, FollowUp, Task
from stegvis.casework.cases.registries import BucketRow, Persons, Phase, Standing
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes

FIRST_MEETING, OTHER = "first_meeting", "other"


def do_today(actor: Actor) -> list[BucketRow]:
    """Tasks whose day has come, follow-ups after an exit, and what nobody but a named officer sees
    is left: somebody who was never referred, or whose coordinator has left."""
    kinds = codes.labels("task_kind")
    rows = [_task_row(task, kinds) for task in queries.tasks_due(actor)]
    rows += [_follow_up_row(row) for row in queries.follow_ups_due(actor)]
    rows += [_not_referred_row(person) for person in queries.not_referred(actor)]
    return rows + [_left_row(case) for case in queries.officers_persons_to_hand_over(actor)]


def _not_referred_row(person: Person) -> BucketRow:
    return BucketRow(
        person=person,
        why=_("Not referred yet"),
        next_step=_("Refer to the unit"),
        url=reverse("cases:refer", args=[person.public_id]),
        due=clock.today(),
    )


def _left_row(case: Case) -> BucketRow:
    return BucketRow(
        person=case.person,
        why=_("Has no coordinator"),
        next_step=_("Choose who goes on"),
        url=reverse("cases:assign", args=[case.person.public_id]),
        due=clock.today(),
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
        next_step=_("See the task") if task.kind == OTHER else kinds.get(task.kind, task.kind),
        urgent=late > 0,
        due=task.due_on,
    )


def _follow_up_row(row: FollowUp) -> BucketRow:
    return BucketRow(
        person=row.person,
        why=_("%(n)s days after the exit") % {"n": row.days_after},
        next_step=_("Call and ask how it goes"),
        url=reverse("cases:follow_up", args=[row.public_id]),
        due=row.due_on,
    )


def standings(actor: Actor, persons: Persons) -> dict[int, Standing]:
    """New once a case is opened, being mapped once they have met; open tasks keep it going."""
    return dict(_standings(actor, persons))


def _standings(actor: Actor, persons: Persons) -> Iterator[tuple[int, Standing]]:
    rows = Case.objects.filter(people.about_visible(actor), person_id__in=persons)
    facts = rows.annotate(
        done=Max("tasks__done_on"),
        ahead=Max("tasks__due_on", filter=Q(tasks__done_on__isnull=True)),
        met=Max("tasks__done_on", filter=Q(tasks__kind=FIRST_MEETING)),
    ).order_by("opened_on", "pk")
    told = facts.values_list("person_id", "opened_on", "closed_on", "done", "ahead", "met")
    for person_id, opened_on, closed_on, done, ahead, met in told:
        if closed_on:
            yield person_id, Standing(Phase.AFTER)
        else:
            phase = Phase.MAPPING if met else Phase.NEW
            moved = max(opened_on, done) if done else opened_on
            yield person_id, Standing(phase, moved, goes_on=ahead is not None)
