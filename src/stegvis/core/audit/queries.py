"""Reading what an action changed, from the log."""

from __future__ import annotations

import json
from typing import Any

from stegvis.core.audit import keys
from stegvis.core.audit.models import AuditEvent, EventKind

Changed = dict[str, tuple[Any, Any]]


def changed_by(event: AuditEvent) -> Changed:
    """`model.field` → the value before and after, as kept (days as YYYY-MM-DD).

    Empty for anything but a change, and for a person who has been erased.
    """
    text = keys.open_values(event) if event.kind == EventKind.CHANGE else None
    return {
        f"{row['model']}.{name}": (before, after)
        for row in json.loads(text or "[]")
        for name, (before, after) in row["values"].items()
    }
