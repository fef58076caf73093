"""Bringing an authority's own instrument from the command line: looked through, then taken in."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils import translation

from stegvis.casework.situation import actions
from stegvis.casework.situation.queries import Brought, look_through
from stegvis.cli import screen
from stegvis.cli.errors import BadInputError
from stegvis.cli.words import counted
from stegvis.core import tenancy
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.organisations.models import Tenant


def bring(file: Path, tenant: Tenant, *, accept: bool) -> int:
    """Say everything that is wrong, or what the instrument is; then, if asked, take it in.

    Returns how many faults there are.
    """
    by = Actor.system("import instrument", tenant_id=tenant.pk)
    held = file.read_bytes()
    with (
        translation.override("en"),
        log.boundary(),
        tenancy.tenant_scope(tenant.pk),
        transaction.atomic(),
    ):
        brought = look_through(held)
        _tell(brought)
        if brought.instrument is None or brought.is_here:
            return len(brought.faults)
        if accept:
            _accept(tenant, brought, by)
        else:
            screen.say("Nothing is stored. Give --accept to take it in.")
    return len(brought.faults)


def _accept(tenant: Tenant, brought: Brought, by: Actor) -> None:
    try:
        row = actions.accept_instrument(tenant, definition=brought.told, by=by)
    except NotAllowedNowError as fault:
        raise BadInputError(str(fault.sentence)) from fault
    screen.say(f"{row} is taken in, and a new round may be begun with it.")


def _tell(brought: Brought) -> None:
    for fault in brought.faults:
        screen.say(str(fault))
    if brought.instrument is None:
        screen.say(f"{counted(len(brought.faults), 'fault')}. Nothing is stored.")
    elif brought.is_here:
        screen.say(f"{_about(brought)}: here already, nothing to take in.")
    else:
        screen.say(_about(brought))


def _about(brought: Brought) -> str:
    made = brought.instrument
    assert made is not None
    steps = f"steps {made.lowest} to {made.highest}"
    asked = " and ".join(made.respondents)
    return (
        f"“{made.name}” ({made.key} {made.version}): {counted(len(made.items), 'item')}, {steps}, "
        f"asked of {asked} every {made.interval.days} days"
    )
