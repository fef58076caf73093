"""Reading the organisation an actor works in."""

from __future__ import annotations

from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Unit


def own_unit(by: Actor) -> Unit | None:
    """The unit the actor works in, with its tenant; None for parties and the product itself."""
    if by.unit_id is None:
        return None
    return Unit.objects.select_related("tenant", "secrecy_area").filter(pk=by.unit_id).first()
