"""What other processes may have kept of the places, and that it holds no longer."""

from __future__ import annotations

from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Tenant
from stegvis.work.opportunities import editions


@action("opportunities.places.read_anew", rule=only_system)
def read_anew(tenant: Tenant, *, by: Actor) -> Tenant:
    """After a restore: what a process kept of another past is as good as nothing."""
    editions.begin_anew()
    return tenant
