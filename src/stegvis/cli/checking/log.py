"""Check of the audit: its seals hold."""

from __future__ import annotations

from stegvis.cli.checking.finding import Finding, fault, well
from stegvis.core import tenancy
from stegvis.core.audit import seals
from stegvis.core.organisations.models import Tenant


def audit() -> Finding:
    """Every seal of every tenant fits what it sealed."""
    tenants = [tenancy.INSTALLATION, *Tenant.objects.order_by("pk").values_list("pk", flat=True)]
    broken = 0
    for tenant_id in tenants:
        with tenancy.tenant_scope(tenant_id):
            broken += len(seals.verify_tenant(tenant_id))
    if broken:
        return fault("audit", f"{broken} seals don't hold", "See which: stegvis audit verify")
    return well("audit", "every seal holds")
