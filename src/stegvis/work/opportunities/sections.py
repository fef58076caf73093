"""What this room shows on an employer's page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.work.employers.models import Employer
from stegvis.work.employers.registries import Line, Section
from stegvis.work.opportunities import queries, rules

SHOWN = 20


def places_at(employer: Employer, by: Actor) -> Section:
    """The employer's open places."""
    kinds = codes.labels("placement_kind")
    lines = [
        Line(
            label=place.title,
            note=place.extent,
            url=reverse("opportunities:place", args=[place.public_id]),
            tag=kinds.get(place.kind, place.kind),
        )
        for place in queries.of_employer(employer, by=by)[:SHOWN]
    ]
    may_offer = rules.may_offer(None, by)
    return Section(
        title=_("Places"),
        empty=_("No place is on offer here now."),
        lines=lines,
        add_label=_("New place") if may_offer else "",
        add_url=f"{reverse('opportunities:offer')}?employer={employer.public_id}"
        if may_offer
        else "",
    )
