"""Going through every tenant's seals, and setting them."""

from __future__ import annotations

from dataclasses import dataclass, field

from stegvis.cli.auditing import heads
from stegvis.cli.screen import Step
from stegvis.core import tenancy
from stegvis.core.audit import seals
from stegvis.core.audit.models import Seal
from stegvis.core.organisations.queries import every_scope


@dataclass
class Verdict:
    """What was gone through, and a sentence for each fault."""

    tenants: int = 0
    seals: int = 0
    unsealed: int = 0
    faults: list[str] = field(default_factory=list)


def verify(progress: Step) -> Verdict:
    """Compare every seal with what it sealed; remember the newest seals when all of them hold."""
    scopes = every_scope()
    names = {scope.tenant_id: scope.name for scope in scopes}
    verdict = Verdict(tenants=len(scopes))
    for done, scope in enumerate(scopes, start=1):
        with tenancy.tenant_scope(scope.tenant_id):
            verdict.seals += Seal.objects.filter(tenant_id=scope.tenant_id).count()
            verdict.unsealed += seals.unsealed(scope.tenant_id)
            faults = seals.verify_tenant(scope.tenant_id)
        verdict.faults += [_sentence(fault, scope.name) for fault in faults]
        progress(done, len(scopes))
    verdict.faults += [
        f"{names.get(tenant_id, tenant_id)}: seal {sequence}, the newest when the log was last "
        "verified, is gone or has been replaced"
        for tenant_id, sequence in heads.lost()
    ]
    if not verdict.faults:
        heads.remember()
    return verdict


def seal(progress: Step) -> int:
    """Seal what waits in every tenant now; how many seals were set."""
    scopes = every_scope()
    made = 0
    for done, scope in enumerate(scopes, start=1):
        with tenancy.tenant_scope(scope.tenant_id):
            made += seals.seal_tenant(scope.tenant_id) is not None
        progress(done, len(scopes))
    return made


def _sentence(fault: seals.Fault, name: str) -> str:
    return (
        f"{name}: events {fault.first_event_id}–{fault.last_event_id} (seal {fault.sequence}) "
        "are not what was sealed: something was changed, removed or slipped in"
    )
