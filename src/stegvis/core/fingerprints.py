"""Blind indexes that rows are compared by: in a tenant one text has one fingerprint in every row.

Rows of one text may lie apart (one in each board), and rules compare their fingerprints inside the
database, where nothing can be decrypted. So a fingerprint is never renewed in one row alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Cast

from stegvis.core import encryption
from stegvis.core.registry import Registry


@dataclass(frozen=True)
class BlindIndex:
    """A column of fingerprints, beside the encrypted text that they are made of."""

    model: type[models.Model]
    column: str
    source: str
    purpose: str
    hold: Callable[[int, Iterable[str]], None]
    """(tenant, texts): wait until nobody else compares by these, until the transaction ends."""
    united: Callable[[list[int]], None]
    """Told the keys of rows that had different fingerprints of one text until now."""

    def newest(self, text: str) -> str:
        """The fingerprint under the newest data key."""
        return encryption.blind_index(text, purpose=self.purpose)

    def every(self, text: str) -> list[str]:
        """Those under every data key, newest first."""
        return encryption.blind_indexes(text, purpose=self.purpose)


TEXTS_AT_ONCE = 500

INDEXES: Registry[BlindIndex] = Registry()


@dataclass(frozen=True)
class FoundBy:
    """A column of fingerprints that rows are only found by, never compared by: a look-up tries
    every data key, so each row is renewed by itself."""

    model: type[models.Model]
    column: str
    source: str
    make: Callable[[str], list[str]]
    """From the text: its fingerprint under every data key, newest first; none for some texts."""


FOUND_BY: Registry[FoundBy] = Registry()


def unite(index: BlindIndex, text: str, *, tenant_id: int, found: tuple[int, str] = (0, "")) -> int:
    """Give every row of the tenant that has the text the newest fingerprint, in one statement.

    Called inside an action, when the text is held. `found` is the key and the fingerprint of a row
    of the text, which perhaps none of the data keys makes. Returns how many rows changed;
    IntegrityError, with nothing changed, when only one of them may have it.
    """
    newest = index.newest(text)
    pk, stored = found
    among = Q(**{f"{index.column}__in": {*index.every(text), stored} - {""}})
    if not stored:  # otherwise the row is among them already, found by the index alone
        among |= Q(pk=pk)
    rows = _rows_of(index, text, among, tenant_id)
    older = [pk for pk, stored in rows if stored != newest]
    if older:
        _set(index, older, newest)
    if len({stored for _pk, stored in rows}) > 1:
        index.united([pk for pk, _stored in rows])
    return len(older)


def apart(index: BlindIndex, texts: Iterable[str], *, tenant_id: int) -> list[str]:
    """Those of the texts whose rows in the tenant have different fingerprints: some were written by
    a process that knew fewer keys."""
    rows = index.model._base_manager.filter(tenant_id=tenant_id).order_by().distinct()
    asked, found = sorted(set(texts)), list[str]()
    for start in range(0, len(asked), TEXTS_AT_ONCE):
        some = asked[start : start + TEXTS_AT_ONCE]
        text_of = {each: text for text in some for each in index.every(text)}
        stored = rows.filter(**{f"{index.column}__in": list(text_of)})
        times = Counter(text_of[each] for each in stored.values_list(index.column, flat=True))
        found += [text for text in some if times[text] > 1]
    return found


def _rows_of(index: BlindIndex, text: str, among: Q, tenant_id: int) -> list[tuple[int, str]]:
    """Key and fingerprint of the rows that have the text, held still."""
    rows = (
        index.model._base_manager.select_for_update(of=("self",))
        .filter(among, tenant_id=tenant_id)
        .annotate(_source=Cast(index.source, models.TextField()))
        .order_by("pk")
    )
    return [
        (pk, stored)
        for pk, stored, source in rows.values_list("pk", index.column, "_source")
        if _opens_as(source, text)
    ]


def _opens_as(token: str, text: str) -> bool:
    try:
        return encryption.decrypt(token) == text
    except encryption.CannotDecryptError:
        return False


def _set(index: BlindIndex, keys: list[int], fingerprint: str) -> None:
    """Around the models: the log has nothing to tell of it, and no reader's version is passed."""
    quote = connection.ops.quote_name
    table, column = quote(index.model._meta.db_table), quote(index.column)
    places = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE id IN ({places})", [fingerprint, *keys]
        )
