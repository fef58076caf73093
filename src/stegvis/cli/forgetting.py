"""Finding whom `stegvis erase` means, in which tenant, and erasing them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation

from stegvis.casework.people import actions
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import disposal
from stegvis.cli.errors import BadInputError
from stegvis.core import tenancy
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Tenant


@dataclass(frozen=True)
class About:
    """Who is meant, in lines, and what stands in the way."""

    lines: list[str]
    hinders: list[str]


def tenant_of(public_id: str) -> int:
    """The key of the tenant that holds the person; BadInputError when none does."""
    for tenant_id in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        with tenancy.tenant_scope(tenant_id):
            if Person.objects.filter(public_id=public_id).exists():
                return tenant_id
    raise BadInputError(f"Nobody here has the id {public_id}. It stands in the page's address.")


def about(public_id: str) -> About:
    """The person as lists show them, so that a protected name isn't on the screen."""
    with translation.override("en"):
        person = disposal.of_installation(public_id)
        born = person.birth_date if person.birth_date and not person.is_protected else "not shown"
        lines = [f"{person.list_name}, born {born}, of {person.tenant}"]
        return About(lines, disposal.hinders(person))


def forget(public_id: str, *, reason: str, tenant_id: int) -> int:
    """Erase; returns how many rows went. The log says that the command line did it."""
    by = Actor.system("erase", tenant_id=tenant_id)
    return actions.erase(disposal.of_installation(public_id), reason=reason, by=by)
