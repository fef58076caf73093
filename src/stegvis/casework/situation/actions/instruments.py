"""An authority's own instruments: a version taken in, and an instrument that is used no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stegvis.casework.situation.bringing import judge
from stegvis.casework.situation.own_instruments import OwnInstrument
from stegvis.core import clock
from stegvis.core.accounts.rules import may_administer
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.organisations.models import Tenant


@action("situation.instrument.accepted", rule=may_administer)
def accept_instrument(tenant: Tenant, *, definition: Mapping[str, Any], by: Actor) -> OwnInstrument:
    """Take in a version, to be used from now on; one that is here already stays as it is.

    NotAllowedNowError with the first fault where the definition has any.
    """
    brought = judge(definition)
    if brought.instrument is None:
        raise NotAllowedNowError(str(brought.faults[0]))
    made = brought.instrument
    if brought.is_here:
        return OwnInstrument.objects.get(key=made.key, version=made.version)
    row = OwnInstrument(
        tenant=tenant,
        key=made.key,
        version=made.version,
        definition=definition,
        licence=made.licence,
        source=made.source,
        accepted_by_id=by.account_id,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise NotAllowedNowError(
            _("Somebody else took in this version just now. Look through yours again.")
        ) from fault
    return row


@action("situation.instrument.retired", rule=may_administer)
def retire_instrument(row: OwnInstrument, *, by: Actor) -> OwnInstrument:
    """No new rounds with the instrument; those under way and those finished are as before.

    A higher version, brought later, takes it into use again.
    """
    rows = OwnInstrument.objects.select_for_update().filter(key=row.key)
    newest = rows.order_by("-version").first()
    if newest is None or newest.retired_on:
        raise NotAllowedNowError(_("It has been retired already."))
    newest.retired_on = clock.today()
    newest.save()
    return newest
