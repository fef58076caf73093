"""What the conditions of the staff put on My day."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Task
from stegvis.casework.cases.registries import BucketRow, Reason
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.together import Asking, asks
from stegvis.desk.manage import conditions


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """What colleagues who are away had planned, for whoever stands in for them."""
    away = conditions.covering_for(actor).order_by().values("away")
    tasks = cases.tasks_due(actor, of=away).select_related("account")
    yield (tasks,)
    kinds = codes.labels("task_kind")
    return [_row(task, kinds) for task in tasks]


def _row(task: Task, kinds: dict[str, str]) -> BucketRow:
    return BucketRow(
        person=task.person,
        why=_("Planned by %(name)s, who is away") % {"name": task.account.name},
        next_step=cases.what_to_do(task, kinds),
        due=task.due_on,
        reason=Reason.TASK,
    )
