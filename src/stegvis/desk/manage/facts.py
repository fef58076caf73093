"""What is known of those in the log: what the signals of a month's draw rest on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet

from stegvis.casework.cases.models import Assignment, Referral
from stegvis.casework.people.models import ContactWay, Person
from stegvis.core.accounts.models import Account, Role
from stegvis.desk.manage import draw

AT_ONCE = 10_000
"""Persons in one statement: SQLite takes 32,766 values."""


def facts_of(rows: list[draw.Openings], unit_ids: Collection[int]) -> draw.Facts:
    """Looked up for every reader and person in the log, also whom the reviewer doesn't reach."""
    readers = {row.account_id for row in rows}
    names = Account.objects.filter(pk__in=readers).values_list("pk", "name")
    own = Person.objects.filter(staff_account__in=readers)
    managers = Account.objects.filter(
        pk__in=readers, memberships__unit_id__in=unit_ids, memberships__role=Role.UNIT_MANAGER
    )
    known = _Persons()
    persons = sorted({row.person_id for row in rows})
    for first in range(0, len(persons), AT_ONCE):
        known.look_up(persons[first : first + AT_ONCE], readers, unit_ids)
    return draw.Facts(
        surnames_of_readers={pk: name.split()[-1] for pk, name in names if name.split()},
        surnames=known.surnames,
        postal_codes_of_readers=dict(own.values_list("staff_account", "postal_code")),
        postal_codes=known.postal_codes,
        addresses_of_readers=_addresses(own, "person__staff_account_id"),
        addresses=known.addresses,
        colleagues=frozenset(known.colleagues),
        tasks=frozenset(known.tasks),
        queued=frozenset(known.queued),
        managers=frozenset(managers.values_list("pk", flat=True)),
        referred=frozenset(known.referred),
    )


@dataclass
class _Persons:
    """What is known of the persons in the log, some of them at a time."""

    surnames: dict[int, str] = field(default_factory=dict)
    postal_codes: dict[int, str] = field(default_factory=dict)
    addresses: dict[int, frozenset[str]] = field(default_factory=dict)
    colleagues: set[int] = field(default_factory=set)
    tasks: set[tuple[int, int]] = field(default_factory=set)
    queued: set[int] = field(default_factory=set)
    referred: set[int] = field(default_factory=set)

    def look_up(self, ids: list[int], readers: set[int], unit_ids: Collection[int]) -> None:
        """Add what is known of some persons: coordinators have a task, and all with the queue."""
        persons = Person.objects.filter(pk__in=ids)
        values = persons.values_list("pk", "family_name", "postal_code", "staff_account_id")
        for pk, surname, postal_code, account_id in values:
            self.surnames[pk], self.postal_codes[pk] = surname, postal_code
            if account_id is not None:
                self.colleagues.add(pk)
        self.addresses |= _addresses(persons, "person_id")
        held = Assignment.objects.filter(account__in=readers, case__person__in=ids)
        self.tasks.update(held.values_list("account_id", "case__person_id"))
        sent = Referral.objects.filter(unit_id__in=unit_ids, person__in=ids)
        for person_id, accepted_on in sent.values_list("person_id", "accepted_on"):
            self.referred.add(person_id)
            if accepted_on is None:
                self.queued.add(person_id)


def _addresses(persons: QuerySet[Person], key: str) -> dict[int, frozenset[str]]:
    """Postal addresses, written alike whatever the spaces and capitals."""
    ways = ContactWay.objects.filter(kind=ContactWay.Kind.POST, person__in=persons)
    found: dict[int, set[str]] = {}
    for owner, value in ways.order_by("pk").values_list(key, "value"):
        found.setdefault(owner, set()).add(" ".join(value.casefold().replace(",", " ").split()))
    return {owner: frozenset(values) for owner, values in found.items()}
