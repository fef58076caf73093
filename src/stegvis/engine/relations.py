"""How close occupations are to each other, as sparse arrays with one kind per pair."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from stegvis.engine.facts import FactsError, Ints, Lists


class Closeness(IntEnum):
    """How close one occupation is to another; a greater number is closer."""

    NONE = 0
    WIDER_GROUP = 1
    """The same SSYK group on three digits."""
    PARTLY = 2
    """Substitutable to 25 per cent (JobTech taxonomy)."""
    GROUP = 3
    """The same SSYK group on four digits."""
    LARGELY = 4
    """Substitutable to 75 per cent (JobTech taxonomy)."""
    SAME = 5


@dataclass(frozen=True)
class Relations:
    """`close` has a row per occupation: related occupation → `Closeness`, itself included."""

    close: Lists

    def __post_init__(self) -> None:
        self.close.check("close", len(self.close))
        if np.any((self.close.values <= 0) | (self.close.values > Closeness.SAME)):
            raise FactsError("close: a kind that is none of Closeness")
        if self.close.width > len(self.close):
            raise FactsError("close: an occupation that has no row")

    def __len__(self) -> int:
        return len(self.close)

    def check_covers(self, name: str, occupations: Ints) -> None:
        """FactsError where an occupation has no row here (-1, unknown, needs none)."""
        if int(occupations.max(initial=-1)) >= len(self):
            raise FactsError(f"{name}: occupation {occupations.max()} has no relations")

    def between(self, held: Iterable[int], occupation: int) -> int:
        """The closest kind from any held occupation to one, 0 for none or unknown."""
        return max((self.close.row(one).get(occupation, 0) for one in held), default=0)

    def reached(self, held: Lists) -> Ints:
        """The closest kind from each row's occupations to every occupation, (rows, occupations+1).

        The last column stays 0 and answers for an unknown occupation (-1).
        """
        found = np.zeros((len(held), len(self) + 1), np.int64)
        entries = self.close.entries(held.codes)
        owners = np.repeat(held.owners, self.close.sizes[held.codes])
        np.maximum.at(found, (owners, self.close.codes[entries]), self.close.values[entries])
        return found


def relate(
    groups: Ints,
    wider_groups: Ints,
    substitutes: Iterable[tuple[int, int, Closeness]],
    *,
    held: Collection[int] | None = None,
) -> Relations:
    """Relations among occupations from their groups (n,) and (from, to, LARGELY or PARTLY).

    Of several kinds between two occupations the closest holds. Group -1 is shared with nobody.
    Told which occupations are held, only those say what they are close to: enough for whoever holds
    no others.
    """
    rows: list[dict[int, int]] = [{} for _ in groups]
    for column, kind in ((wider_groups, Closeness.WIDER_GROUP), (groups, Closeness.GROUP)):
        for members in _members(column):
            for one in members if held is None else [m for m in members if m in held]:
                for other in members:
                    rows[one][other] = max(rows[one].get(other, 0), kind)
    for one, other, kind in substitutes:
        rows[one][other] = max(rows[one].get(other, 0), kind)
    for one, row in enumerate(rows):
        row[one] = Closeness.SAME
    return Relations(Lists.of(rows))


def _members(column: Ints) -> list[list[int]]:
    order = np.argsort(column, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(column[order])) + 1)
    return [part.tolist() for part in parts if len(part) and column[part[0]] >= 0]
