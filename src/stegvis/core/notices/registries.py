"""Who can be told something: every room registers the kinds of recipients it knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stegvis.core.notices.models import Channel
from stegvis.core.registry import Registry


@dataclass(frozen=True)
class Way:
    """How somebody is reached today, and in which language."""

    channel: Channel
    address: str
    language: str


@dataclass(frozen=True)
class NoWay:
    """Why nothing may be sent: `protected`, `other_way`, `no_way`, `by_post`, `gone`."""

    reason: str


@dataclass(frozen=True)
class Recipient:
    """A kind of recipient. `way_to` is asked with an id, in the tenant's scope, when sending."""

    way_to: Callable[[int], Way | NoWay]
    is_person: bool = False


RECIPIENTS: Registry[Recipient] = Registry()

PARTY_WAYS: Registry[Callable[[int, str], NoWay | None]] = Registry()
"""By kind of party: why nothing may go to an account's address while it speaks for that record."""
