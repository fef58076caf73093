"""Who holds documents: every room that keeps some says whose they are and who may open them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from stegvis.core.audit.actor import Actor
from stegvis.core.documents.models import Document
from stegvis.core.registry import Registry


@dataclass(frozen=True)
class Held:
    """A room's yes: the document is one of its own, and the actor may open it."""

    person_id: int | None
    """Whom it is about, for the log."""


Holder: TypeAlias = Callable[[Document, Actor], Held | None]
"""None: not one of mine. RefusedError: one of mine, and the actor may not open it."""

HOLDERS: Registry[Holder] = Registry()
