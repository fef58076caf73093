"""Small groups are protected where figures leave the unit: also against subtraction.

A count of one to four persons is hidden. Where a total is shown beside its parts, one hidden part
would follow from the rest: then more are hidden, until at least two are and they make up a group
that is large enough together. Source: facts on analysis, minimum group and disclosure.
"""

from __future__ import annotations

from collections.abc import Sequence

FEWEST = 5


def is_few(count: int) -> bool:
    """Whether a count tells of too few persons. Nobody is no group."""
    return 0 < count < FEWEST


def hidden(*rows: Sequence[int]) -> set[int]:
    """The places to hide in rows of parts whose totals are shown.

    A place is hidden in every row: what follows from one figure about another (who came, who left
    and the change between them) would otherwise tell it.
    """
    places = {place for row in rows for place, count in enumerate(row) if is_few(count)}
    while (place := _next_to_hide(rows, places)) is not None:
        places.add(place)
    return places


def _next_to_hide(rows: Sequence[Sequence[int]], places: set[int]) -> int | None:
    """The smallest further place that a row needs hidden; None when every row is safe."""
    for row in rows:
        if _is_safe(row, places):
            continue
        left = [place for place in range(len(row)) if place not in places]
        return min(left, key=lambda place: (not row[place], row[place]), default=None)
    return None


def _is_safe(row: Sequence[int], places: set[int]) -> bool:
    few = [place for place in places if is_few(row[place])]
    together = sum(row[place] for place in places)
    return not few or (len(places) > 1 and together >= FEWEST)


def shown(row: Sequence[int], places: set[int]) -> list[int | None]:
    """A row with its hidden places left out."""
    return [None if place in places else count for place, count in enumerate(row)]
