"""Registries: what a lower room must know from a higher one is registered, never imported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Named entries, in the order they were registered."""

    def __init__(self) -> None:
        self._entries: dict[str, T] = {}

    def register(self, name: str, entry: T) -> T:
        """Add an entry; two of a name is a programmer's error."""
        if name in self._entries:
            raise RuntimeError(f"{name} is registered twice")
        self._entries[name] = entry
        return entry

    def get(self, name: str) -> T | None:
        """The entry of a name, or None."""
        return self._entries.get(name)

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(self._entries.items())
