"""Finding persons by what somebody types."""

from __future__ import annotations

from django.db.models import Q

from stegvis.casework.people import access, lookups, numbers, way_index
from stegvis.casework.people.conditions import is_named, was_granted
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import visible_to
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import EventKind


def search(text: str, *, by: Actor, limit: int = 20) -> list[Person]:
    """Persons the actor may list whose name fits, or whose identity number, phone number or e-mail
    address it is, if they may know that of them; logged.

    Names are compared without regard to case and accents; a number or an address as a whole.
    """
    words = text.split()
    if not words:
        return []
    has_it = lookups.numbered(numbers.indexes_of_text(text))
    numbered = visible_to(by, compartment="identity").filter(has_it)
    log.write_event(by, EventKind.SEARCH, "people.person.searched", detail={"length": len(text)})
    rows = visible_to(by).filter(was_granted(by))
    fits = is_named(words) | Q(pk__in=numbered.order_by().values("pk"))
    if indexes := way_index.every(text):
        reached = access.visible(by, "contact").filter(
            pk__in=lookups.reached_at(indexes).order_by().values("person")
        )
        fits |= Q(pk__in=reached.order_by().values("pk"))
    return list(rows.filter(fits)[:limit])
