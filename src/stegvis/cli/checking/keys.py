"""A check of the data keys: every value is opened by one of them, and by which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from stegvis.cli.checking.finding import Finding, fault, well
from stegvis.cli.words import counted
from stegvis.core import encrypted, encryption, fingerprints, tenancy
from stegvis.core.encrypted import Store
from stegvis.core.organisations.queries import every_scope

CHUNK = 2000
RENEW = "Run: stegvis keys renew"


@dataclass
class _Tally:
    """What was found; of the faults, how many in which column."""

    seen: int = 0
    older: int = 0
    unreadable: Counter[str] = field(default_factory=Counter)
    foreign: Counter[str] = field(default_factory=Counter)
    """Fingerprints that no data key makes."""
    apart: Counter[str] = field(default_factory=Counter)
    """Texts that have one fingerprint in some rows and another in others."""


def data_keys() -> Finding:
    """Every value in the database is opened by a data key, and found by its fingerprint.

    All of them are looked at, by their signature: a renewal that was broken off leaves its traces
    anywhere, so no sample would be honest.
    """
    tally = _Tally()
    for scope in every_scope():
        in_installation = scope.tenant_id == tenancy.INSTALLATION
        with tenancy.tenant_scope(scope.tenant_id):
            for store in encrypted.stores(in_installation=in_installation):
                _look_through(store, scope.tenant_id, tally)
    return _finding(tally)


def _look_through(store: Store, tenant_id: int, tally: _Tally) -> None:
    older: list[str] = []
    for _pk, stored, source in store.rows(tenant_id).iterator(chunk_size=CHUNK):
        tally.seen += 1
        try:
            key = store.key_of(stored, source)
        except encryption.CannotDecryptError:
            tally.unreadable[store.name] += 1
            continue
        if key is None:
            tally.foreign[store.name] += 1
        elif key > 0:
            tally.older += 1
            older.append(source)
    if store.index is not None:
        texts = (encryption.decrypt(source) for source in older)
        tally.apart[store.name] += len(fingerprints.apart(store.index, texts, tenant_id=tenant_id))


def _finding(tally: _Tally) -> Finding:
    """The fault that hides others comes first."""
    if tally.unreadable:
        return fault(
            "data keys",
            f"they don't open {_told(tally.unreadable, 'value')}",
            "Put back the key that is missing in STEGVIS_DATA_KEYS, after the newest, start server "
            "and worker again, and run: stegvis keys renew",
        )
    if tally.foreign:
        return fault("data keys", f"they don't make {_told(tally.foreign, 'fingerprint')}", RENEW)
    if +tally.apart:
        return fault(
            "data keys", f"two of them made fingerprints of {_told(tally.apart, 'text')}", RENEW
        )
    if tally.older:
        rest = counted(tally.older, "value rests", "values rest")
        return well(
            "data keys",
            f"they open all that is stored; {rest} on an older key: stegvis keys renew",
        )
    if tally.seen:
        return well("data keys", f"the newest opens all that is stored ({tally.seen} values)")
    return well("data keys", "nothing is stored yet")


def _told(columns: Counter[str], what: str) -> str:
    """`3 values (people.person.number 2, documents.document.name 1)`."""
    places = ", ".join(f"{name} {times}" for name, times in (+columns).most_common())
    return f"{counted(columns.total(), what)} ({places})"
