"""Reading the register of employers; each takes the actor."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.access.asking import refused
from stegvis.core.accounts import queries as accounts
from stegvis.core.accounts.models import Party, PartyKind
from stegvis.core.accounts.rules import has_worked_here
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.codes import queries as codes
from stegvis.core.collation import sort_key
from stegvis.core.organisations.queries import country_of
from stegvis.work.employers import numbers, rules
from stegvis.work.employers.models import Employer, EmployerContact

SUGGESTIONS = 8


def require_reading(by: Actor) -> None:
    """RefusedError, outwards like a page that doesn't exist, for those who have no business here.

    Participants and partners never; an employer sees its own record on its own pages only.
    """
    if not rules.may_read(by):
        raise RefusedError(Refusal("employers_closed", _("There is no such page."), silent=True))


def require_keeping(by: Actor, *, verb: str, subject: Any = None) -> None:
    """RefusedError before a form is shown: in words and logged, for those who only read."""
    require_reading(by)
    if not rules.may_keep(subject, by):
        raise refused(by=by, verb=verb, subject=subject)


def visible_to(by: Actor) -> QuerySet[Employer]:
    """Employers the actor may read, by name; an employer sees itself and no other."""
    rows = Employer.objects.order_by("sort_key", "pk")
    if rules.may_read(by):
        return rows
    if by.party_kind == PartyKind.EMPLOYER:
        return rows.filter(pk=by.party_id or 0)
    return rows.none()


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. Empty: everything."""

    name: str = ""
    municipality: str = ""
    owner: str = ""


def listed(by: Actor, filters: Filters) -> QuerySet[Employer, Any]:
    """Employers with their owner and the latest contact by anybody (`last_on`, `last_by`)."""
    latest = EmployerContact.objects.filter(employer=OuterRef("pk")).order_by("-on", "-pk")
    rows = visible_to(by).select_related("owner")
    if filters.municipality:
        rows = rows.filter(municipality_code=filters.municipality)
    if filters.owner == "mine":
        rows = rows.filter(owner_id=by.account_id)
    elif filters.owner == "nobody":
        rows = rows.filter(owner__isnull=True)
    return rows.filter(_named(filters.name)).annotate(
        last_on=Subquery(latest.values("on")[:1]),
        last_by=Subquery(latest.values("account__name")[:1]),
    )


def _named(text: str) -> Q:
    """Every word in the name, as the country sorts letters; or the digits of the number."""
    found = Q()
    for word in text.split():
        found &= Q(sort_key__contains=sort_key(word, "SE")) | Q(
            sort_key__contains=sort_key(word, "NO")
        )
    digits = "".join(char for char in text if char.isdigit())
    return found | Q(number=digits) if len(digits) >= 9 else found


def suggestions(text: str, *, by: Actor) -> list[str]:
    """Labels of employers whose name holds the words; those the actor met last when empty."""
    if not text.strip():
        return labels(recent(by))
    return labels(list(visible_to(by).filter(_named(text))[:SUGGESTIONS]))


def recent(by: Actor) -> list[Employer]:
    """Employers the actor has talked with, the latest first."""
    own = EmployerContact.objects.filter(employer=OuterRef("pk"), account_id=by.account_id or 0)
    latest = Subquery(own.order_by("-on", "-pk").values("pk")[:1])
    rows = visible_to(by).annotate(latest=latest).filter(latest__isnull=False)
    return list(rows.order_by("-latest")[:SUGGESTIONS])


def labels(rows: list[Employer]) -> list[str]:
    """The names; with the municipality where two have the same."""
    times = Counter(row.name for row in rows)
    return [label(row) if times[row.name] > 1 else row.name for row in rows]


def employer(public_id: str, *, by: Actor) -> Employer | None:
    """An employer the actor may read."""
    rows = visible_to(by).select_related("owner")
    return rows.filter(public_id=public_id).first()


def own(by: Actor) -> Employer:
    """The employer that the actor speaks for; RefusedError, as for an unknown page, for others.

    Never for somebody who also has a role in a unit: what the role may not read, this must not.
    """
    rows = visible_to(by).select_related("owner")
    speaks = by.party_kind == PartyKind.EMPLOYER and not has_worked_here(by.account_id)
    row = rows.first() if speaks else None
    if row is None:
        raise RefusedError(Refusal("not_employer", _("There is no such page."), silent=True))
    return row


def organisation_of(employer_id: int) -> int | None:
    """The organisation that holds what the employer was granted; None: nothing was."""
    rows = Employer.objects.filter(pk=employer_id)
    return rows.values_list("organisation_id", flat=True).first()


def signing_in_for(employer: Employer, *, by: Actor) -> list[Party]:
    """Who signs in for the employer, the first on top."""
    require_reading(by)
    return list(accounts.signing_in_for(PartyKind.EMPLOYER, employer.pk))


def label(employer: Employer) -> str:
    """The name with the municipality in brackets."""
    place = employer.municipality_name
    return f"{employer.name} ({place})" if place else employer.name


def named(text: str, *, by: Actor) -> list[Employer]:
    """Who is meant by what somebody typed or picked: one, none, or several to choose from."""
    wanted = text.strip()
    if not wanted:
        return []
    name, _sep, rest = wanted.rpartition(" (")
    loose = visible_to(by).filter(_named(wanted) | (_named(name) if rest else Q(pk__in=[])))
    found = list(loose[:50])
    for exact in (label, lambda employer: employer.name):
        same = [row for row in found if exact(row).casefold() == wanted.casefold()]
        if same:
            return same
    return found


def called(name: str, *, by: Actor, number: str = "") -> list[Employer]:
    """Those of exactly a name in the country's letters, however many; by the number if given."""
    digits = "".join(char for char in number if char.isdigit())
    rows = visible_to(by)
    if digits and (found := list(rows.filter(number=digits))):
        return found
    named = rows.filter(sort_key=sort_key(name.strip(), country_of(by) or "SE"))
    return list(named.filter(number="") if digits else named)


def fault_of_number(text: str, *, by: Actor) -> str | Promise | None:
    """What is wrong with an organisation number, or nothing."""
    try:
        numbers.normalise(text, country_of(by))
    except numbers.NumberFaultError as fault:
        return fault.sentence
    return None


def the_one(text: str, *, by: Actor) -> Employer:
    """The one employer that is meant; ValidationError says that none or several are."""
    found = named(text, by=by)
    if not found:
        raise ValidationError(
            _("No employer is called “%(text)s”. Register it first."), params={"text": text}
        )
    if len(found) > 1:
        raise ValidationError(
            _("Several employers fit: %(names)s. Write the whole name."),
            params={"names": ", ".join(label(row) for row in found[:5])},
        )
    return found[0]


@dataclass(frozen=True)
class Talk:
    """A line of the log, in words."""

    on: date
    kind: str
    by: str
    text: str


def talks_with(employer: Employer, *, by: Actor, limit: int = 50) -> list[Talk]:
    """The log of talks, the latest first."""
    require_reading(by)
    kinds = codes.labels("employer_contact_kind")
    rows = EmployerContact.objects.filter(employer=employer).select_related("account")
    return [
        Talk(row.on, kinds.get(row.kind, row.kind), row.account.name, row.text)
        for row in rows.order_by("-on", "-pk")[:limit]
    ]


def contacts_this_week(by: Actor) -> int:
    """How many talks the actor has had since Monday (IPS-25, item 17, counts them by week)."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    rows = EmployerContact.objects.filter(account_id=by.account_id or 0, on__gte=monday)
    return rows.exclude(kind="attempt").count()
