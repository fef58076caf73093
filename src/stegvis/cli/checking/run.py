"""Every check, in the order that tells most; those that need a migrated database come last."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stegvis.cli.checking import database, keys, log, surroundings
from stegvis.cli.checking.finding import Finding

Check = Callable[[], Finding]

WITHOUT_DATABASE: tuple[Check, ...] = (
    surroundings.data_folder,
    surroundings.documents,
    surroundings.disk,
    surroundings.time,
    surroundings.hosts,
    surroundings.mail,
)
WITH_DATABASE: tuple[Check, ...] = (database.role,)
WITH_TABLES: tuple[Check, ...] = (
    database.standing_walls,
    database.hidden_rows,
    database.order,
    database.somebody,
    database.no_demo,
    keys.data_keys,
    surroundings.worker,
    surroundings.undelivered,
    log.audit,
    log.erased_persons,
)
COUNT = len(WITHOUT_DATABASE) + len(WITH_DATABASE) + len(WITH_TABLES) + 2


def findings() -> Iterator[Finding]:
    """One by one; what can't be asked because of an earlier fault is left out."""
    for check in WITHOUT_DATABASE:
        yield check()
    reach = database.reachable()
    yield reach
    if not reach.ok:
        return
    migrated = database.migrations()
    yield migrated
    for check in WITH_DATABASE + (WITH_TABLES if migrated.ok else ()):
        yield check()
