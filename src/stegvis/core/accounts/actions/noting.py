"""What changes of an account is written into the log by its action."""

from __future__ import annotations

from typing import Any

from stegvis.core.accounts.models import Account
from stegvis.core.audit.recording import Change, required


def note_change(account: Account, **values: tuple[Any, Any]) -> None:
    """Write what changes of an account into the log: name → (before, after).

    Only for those who work here. An account is no domain row, which would be noted by itself: what
    a participant signs in as has no place in a log that isn't closed with the person's own key.
    """
    changed = {name: pair for name, pair in values.items() if pair[0] != pair[1]}
    change = Change("accounts.account", account.pk, changed)
    required(change.model).changes.append(change)
