"""Whom a message can be sent to, and who can be given a case at all."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import reaching
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import decide, require
from stegvis.core.audit.actor import Actor
from stegvis.core.notices.queries import told_today
from stegvis.core.notices.registries import NoWay

ASKED = "get_in_touch"
"""The text of a notice that asks somebody to get in touch."""

WITHOUT_A_WAY: dict[str, str | Promise] = {
    "protected": _("Protected identity without a safe way: nothing is sent."),
    "neutral": _("Somebody else may read the phone: nothing is sent."),
    "other_way": _("Another way is the safe one."),
    "no_way": _("No phone number or e-mail address is known."),
    "by_post": _("Wants to be reached by post alone."),
    "gone": _("The person is no longer here."),
}
LIFTED_BY_A_GRANT = ("no_role", "outside_scope")


def hinder_to_ask(person: Person, *, by: Actor) -> str | Promise:
    """Why the person can't be asked to get in touch right now, or ''."""
    require(person, by=by, compartment="contact")
    way = reaching.way_to_person(person.pk)
    if isinstance(way, NoWay):
        return WITHOUT_A_WAY[way.reason]
    if told_today(("person", person.pk), text=ASKED):
        return _("Has been asked today already.")
    return ""


def is_kept_out(person: Person, *, by: Actor) -> bool:
    """Whether a rule that no grant lifts stands in the actor's way: family, a protection."""
    refusal = decide(person, by=by, compartment="plan")
    return refusal is not None and refusal.code not in LIFTED_BY_A_GRANT
