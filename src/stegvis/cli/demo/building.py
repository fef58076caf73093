"""Building the demo: cast, places and lives, through the product's own actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random

from django.conf import settings
from django.utils import timezone

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.cli.demo import lives, next_door, other_board
from stegvis.cli.demo.cast import Cast, build_cast
from stegvis.cli.demo.life import Life
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.parties import open_own_pages
from stegvis.cli.demo.told import told as told_lives
from stegvis.cli.demo.work import build_work, import_demo_ads, talk
from stegvis.core import clock, public_ids, tenancy
from stegvis.core.audit import log, seals

PERSONS = 60
WORKDAY = timedelta(hours=9)
Progress = Callable[[int, int], None]
"""Called with how many steps are done, and of how many."""


def build(*, today: date, seed: int, progress: Progress, persons: int = PERSONS) -> Cast:
    """Make the whole demo in an empty, migrated database."""
    if not (settings.DEMO or settings.TESTING):
        raise RuntimeError("the demo is made in demo mode only")
    draw = Lottery(seed, today)
    with log.boundary(), public_ids.drawn_from(Random(f"public ids {seed}")):
        cast = build_cast()
        with tenancy.tenant_scope(cast.tenant.pk):
            told = told_lives(cast, draw, today)
            build_work(cast, draw, today)
            everybody = [*told.values(), *lives.drawn(cast, draw, today, persons - len(told))]
            theirs = other_board.lives(cast, told, draw, today)
            _live([*everybody, *theirs], progress)
            talk(cast, draw, today)
            _protect(cast, everybody)
            with clock.set_to(datetime.combine(today, time())):
                open_own_pages(cast, told)
        import_demo_ads(cast, draw, today)
        with tenancy.tenant_scope(cast.neighbour.pk):
            _live(next_door.lives(cast.next_door, draw, today), lambda _done, _of: None)
    for tenant in (cast.tenant, cast.neighbour):
        with tenancy.tenant_scope(tenant.pk):
            seals.seal_tenant(tenant.pk)
    return cast


def _live(everybody: list[Life], progress: Progress) -> None:
    """Run all that happens, in order of day; those of a day are spread over it in order."""
    happenings = sorted(
        (happening for life in everybody for happening in life.happenings), key=lambda one: one[0]
    )
    done = 0
    for day, of_day in groupby(happenings, key=lambda one: one[0]):
        acts = [act for _day, act in of_day]
        opens = timezone.make_aware(datetime.combine(day, time(8)))
        for place, act in enumerate(acts):
            with clock.set_to(opens + place * WORKDAY / len(acts)):
                act()
            done += 1
            progress(done, len(happenings))


def _protect(cast: Cast, everybody: list[Life]) -> None:
    """Two whose identity is protected, each with one named officer."""
    working = [
        life for life in everybody if life.coordinator == "kerstin" and hasattr(life, "case")
    ]
    for life, level in zip(working[-2:], (Protection.STRICT, Protection.CONFIDENTIAL), strict=True):
        people.set_protection(
            life.person,
            level=level,
            officers=[cast.accounts["kerstin"]],
            reason="Skyddade personuppgifter",
            by=cast.system,
        )
