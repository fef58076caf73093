"""Reading codes: what may be chosen today, and the word for what was chosen once."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from stegvis.core import clock
from stegvis.core.codes.models import Code
from stegvis.core.once import is_reading, once


def current(list_key: str, *, country: str, on: date | None = None) -> QuerySet[Code]:
    """The codes of a list that new forms may offer in a country on a day."""
    day = on or clock.today()
    return Code.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        list_key=list_key,
        country__in=("", country),
    ).order_by("order", "pk")


def choices(list_key: str, *, country: str, include: str = "") -> list[tuple[str, str]]:
    """Code and word of what may be chosen today, and of one already chosen that has retired."""
    language = get_language() or "sv"
    found = [(code.code, code.label(language)) for code in current(list_key, country=country)]
    if include and include not in dict(found):
        found.append((include, label(list_key, include)))
    return found


def label(list_key: str, code: str) -> str:
    """The word for a code, retired ones too; an unknown code is shown as it is."""
    if not code:
        return ""
    return labels(list_key).get(code, code)


def within(word: str) -> str:
    """The name of a language inside a sentence: small in Swedish and Norwegian, not in English."""
    return word if (get_language() or "sv").startswith("en") else word[:1].lower() + word[1:]


def labels(list_key: str) -> dict[str, str]:
    """Every code of a list and its word, for tables."""
    language = get_language() or "sv"
    return {row.code: row.label(language) for row in _rows(list_key)}


def groups(list_key: str) -> dict[str, str]:
    """Every code of a list and its group ('' for none)."""
    return {row.code: row.group for row in _rows(list_key)}


def _rows(list_key: str) -> list[Code]:
    """On a page that is read, every list at once: they are few hundred rows, and most pages speak
    of several lists."""
    if is_reading():
        return once("codes", _every_list).get(list_key, [])
    return list(Code.objects.filter(list_key=list_key).order_by("order", "pk"))


def _every_list() -> dict[str, list[Code]]:
    lists: dict[str, list[Code]] = {}
    for row in Code.objects.order_by("order", "pk"):
        lists.setdefault(row.list_key, []).append(row)
    return lists


def is_current(list_key: str, code: str, *, country: str) -> bool:
    """Whether a new record may use the code today."""
    return current(list_key, country=country).filter(code=code).exists()
