"""Every instrument that may be used here, or has been: those shipped and the authority's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from stegvis.casework.situation.instruments.definition import LIFE_AREAS, Instrument
from stegvis.casework.situation.instruments.shipped import shipped
from stegvis.casework.situation.own_instruments import OwnInstrument
from stegvis.core import tenancy
from stegvis.core.once import once


def own() -> QuerySet[OwnInstrument]:
    """The own versions of the authority in scope, the oldest of each first. Read once for a page
    and for that page only: between pages nothing is kept."""
    rows = OwnInstrument.objects.order_by("key", "version")
    return once(("own instruments", tenancy.current_tenant_id()), lambda: rows)


def own_version(public_id: str) -> OwnInstrument | None:
    """One of them, by its public id."""
    return OwnInstrument.objects.filter(public_id=public_id).first()


def versions() -> Mapping[tuple[str, int], Instrument]:
    """Every version of every instrument, by key and version."""
    return {**shipped(), **{(row.key, row.version): row.instrument for row in own()}}


def instrument(key: str, version: int) -> Instrument:
    """The version an answer was given to; KeyError for one that isn't known."""
    return shipped().get((key, version)) or versions()[key, version]


def current(key: str) -> Instrument:
    """The newest version, retired or not; KeyError for a key that isn't known."""
    of_key = [one for one in shipped().values() if one.key == key]
    return _newest(of_key or versions().values())[key]


def available() -> list[Instrument]:
    """What a new round may be begun with: the areas of life first, then by name."""
    newest = {row.key: row for row in own()}
    retired = {key for key, row in newest.items() if row.retired_on}
    found = [one for key, one in _newest(versions().values()).items() if key not in retired]
    return sorted(found, key=lambda one: (one.key != LIFE_AREAS, str(one.name), one.key))


def _newest(found: Iterable[Instrument]) -> dict[str, Instrument]:
    return {one.key: one for one in sorted(found, key=lambda one: one.version)}
