"""Who may build the organisation."""

from __future__ import annotations

from typing import Any

from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Organisation


def may_organise(_subject: Any, by: Actor) -> bool:
    """An administrator of the tenant, or the product itself."""
    return by.is_system or by.role == "administrator"


def may_change_organisation(organisation: Organisation, by: Actor) -> bool:
    """Whoever builds the organisation; an employer belongs to those who keep the contact."""
    is_employer = organisation.kind == Organisation.Kind.EMPLOYER
    return may_organise(organisation, by) and (by.is_system or not is_employer)
