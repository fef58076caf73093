"""What this room tells the desk: another board's request, for the one who coordinates."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.cases.registries import BucketRow, Reason
from stegvis.casework.network import queries
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asks


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Requests that wait for the actor."""
    requests = queries.requests_due(actor)
    yield (requests,)
    return [
        BucketRow(
            person=row.person,
            why=_("Another board asks to know"),
            next_step=_("Answer the request"),
            url=reverse("network:answer", args=[row.public_id]),
            due=row.asked_on,
            reason=Reason.ASKED,
        )
        for row in requests
    ]
