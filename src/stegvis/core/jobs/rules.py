"""Who may start background work, and who may see how it goes."""

from __future__ import annotations

from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.jobs.models import Job


def may_start(_kind: str, by: Actor) -> bool:
    """Everybody with a role; the action that starts the job has asked its own rule first."""
    return by.is_system or by.is_staff or bool(by.party_kind)


def may_see(job: Job, by: Actor) -> bool:
    """The one who started it, and the tenant's administrator."""
    own = by.account_id is not None and job.started_by_id == by.account_id
    return job.tenant_id == by.tenant_id and (own or by.role == Role.ADMINISTRATOR)
