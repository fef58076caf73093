"""My day as a list that is narrowed by its address, saved under a name and has chosen columns."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.registries import Phase, Reason
from stegvis.core.audit.actor import Actor
from stegvis.core.lists.narrowing import Facet, Narrowing
from stegvis.core.lists.registries import LISTS, Column, ListKind
from stegvis.desk.myday import rules
from stegvis.desk.myday.queries import MINE, STILL, TODAY, WAITING, Day, Line

LONG_AGO = 10_000
"""Days that stand for no contact at all."""

FACETS = (
    Facet(
        "bucket",
        _("List"),
        (
            (TODAY, _("Do today")),
            (WAITING, _("Waiting for an answer")),
            (STILL, _("Stands still")),
            (MINE, _("All mine")),
        ),
        arranges=True,
    ),
    Facet(
        "sort",
        _("Order"),
        (
            ("urgent", _("what is most urgent")),
            ("name", _("name")),
            ("phase", _("phase")),
            ("quiet", _("longest without contact")),
        ),
        arranges=True,
    ),
    Facet(
        "phase",
        _("Phase"),
        tuple((str(code), word) for code, word in Phase.choices if code),
    ),
    Facet("reason", _("Why here"), tuple(Reason.choices)),
    Facet(
        "quiet",
        _("No contact for"),
        (("14", _("two weeks")), ("28", _("four weeks")), ("90", _("three months"))),
    ),
    Facet("late", _("Late"), (("1", _("only these")),)),
)

COLUMNS = (
    Column("phase", _("Phase")),
    Column("why", _("Why here")),
    Column("next", _("Next step")),
    Column("until", _("Goes on until"), is_usual=False),
    Column("language", _("Language"), is_usual=False),
    Column("municipality", _("Municipality"), is_usual=False),
    Column("contact", _("Latest")),
)


READY = (
    ("new", _("New to me"), "reason=new"),
    ("ending", _("Ends soon"), "reason=ending"),
    ("areas", _("To go through together"), "reason=areas"),
    ("after", _("Call after the exit"), "reason=follow_up"),
)
"""Filters that everybody has: their code, name and address."""


def _facets(_actor: Actor) -> tuple[Facet, ...]:
    return FACETS


MY_DAY = ListKind("myday", _("My day"), "myday:day", _facets, COLUMNS, rules.has_a_day)


def register() -> None:
    """Let My day be saved under names, and its columns be chosen."""
    LISTS.register(MY_DAY.key, MY_DAY)


def read(query: str | QueryDict) -> Narrowing:
    """My day as an address narrows it."""
    return Narrowing.read(FACETS, QueryDict(query) if isinstance(query, str) else query)


def bucket_name(narrowing: Narrowing) -> str | Promise:
    """The list's name in words."""
    return FACETS[0].words[narrowing.one("bucket")]


def narrowed(day: Day, narrowing: Narrowing, *, bucket: str = "") -> list[Line]:
    """The lines of a bucket (the chosen one) that pass every filter, in the order asked for."""
    lines = day.buckets[bucket or narrowing.one("bucket")]
    return _sorted([line for line in lines if _passes(line, narrowing)], narrowing.one("sort"))


def _passes(line: Line, narrowing: Narrowing) -> bool:
    phases, reasons, quiet = (narrowing.of(name) for name in ("phase", "reason", "quiet"))
    return (
        (not phases or (line.phase is not None and str(line.phase.value) in phases))
        and (not reasons or bool(reasons & line.reasons))
        and (not quiet or _quiet(line) >= min(int(days) for days in quiet))
        and (not narrowing.of("late") or line.urgent)
    )


def _quiet(line: Line) -> int:
    return LONG_AGO if line.days_since is None else line.days_since


def _sorted(lines: list[Line], order: str) -> list[Line]:
    """As they come, the most urgent first, unless another order is asked for."""
    if order == "name":
        return sorted(lines, key=lambda line: line.person.sort_key)
    if order == "phase":
        return sorted(lines, key=lambda line: (line.phase is None, line.phase or 0))
    if order == "quiet":
        return sorted(lines, key=_quiet, reverse=True)
    return lines
