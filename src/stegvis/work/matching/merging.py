"""Two records of one person with a decision on the same place each: the kept one's stays."""

from __future__ import annotations

from collections.abc import Iterable

from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import Left
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.work.matching.models import Proposal


def make_room(gone: Person, kept: Person, _by: Actor) -> Iterable[Left]:
    """The other decision becomes an earlier one, which stays readable."""
    in_force = Proposal.objects.filter(person=kept, replaced_on__isnull=True)
    same = in_force.order_by().values("opportunity")
    for proposal in Proposal.objects.filter(
        person=gone, replaced_on__isnull=True, opportunity__in=same
    ).order_by("pk"):
        proposal.replaced_on = clock.today()
        proposal.next_version().save()
    return ()
