"""What is known of those in the log: what the signals of a month's draw rest on."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from stegvis.casework.cases.models import Assignment, Referral
from stegvis.casework.people.models import ContactWay, Person
from stegvis.core.accounts.models import Account, Role
from stegvis.desk.manage import draw


def facts_of(rows: list[draw.Openings], unit_ids: Collection[int]) -> draw.Facts:
    """Looked up for every reader and person in the log, also whom the reviewer doesn't reach."""
    readers = {row.account_id for row in rows}
    persons = {row.person_id for row in rows}
    names = Account.objects.filter(pk__in=readers).values_list("pk", "name")
    facts = Person.objects.filter(pk__in=persons)
    own = Person.objects.filter(staff_account__in=readers)
    return draw.Facts(
        surnames_of_readers={pk: name.split()[-1] for pk, name in names if name.split()},
        surnames=dict(facts.values_list("pk", "family_name")),
        postal_codes_of_readers=dict(own.values_list("staff_account", "postal_code")),
        postal_codes=dict(facts.values_list("pk", "postal_code")),
        addresses_of_readers=_addresses(own, "person__staff_account_id"),
        addresses=_addresses(facts, "person_id"),
        colleagues=frozenset(
            facts.filter(staff_account__isnull=False).values_list("pk", flat=True)
        ),
        tasks=_tasks(readers, persons, unit_ids),
    )


def _addresses(persons: QuerySet[Person], key: str) -> dict[int, frozenset[str]]:
    """Postal addresses, written alike whatever the spaces and capitals."""
    ways = ContactWay.objects.filter(kind=ContactWay.Kind.POST, person__in=persons)
    found: dict[int, set[str]] = {}
    for owner, value in ways.order_by("pk").values_list(key, "value"):
        found.setdefault(owner, set()).add(" ".join(value.casefold().replace(",", " ").split()))
    return {owner: frozenset(values) for owner, values in found.items()}


def _tasks(
    readers: set[int], persons: set[int], unit_ids: Collection[int]
) -> frozenset[tuple[int, int]]:
    """Who has or has had a task with whom: coordinators, managers, all for those in the queue."""
    held = Assignment.objects.filter(account__in=readers, case__person__in=persons)
    queued = Referral.objects.filter(unit_id__in=unit_ids, person__in=persons)
    in_queue = set(queued.filter(accepted_on__isnull=True).values_list("person_id", flat=True))
    pairs = set(held.values_list("account_id", "case__person_id"))
    managers = Account.objects.filter(
        pk__in=readers, memberships__unit_id__in=unit_ids, memberships__role=Role.UNIT_MANAGER
    )
    everybody = set(queued.values_list("person_id", flat=True))
    managed = {(pk, person) for pk in managers.values_list("pk", flat=True) for person in everybody}
    return frozenset(pairs | {(r, p) for r in readers for p in in_queue} | managed)
