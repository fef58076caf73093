"""Two records of one person that both wait for a seat in one group wait for one."""

from __future__ import annotations

from collections.abc import Iterable

from stegvis.casework.groups.models import Member
from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import Left
from stegvis.core import clock
from stegvis.core.audit.actor import Actor


def make_room(gone: Person, kept: Person, _by: Actor) -> Iterable[Left]:
    """Of two places in a queue that of the kept record stands; the other is given up today."""
    waiting = Member.objects.filter(activity__isnull=True, gave_up_on__isnull=True)
    same = waiting.filter(person=kept).order_by().values("group")
    for member in waiting.filter(person=gone, group__in=same).order_by("pk"):
        member.gave_up_on = clock.today()
        member.next_version().save()
    return ()
