"""Two records of one person that both have something with one unit aren't made one unseen."""

from __future__ import annotations

from django.utils.translation import gettext

from stegvis.casework.cases.models import Case, Referral
from stegvis.casework.people.models import Person


def hinders(gone: Person, kept: Person) -> list[str]:
    """The units in which both have an open case or wait: one of the two has to end first."""
    told = []
    for unit_id, name in sorted(_under_way(gone).items() & _under_way(kept).items()):
        del unit_id
        told.append(
            gettext(
                "Both records have an open case or a waiting referral in %(unit)s. End one of the "
                "cases, or refuse one of the referrals, with the reason that it is a double."
            )
            % {"unit": name}
        )
    return told


def _under_way(person: Person) -> dict[int, str]:
    cases = Case.objects.filter(person=person, closed_on__isnull=True).order_by("pk")
    waiting = Referral.objects.filter(
        person=person, accepted_on__isnull=True, refused_on__isnull=True
    ).order_by("pk")
    found = dict(cases.values_list("unit_id", "unit__name"))
    return found | dict(waiting.values_list("unit_id", "unit__name"))
