"""Who came and went among those who work in the unit, new ways in, and what their accounts say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.models import WITHOUT_PERSONS, Account, Membership, Role
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.queries import changed_by
from stegvis.core.days import stored_day
from stegvis.desk.manage import log
from stegvis.desk.manage.telling import WATCHED

CONFIRMED = "accounts.address.changed"
"""Done by whoever had the link: of that one nothing is known."""
ROLE_VERBS = ("accounts.membership.given", "accounts.membership.ended")
ACCOUNT_VERBS = (
    "manage.identity.linked",
    "manage.identity.linked_itself",
    "manage.second_factor.reset",
    "accounts.account.changed",
    "accounts.address.proposed",
    CONFIRMED,
    "accounts.account.closed",
    "accounts.account.opened",
)
LANGUAGE = "accounts.account.language"
STARTS, ENDS = DAYS = ("accounts.membership.starts", "accounts.membership.ends")
SHOWN: dict[str, str | Promise] = {
    "accounts.account.name": _("Name"),
    "accounts.account.email": _("Sign-in address"),
    LANGUAGE: _("Language"),
    STARTS: _("From"),
    ENDS: _("Last day"),
}
"""What of the log's values stands on the page, and in which order: never anything of a person."""


@dataclass(frozen=True)
class Value:
    """One thing that changed, before and after, in words."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class StaffChange:
    """That somebody got or lost a way to the unit's files, who saw to it, and what was changed."""

    at: datetime
    verb: str
    whose: str
    role: str
    who: str
    values: list[Value]


def staff_changes(month: date, *, by: Actor) -> list[StaffChange]:
    """The month's roles given and ended in the unit, and new ways in for those who work there.

    Who was made administrator or log reviewer, or manages another unit, stands there too: they let
    others in, and every manager is told of them.
    """
    memberships = {row.pk: row for row in _memberships(by)}
    accounts = {row.account_id: row.account for row in memberships.values() if _watches(row, by)}
    starts, ends = log.bounds(month)
    about_roles = Q(verb__in=ROLE_VERBS, object_id__in=list(memberships))
    about_accounts = Q(verb__in=ACCOUNT_VERBS, object_id__in=list(accounts))
    rows = AuditEvent.objects.filter(
        about_roles | about_accounts, tenant_id=by.tenant_id or 0, at__gte=starts, at__lt=ends
    )
    events = list(rows.order_by("at", "pk"))
    names = dict(
        Account.objects.filter(pk__in=[e.account_id for e in events]).values_list("pk", "name")
    )
    return [_staff_change(event, memberships, accounts, names) for event in events]


def _memberships(by: Actor) -> QuerySet[Membership]:
    reaching = Q(unit_id=by.unit_id or 0) & ~Q(role__in=WITHOUT_PERSONS)
    rows = Membership.objects.filter(reaching | Q(role__in=(*WATCHED, Role.UNIT_MANAGER)))
    return rows.select_related("account").order_by("pk")


def _watches(row: Membership, by: Actor) -> bool:
    """Whether new ways in for the holder are the unit's to know."""
    return row.unit_id == (by.unit_id or 0) or row.role in WATCHED


def _staff_change(
    event: AuditEvent,
    memberships: dict[int, Membership],
    accounts: dict[int, Account],
    names: dict[int, str],
) -> StaffChange:
    about = event.object_id or 0
    membership = memberships[about] if event.verb in ROLE_VERBS else None
    account = membership.account if membership else accounts[about]
    role = membership.get_role_display() if membership else ""
    who = "" if event.verb == CONFIRMED else names.get(event.account_id or 0, "")
    return StaffChange(event.at, event.verb, account.name, role, who, _values(event))


def _values(event: AuditEvent) -> list[Value]:
    changed = changed_by(event)
    return [
        Value(label, _said(name, changed[name][0]), _said(name, changed[name][1]))
        for name, label in SHOWN.items()
        if name in changed and changed[name][0] != changed[name][1]
    ]


def _said(name: str, value: str | None) -> str:
    """A value as people say it; nothing for none."""
    if name in DAYS:
        return stored_day(value)
    if name == LANGUAGE:
        return str(dict(settings.LANGUAGES).get(value or "", value or ""))
    return value or ""
