"""Changing rows in a migration, where row-level security binds the tables' owner as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stegvis.core import tenancy


def in_each_tenant(change: Callable[[Any, int], None]) -> Callable[[Any, Any], None]:
    """A function for RunPython that calls `change(apps, tenant_id)` with each tenant in scope.

    `apps` are the models as the migration knows them. On SQLite their managers show every tenant's
    rows, so that `change` filters by the tenant as well.
    """

    def run(apps: Any, _schema_editor: Any) -> None:
        tenants = apps.get_model("organisations", "Tenant")._base_manager.order_by("pk")
        for tenant_id in list(tenants.values_list("pk", flat=True)):
            with tenancy.tenant_scope(tenant_id):
                change(apps, tenant_id)

    return run
