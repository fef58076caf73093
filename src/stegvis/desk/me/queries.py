"""What the participant sees of their own file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError


def open_own(actor: Actor) -> Person:
    """The participant's own record; RefusedError, as for an unknown page, for everybody else."""
    own = people.visible_to(actor).first() if actor.party_kind == "participant" else None
    if own is None:
        raise RefusedError(Refusal("not_participant", _("There is no such page."), silent=True))
    return people.open_person(own.public_id, by=actor, purpose="own")
