"""Building the demo: cast, places and lives, through the product's own actions."""

from __future__ import annotations

from datetime import date, datetime, time
from random import Random

from django.conf import settings

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.cli.demo import groups, next_door, other_board, rest
from stegvis.cli.demo.cast import Cast, build_cast
from stegvis.cli.demo.conditions import AWAY, conditions
from stegvis.cli.demo.happening import Progress, all_of, run_day_by_day
from stegvis.cli.demo.life import Life
from stegvis.cli.demo.lives import everybody
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.parties import open_own_pages
from stegvis.cli.demo.times import book_ahead
from stegvis.cli.demo.waiting import leave_to_answer
from stegvis.cli.demo.work import build_work, import_demo_ads, talk
from stegvis.core import clock, public_ids, tenancy
from stegvis.core.audit import log, seals

PERSONS = 400


def build(*, today: date, seed: int, progress: Progress, persons: int = PERSONS) -> Cast:
    """Make what My day and the manager need, in an empty, migrated database; a job of the worker's
    makes those who left long ago."""
    if not (settings.DEMO or settings.TESTING):
        raise RuntimeError("the demo is made in demo mode only")
    draw = Lottery(seed, today)
    with log.boundary(), public_ids.drawn_from(Random(f"public ids {seed}")):
        cast = build_cast(today)
        with tenancy.tenant_scope(cast.tenant.pk):
            # First of all that is drawn: the worker draws the same again.
            terms = groups.open_groups(cast, today)
            who = everybody(cast, draw, today, terms, persons)
            if who.gone:
                rest.leave_to_worker(seed, today, persons, by=cast.system)
            build_work(cast, draw, today)
            known = [*who.told.values(), *who.here]
            book_ahead(known, draw, away=AWAY)
            happenings = all_of([*known, *other_board.lives(cast, who.told, draw, today)])
            happenings += conditions(cast, today) + groups.attendance(cast, terms, draw, today)
            run_day_by_day(happenings, progress)
            talk(cast, draw, today)
            _protect(cast, known)
            with clock.set_to(datetime.combine(today, time())):
                open_own_pages(cast, who.told)
        import_demo_ads(cast, draw, today)
        with tenancy.tenant_scope(cast.tenant.pk), clock.set_to(datetime.combine(today, time())):
            leave_to_answer(cast, who.told)
        with tenancy.tenant_scope(cast.neighbour.pk):
            run_day_by_day(all_of(next_door.lives(cast.next_door, draw, today)))
    for tenant in (cast.tenant, cast.neighbour):
        with tenancy.tenant_scope(tenant.pk):
            seals.seal_tenant(tenant.pk)
    return cast


def _protect(cast: Cast, known: list[Life]) -> None:
    """Two whose identity is protected, each with one named officer; none in a group."""
    hers = [life for life in known if life.coordinator == "kerstin"]
    alone = [life for life in hers if life.is_open and not life.is_seated]
    for life, level in zip(alone[-2:], (Protection.STRICT, Protection.CONFIDENTIAL), strict=True):
        people.set_protection(
            life.person,
            level=level,
            officers=[cast.accounts["kerstin"]],
            reason="Skyddade personuppgifter",
            by=cast.system,
        )
