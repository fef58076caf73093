"""Asking whether an identity number is known here: every time in the log, and only so often.

The answer tells that somebody is in contact with the unit, which is itself secret. So it leaves a
trace whether it was yes or no, and also when nothing was saved in the end. Asked and answered
inside one secrecy area: what other boards know makes no difference, and they don't read who asked.
"""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import numbers
from stegvis.casework.people.models import ContactWay, Person
from stegvis.casework.people.registries import NUMBERED
from stegvis.core import clock
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.refusals import NotAllowedNowError

VERB = "people.number.looked_up"
KNOWN, UNTOLD, UNKNOWN = "known", "untold", "unknown"
"""What was learnt: that somebody has the number; nothing, though somebody has; nothing."""

HELD = (KNOWN, UNTOLD)

NAMED = "people.list.named"
"""That a list names somebody who is here and hidden, of whom nothing was told. It counts against no
limit: names that nobody has aren't noted, so that to count these would tell of them."""

KNOWN_A_DAY = 5
"""Persons learnt of, not presses. Local routine: a typing error or a person sent twice happens to
somebody a few times a day."""

A_DAY = 100
"""Presses, whatever the answer, so that the limit tells nothing either. Local routine: more than
anybody registers by hand in a day."""

SPENT = _(
    "You have tried as many numbers as one person may in a day. A registrar or your manager "
    "resolves it; both have been told. Tomorrow you can go on."
)


def look_up(normalised: str, *, area_id: int, by: Actor) -> Person | None:
    """Who has the number in a secrecy area, whether or not the actor may see them;
    NotAllowedNowError at the limit.

    Meant for telling that a number is taken, never who has it.
    """
    if spent(by):
        raise NotAllowedNowError(SPENT, field="number")
    holder = holder_in(area_id, numbers.indexes(normalised))
    note(holder, by=by)
    return holder


def holder_in(area_id: int | None, indexes: list[str]) -> Person | None:
    """The area's record of somebody, by the fingerprints of the number."""
    rows = Person.objects.filter(numbered(indexes), secrecy_area_id=area_id or 0)
    return rows.order_by("pk").first()


def numbered(indexes: list[str]) -> Q:
    """That somebody has a number, or had it in a record that went into theirs."""
    found = Q(number_index__in=indexes)
    for _name, ask in NUMBERED:
        found |= ask(indexes)
    return found


def reached_at(indexes: list[str]) -> QuerySet[ContactWay]:
    """The ways that the fingerprints of a phone number or an e-mail address lead to."""
    return ContactWay.objects.filter(value_index__in=indexes).order_by("pk")


def index_for(normalised: str) -> str:
    """The fingerprint to store: that of another board's record where there is one, so that one
    number has one fingerprint in the authority also after a change of data keys."""
    known = Person.objects.filter(number_index__in=numbers.indexes(normalised)).order_by("pk")
    return known.values_list("number_index", flat=True).first() or numbers.index(normalised)


def note(holder: Person | None, *, by: Actor, is_told: bool = True) -> None:
    """The log's row, about whoever has the number; it outlives a change that is rolled back."""
    found = KNOWN if is_told else UNTOLD
    code = found if holder else UNKNOWN
    log.write_event(by, EventKind.SEARCH, VERB, person_id=holder.pk if holder else None, code=code)


def note_named(person_id: int, *, by: Actor) -> None:
    """The log's row of a list that names somebody whom the actor may not know of."""
    log.write_event(by, EventKind.SEARCH, NAMED, person_id=person_id)


def spent(by: Actor) -> bool:
    """Whether the account has asked as often today as it may. The product itself has no limit."""
    if by.is_system or by.account_id is None:
        return False
    asked = list(of_today(by, VERB).values_list("code", "person_id"))
    learnt_of = {person_id for code, person_id in asked if code == KNOWN}
    return len(asked) >= A_DAY or len(learnt_of) >= KNOWN_A_DAY


def of_today(by: Actor, verb: str) -> QuerySet[AuditEvent]:
    """What the account has done today under a verb."""
    today, tomorrow = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (clock.today(), clock.days_from_today(1))
    )
    rows = AuditEvent.objects.filter(tenant_id=by.tenant_id or 0, at__gte=today, at__lt=tomorrow)
    return rows.filter(account_id=by.account_id or 0, verb=verb).order_by()
