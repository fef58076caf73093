"""Finding every address, a row that fits it, and what is wrong with its answer to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stegvis.core import clock, tenancy
from stegvis.core.accounts.views import BACKEND
from stegvis.core.audit.models import AuditEvent, EventKind
from tests.every_url.world import (
    AMINA,
    INSIDERS,
    LOOKS_AT,
    MAY_KNOW_OF,
    MAY_READ,
    MAY_SEE,
    NORA,
    SIRI,
    WORDS,
    World,
)

ROW_ID = "public_id"
NO_ROW = "zzzzzzzzzzzzzzzz"
SAMPLES = {
    "token": "no-such-token",
    "provider_id": "oidc",
    "year": clock.today().year,
    "month": clock.today().month,
    "reference": "00000000",
    "kind": "myday",
}
"""Values of arguments that name no row."""

OPEN = {
    "accessibility", "healthz", "readyz", "set_language", "accounts:code", "accounts:code_ask",
    "accounts:link", "accounts:address", "accounts:leave",
    "account_login", "account_inactive", "openid_connect_login", "openid_connect_callback",
    "socialaccount_login_cancelled", "meetings:feed",
}  # fmt: skip
"""Addresses for somebody who hasn't signed in."""

ANYBODY = "anybody"
"""Whoever opens an address without having signed in."""

FOR_THOSE_WITHOUT_REACH = {"people:urgent", "network:ask", "doubles:take_up"}
"""Addresses about a person for those who don't reach them: they ask, and show nothing."""

OWN_PAGES = {("partner", "partner:person")}
"""Who reads a part of somebody at which address, without reaching the file."""

PASSING = {"Content-Length", "Expires"}
"""Headers that differ between two answers to the same question: a token's length, the moment."""

LOOKED_UP = re.compile(r'"(\w+)"\."public_id" = %s')
"""Where a query looks for a row."""

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@dataclass(frozen=True)
class Address:
    """A URL pattern under its full name."""

    name: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def needs_row(self) -> bool:
        """Whether it is about one row."""
        return ROW_ID in self.arguments

    def at(self, row: str = "") -> str:
        """The address for a row."""
        values = {a: row if a == ROW_ID else SAMPLES[a] for a in self.arguments}
        return reverse(self.name, kwargs=values)


@dataclass
class Fit:
    """The kind of row that an address is about, and what its form holds."""

    label: str
    data: dict[str, Any] = field(default_factory=dict)


_fits: dict[str, Fit | None] = {}


@dataclass
class Visit:
    """An answer, and what the audit got to know; everything else is undone."""

    response: HttpResponse
    events: list[AuditEvent]

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status_code

    @cached_property
    def text(self) -> str:
        """Body and headers."""
        return str(dict(self.response.headers)) + self.response.content.decode(errors="replace")

    @property
    def face(self) -> tuple[int, bytes, list[tuple[str, str]]]:
        """What somebody can tell one answer from another by."""
        headers = {k: v for k, v in self.response.headers.items() if k not in PASSING}
        return self.status, TOKEN.sub(b"", self.response.content), sorted(headers.items())


def addresses(prefix: str = "") -> list[Address]:
    """Every address whose full name begins with the prefix."""
    found = list(_under(get_resolver(), "", ()))
    return [address for address in found if address.name.startswith(prefix)]


def _under(resolver: URLResolver, space: str, given: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        arguments = (*given, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Address(f"{space}{entry.name or ''}", entry.callback, arguments)
        else:
            inside = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _under(entry, inside, arguments)


class Walker:
    """Somebody's way through all addresses."""

    def __init__(self, world: World, found: list[Address]) -> None:
        self.world = world
        self.addresses = found
        self._nothings: dict[tuple[str, str, str], Visit] = {}
        who = (*world.accounts, ANYBODY)
        self.clients = {role: Client(raise_request_exception=False) for role in who}
        for role, account in world.accounts.items():
            self.clients[role].force_login(account, backend=BACKEND)
        self.fits = {a.name: self._known_fit(a) for a in found if a.needs_row}

    def visit(self, role: str, url: str, data: dict[str, Any] | None = None) -> Visit:
        """GET, or POST the data, and undo whatever it did."""
        client, account = self.clients[role], self.world.accounts.get(role)
        cookies = client.cookies.copy()
        tenant = account.tenant if account else self.world.cast.tenant
        with tenancy.tenant_scope(tenant.pk), transaction.atomic():
            seen = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            response = client.get(url) if data is None else client.post(url, data)
            events = list(AuditEvent.objects.filter(pk__gt=seen).order_by("pk"))
            transaction.set_rollback(True)
        client.cookies = cookies
        return Visit(response, events)

    def _known_fit(self, address: Address) -> Fit | None:
        """As `_fit`, found once in a run: worlds differ in their ids only."""
        if address.name not in _fits:
            _fits[address.name] = self._fit(address)
        return _fits[address.name]

    def _fit(self, address: Address) -> Fit | None:
        """The kind of row the address asks the database for, when an insider gets one."""
        for role in INSIDERS:
            for label in self._asked_for(role, address):
                for row in self._rows(label):
                    visit = self._seen(role, address.at(row))
                    if visit.status not in (403, 404):
                        return Fit(label, filled_in(visit.response))
        return None

    def _asked_for(self, role: str, address: Address) -> list[str]:
        """Labels of the models in which a row is looked for that isn't there."""
        tables: dict[str, None] = {}

        def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if NO_ROW in (params or ()):
                tables.update(dict.fromkeys(LOOKED_UP.findall(sql)))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(listen):
            self._seen(role, address.at(NO_ROW))
        models = {model._meta.db_table: model._meta.label_lower for model in apps.get_models()}
        return [models[table] for table in tables]

    def _seen(self, role: str, url: str) -> Visit:
        """GET, or POST where there is nothing to read."""
        visit = self.visit(role, url)
        return self.visit(role, url, {}) if visit.status == 405 else visit

    def _rows(self, label: str) -> list[str]:
        """Ids of some rows of a kind: about somebody, about nobody."""
        subjects = [self.world.subjects[name].ids for name in (AMINA, NORA, SIRI)]
        return [row for ids in (*subjects, self.world.neutral) for row in ids.get(label, [])[:2]]

    def unfitted(self) -> list[str]:
        """Addresses that the world has no row for."""
        return [name for name, fit in self.fits.items() if fit is None]

    def faults(self, role: str) -> list[str]:
        """Everything wrong with what somebody gets."""
        return [fault for address in self.addresses for fault in self._faults_at(role, address)]

    def _faults_at(self, role: str, address: Address) -> Iterator[str]:
        fit = self.fits.get(address.name)
        if not address.needs_row:
            yield from self._judge(role, address, address.at(), {}, whose=None)
        elif fit is not None and fit.label in self.world.neutral:
            url = address.at(self.world.neutral[fit.label][0])
            yield from self._judge(role, address, url, fit.data, whose=None)
        elif fit is not None:
            for name in LOOKS_AT[role]:
                for row in self.world.subjects[name].ids.get(fit.label, [])[:1]:
                    yield from self._judge(role, address, address.at(row), fit.data, whose=name)

    def _judge(
        self, role: str, address: Address, url: str, data: dict[str, Any], *, whose: str | None
    ) -> Iterator[str]:
        for method, sent in (("GET", None), ("POST", data)):
            visit = self.visit(role, url, sent)
            place = f"{role} {method} {address.name}" + (f" of {whose}" if whose else "")
            if visit.status >= 500:
                yield f"{place}: answers {visit.status}"
            yield from (f"{place}: {fault}" for fault in self._leaks(role, visit, str(sent)))
            yield from (f"{place}: {fault}" for fault in self._unread(visit))
            known = whose in MAY_KNOW_OF.get(role, ())
            own = known and (role, address.name) in OWN_PAGES
            without = whose and whose not in MAY_SEE[role] and not own
            if without and address.name not in FOR_THOSE_WITHOUT_REACH:
                empty = self._visit_nothing(role, address, method, sent)
                yield from (f"{place}: {fault}" for fault in _refused(visit, empty, known=known))

    def _visit_nothing(
        self, role: str, address: Address, method: str, sent: dict[str, Any] | None
    ) -> Visit:
        """The same address without a row; asked once."""
        key = (role, address.name, method)
        if key not in self._nothings:
            self._nothings[key] = self.visit(role, address.at(NO_ROW), sent)
        return self._nothings[key]

    def _leaks(self, role: str, visit: Visit, sent: str) -> Iterator[str]:
        """Words of a file, unless the reader has just typed them."""
        for name, subject in self.world.subjects.items():
            if name not in MAY_SEE[role]:
                read = MAY_READ.get(role, {}).get(name, set())
                words = zip(WORDS, subject.secrets, strict=True)
                closed = [word for what, word in words if what not in read]
                shown = [word for word in closed if word in visit.text and word not in sent]
                if shown:
                    yield f"shows {', '.join(shown)}"

    def _unread(self, visit: Visit) -> Iterator[str]:
        """A page that shows more than a name has been written down as read."""
        read = {event.person_id for event in visit.events if event.kind == EventKind.READ}
        for subject in self.world.subjects.values():
            shown = [secret for secret in subject.secrets[1:] if secret in visit.text]
            if visit.status == 200 and shown and subject.person.pk not in read:
                yield f"shows {', '.join(shown)} and no read is in the audit"


def _refused(visit: Visit, empty: Visit, *, known: bool) -> Iterator[str]:
    """What is wrong with an answer that should give nothing and, unless `known`, not even a hint.

    The same answer as where there is no row tells nothing, whatever it is.
    """
    changes = [event.verb for event in visit.events if event.kind == EventKind.CHANGE]
    if changes:
        yield f"did {', '.join(changes)}"
    if visit.face == empty.face:
        return
    if not known:
        yield f"tells ({visit.status}) what is there from what isn't ({empty.status})"
    elif visit.status not in (403, 404, 405):
        yield f"answers {visit.status} instead of refusing"


def filled_in(response: Any) -> dict[str, Any]:
    """The page's form, filled in as somebody might."""
    shown = (response.context or {}) if hasattr(response, "context") else {}
    form = next(
        (v for d in _flat(shown) for v in d.values() if isinstance(v, forms.BaseForm)), None
    )
    if form is None:
        return {}
    return {form.add_prefix(name): _value(form, name) for name in form.fields}


def _flat(context: Any) -> Iterator[dict[str, Any]]:
    for part in context if isinstance(context, list) else [context]:
        yield from (part.dicts if hasattr(part, "dicts") else [part])


def _value(form: forms.BaseForm, name: str) -> Any:
    """What stands in a field, or something that fits it."""
    bound = form.fields[name]
    initial = form.get_initial_for_field(bound, name)
    choices = [value for value, _label in getattr(bound, "choices", []) if value]
    if initial not in (None, "", []):
        return initial
    if choices:
        return [choices[0]] if isinstance(bound, forms.MultipleChoiceField) else choices[0]
    if isinstance(bound, forms.DateField):
        return date(2024, 5, 2).isoformat()
    if isinstance(bound, forms.IntegerField | forms.DecimalField):
        return 1
    return "Så skrivet att det räcker"
