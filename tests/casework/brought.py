"""An authority's own instrument, as tests bring it."""

from __future__ import annotations

import copy
from typing import Any

from stegvis.casework.situation import actions
from stegvis.casework.situation.instruments.template import EXAMPLE
from stegvis.casework.situation.models import OwnInstrument
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Tenant

KEY = EXAMPLE["key"]


def told(**changed: Any) -> dict[str, Any]:
    """The template's example, with these fields changed."""
    return {**copy.deepcopy(EXAMPLE), **changed}


def bring(tenant: Tenant, *, by: Actor, **changed: Any) -> OwnInstrument:
    """Take it in."""
    return actions.accept_instrument(tenant, definition=told(**changed), by=by)
