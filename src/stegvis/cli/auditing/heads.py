"""The newest seal of each tenant, remembered in the data folder.

Somebody who can change the database could take away the newest events together with their seals.
The chain that is left would hold; what it is compared with here would not.
"""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

from stegvis.core import tenancy
from stegvis.core.audit.models import Seal
from stegvis.core.organisations.queries import every_scope

FILE_NAME = "seals.json"


def path() -> Path:
    """Where this installation remembers them."""
    return Path(settings.DATA_DIR) / FILE_NAME


def in_database() -> dict[str, list[object]]:
    """Tenant → sequence and digest of its newest seal."""
    found: dict[str, list[object]] = {}
    for scope in every_scope():
        with tenancy.tenant_scope(scope.tenant_id):
            newest = Seal.objects.filter(tenant_id=scope.tenant_id).order_by("-sequence").first()
        if newest is not None:
            found[str(scope.tenant_id)] = [newest.sequence, newest.digest]
    return found


def remember() -> None:
    """Write down the newest seals as they are."""
    draft = path().with_suffix(".new")
    draft.write_text(json.dumps(in_database()), encoding="utf-8")
    draft.replace(path())


def lost() -> list[tuple[int, int]]:
    """(tenant, sequence) of seals that were remembered and are no longer what they were."""
    if not path().exists():
        return []
    gone = []
    for key, (sequence, digest) in json.loads(path().read_text(encoding="utf-8")).items():
        tenant_id = int(key)
        with tenancy.tenant_scope(tenant_id):
            rows = Seal.objects.filter(tenant_id=tenant_id, sequence=sequence, digest=digest)
            if not rows.exists():
                gone.append((tenant_id, int(sequence)))
    return gone
