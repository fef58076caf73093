"""Who may be named as the one who answers for a step: the person, a colleague or a partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.plans.models import Activity
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations.models import Organisation
from stegvis.core.organisations.queries import listed

Choices = list[tuple[str | Promise, Any]]


@dataclass(frozen=True)
class Answering:
    """Those who can be chosen, by the value a form gives them (`Activity.answers`)."""

    colleagues: list[Account]
    partners: list[Organisation]

    @property
    def choices(self) -> Choices:
        """The person, then colleagues and partners under a heading each."""
        colleagues = [(f"colleague:{one.public_id}", one.name) for one in self.colleagues]
        partners = [(f"partner:{one.public_id}", one.name) for one in self.partners]
        found: Choices = [("", _("The person"))]
        found += [(_("Colleagues"), colleagues)] if colleagues else []
        return found + ([(_("Partners"), partners)] if partners else [])

    def named(self, chosen: str) -> dict[str, Any]:
        """The colleague and the partner of a chosen value, at most one of which is there."""
        kind, _colon, public_id = chosen.partition(":")
        rows: dict[str, list[Any]] = {"colleague": self.colleagues, "partner": self.partners}
        return {
            name: next((one for one in found if kind == name and one.public_id == public_id), None)
            for name, found in rows.items()
        }


def who_may_answer(by: Actor, *, before: Activity | None = None) -> Answering:
    """Those who meet people in the actor's unit and the authority's partners.

    Whoever the step names already stays, also when they have left.
    """
    colleagues = list(working_in(by.unit_id, MEETING_PEOPLE))
    partners = list(listed().exclude(kind=Organisation.Kind.OWN))
    if before is not None and before.colleague is not None and before.colleague not in colleagues:
        colleagues.append(before.colleague)
    if before is not None and before.partner is not None and before.partner not in partners:
        partners.append(before.partner)
    return Answering(colleagues, partners)
