"""What the rooms above want to know of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from stegvis.core.accounts.models import Account, AddressChange, CodeRequest
from stegvis.core.audit.actor import Actor
from stegvis.core.registry import Registry


class Listener(Protocol):
    """Is called in the account's tenant, within what was done to it."""

    def __call__(self, account: Account, /, *, by: Actor) -> object: ...


LINKED: Registry[Listener] = Registry()
"""Who is to know that an identity linked itself to an account at sign-in."""


class Numbered(Protocol):
    """Is called in one tenant at a time with a number that an identity provider vouches for."""

    def __call__(self, number: str, /) -> Iterable[Account]: ...


NUMBERED: Registry[Numbered] = Registry()
"""Whose accounts an identity number opens."""


class Readdressed(Protocol):
    """Is called in the account's tenant, within the change of its address."""

    def __call__(self, change: AddressChange, /, *, by: Actor) -> object: ...


READDRESSED: Registry[Readdressed] = Registry()
"""Who is to know that an account signs in with another address."""


class CodeAsked(Protocol):
    """Is called with the installation in scope, within the request; does the same for every one."""

    def __call__(self, request: CodeRequest, /) -> object: ...


CODE_ASKED: Registry[CodeAsked] = Registry()
"""Who sends the codes that are asked for."""
