"""Renewing every tenant's values, and the installation's own."""

from __future__ import annotations

from stegvis.cli.screen import Step
from stegvis.core import encrypted, renewing, tenancy
from stegvis.core.audit.actor import Actor
from stegvis.core.encrypted import Store
from stegvis.core.organisations.queries import every_scope
from stegvis.core.renewing import Outcome


def renew(progress: Step) -> Outcome:
    """Write anew whatever doesn't rest on the newest data key."""
    total = Outcome()
    for scope in every_scope():
        by = Actor.system("keys renew", tenant_id=scope.tenant_id)
        in_installation = scope.tenant_id == tenancy.INSTALLATION
        for store in encrypted.stores(in_installation=in_installation):
            _renew(store, total, progress, by=by)
    return total


def _renew(store: Store, total: Outcome, progress: Step, *, by: Actor) -> None:
    """One column in one tenant, batch by batch."""
    after: int | None = 0
    while after is not None:
        with tenancy.tenant_scope(by.tenant_id):
            after, outcome = renewing.renew(store, after=after, by=by)
        total.add(outcome)
        progress(total.seen, 0)
