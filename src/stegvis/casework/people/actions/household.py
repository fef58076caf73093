"""Who belongs to the same household or family."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import queries, rules
from stegvis.casework.people.models import HouseholdLink, Person
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError


@action("people.household.linked", rule=rules.may_edit)
def link_household(person: Person, *, other: Person, kind: str, by: Actor) -> HouseholdLink:
    """Two persons of one household; the actor must work with both, since both get the tie."""
    if not queries.works_with(other, by=by, compartment="contact"):
        raise NotAllowedNowError(
            _("You may only read about that person. Ask their coordinator to link the two."),
            field="other",
        )
    if person.pk == other.pk:
        raise NotAllowedNowError(_("That is the same person. Choose somebody else."), field="other")
    if HouseholdLink.objects.filter(_between(person, other)).exists():
        raise NotAllowedNowError(_("The two are already linked."), field="other")
    link = HouseholdLink(person=person, other=other, kind=kind)
    link.save(force_insert=True)
    return link


def _between(one: Person, other: Person) -> Q:
    return Q(person=one, other=other) | Q(person=other, other=one)


@action("people.household.unlinked", rule=rules.may_edit_link)
def unlink_household(link: HouseholdLink, *, by: Actor) -> Person:
    """The two no longer belong together."""
    link.delete()
    return link.person
