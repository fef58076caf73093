"""Words that go with a number; the command line speaks English only."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """The number and what there is of it: `1 fault`, `2 faults`; `many` where an s isn't enough."""
    return f"{number} {one if number == 1 else many or one + 's'}"
