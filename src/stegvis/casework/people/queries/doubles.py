"""Who may be the same person as somebody: sought by index, shown to those who see them anyway."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from stegvis.casework.people import access, lookups, numbers
from stegvis.casework.people.likeness import Likeness, days_near
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import visible_to
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import EventKind

VERB = "people.doubles.sought"

MOST_HIDDEN = 5
"""Of one registration: more are no likeness but a common name."""


def doubles_of(likeness: Likeness, *, by: Actor) -> list[Person]:
    """Whom of the actor's board it may be, among those whose name and birth date the actor may
    list; by name. Whoever else it may be isn't told, nor that there is anybody. Logged."""
    log.write_event(by, EventKind.SEARCH, VERB)
    return seen_doubles_of(likeness, by=by, area_id=by.secrecy_area_id)


def seen_doubles_of(likeness: Likeness, *, by: Actor, area_id: int | None) -> list[Person]:
    """The same for a whole list, which is logged as one."""
    found = like(likeness, area_id=area_id)
    if not found:
        return []
    return list(visible_to(by, compartment="identity").filter(pk__in=found))


def like(likeness: Likeness, *, area_id: int | None) -> list[int]:
    """The keys of everybody in an area whom it may be, whether or not anybody may see them.

    To be told to nobody.
    """
    block = Q(name_key=likeness.name_key)
    if likeness.born is not None:
        block |= Q(birth_date__in=sorted(days_near(likeness.born)))
    rows = Person.objects.filter(block, secrecy_area_id=area_id or 0).order_by()
    told = rows.values_list("pk", "name_key", "birth_date", "number_kind")
    return sorted(pk for pk, key, born, kind in told if likeness.may_be(Likeness(key, born, kind)))


def hidden_doubles_of(person: Person, *, by: Actor) -> list[Person]:
    """Whom of the board somebody just registered may be, beside those whom the actor may list.

    To be told to nobody but those who resolve it.
    """
    likeness = Likeness(person.name_key, person.birth_date, person.number_kind)
    found = set(like(likeness, area_id=person.secrecy_area_id)) - {person.pk}
    seen = visible_to(by, compartment="identity").filter(pk__in=found).values_list("pk", flat=True)
    rows = Person.objects.filter(pk__in=found - set(seen), merged_into__isnull=True)
    return list(rows.order_by("pk")[:MOST_HIDDEN])


def hidden_holder(text: str, *, by: Actor) -> Person | None:
    """Who has a number, where the actor may not list them. To be told to nobody but the same."""
    holder = lookups.holder_in(by.secrecy_area_id, numbers.indexes_of_text(text))
    if holder is None or visible_to(by).filter(pk=holder.pk).exists():
        return None
    return holder


def may_be_shown_to(by: Actor) -> QuerySet[Person]:
    """Persons of the actor's board whom no protection, kinship or shield keeps from the actor, for
    whoever resolves doubles; reach is another question."""
    return access.not_shut(by).order_by()
