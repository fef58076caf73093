"""Who can be told something: every room registers the kinds of recipients it knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from stegvis.core.notices.models import Channel, Notice
from stegvis.core.registry import Registry


@dataclass(frozen=True)
class Way:
    """How somebody is reached today, and in which language."""

    channel: Channel
    address: str
    language: str


@dataclass(frozen=True)
class NoWay:
    """Why nothing may be sent: `protected`, `neutral`, `other_way`, `no_way`, `by_post`, `gone`."""

    reason: str


class WayTo(Protocol):
    """How a recipient is reached at this moment; `leads_in`: by a letter with a link to sign in."""

    def __call__(self, recipient_id: int, /, *, leads_in: bool) -> Way | NoWay:
        """Called in the tenant's scope."""


class KeepsFrom(Protocol):
    """Why nothing may go to an account's address while it speaks for a record."""

    def __call__(self, record_id: int, address: str, /, *, leads_in: bool) -> NoWay | None:
        """None: it may go there."""


@dataclass(frozen=True)
class Recipient:
    """A kind of recipient. `way_to` is asked with an id at every attempt to send."""

    way_to: WayTo
    is_person: bool = False


RECIPIENTS: Registry[Recipient] = Registry()

PARTY_WAYS: Registry[KeepsFrom] = Registry()
"""By kind of party."""


class Letter(Protocol):
    """What a notice says that has more to say than a text of `texts`, as it leaves."""

    def __call__(self, notice: Notice, language: str, /) -> tuple[str, str] | None:
        """Subject and body; None when there is no longer anything to say."""


LETTERS: Registry[Letter] = Registry()
"""By text."""
