"""Making the rest of the demo while it runs: a job of the worker's, one person after the other."""

from __future__ import annotations

import time
from datetime import date
from random import Random

from django.utils.translation import gettext_lazy as _

from stegvis.cli import screen
from stegvis.cli.demo import groups
from stegvis.cli.demo.cast import found_cast
from stegvis.cli.demo.happening import run_day_by_day
from stegvis.cli.demo.life import Life
from stegvis.cli.demo.lives import everybody
from stegvis.cli.demo.lottery import Lottery
from stegvis.core import public_ids, tenancy
from stegvis.core.audit.actor import Actor
from stegvis.core.jobs import actions as jobs
from stegvis.core.jobs.models import Job
from stegvis.core.jobs.registries import job
from stegvis.core.jobs.run import Ids, Run
from stegvis.core.organisations.queries import every_scope

REST = "demo.rest"
PAUSE = 0.12
"""Seconds between two persons: SQLite has one writer at a time, and whoever waits for it looks
again every tenth of a second."""
TELL_EVERY = 50


def leave_to_worker(seed: int, today: date, persons: int, *, by: Actor) -> Job:
    """Let the worker make those who left long ago."""
    ids: Ids = {"seed": seed, "day": today.toordinal(), "persons": persons}
    return jobs.enqueue(REST, by=by, ids=ids)


def being_made() -> Job | None:
    """The job, while it isn't done."""
    for scope in every_scope():
        with tenancy.tenant_scope(scope.tenant_id):
            rows = Job.objects.filter(kind=REST, finished_at__isnull=True).order_by("pk")
            if (left := rows.first()) is not None:
                return left
    return None


@job(REST, title=_("Make the rest of the demo"))
def make_rest(run: Run) -> None:
    """Each person in a step of their own: killed and begun again, nobody is there by half."""
    gone = _gone(run)
    for number in range(run.done, len(gone)):
        ids = Random(f"public ids {run.ids['seed']} gone {number}")
        with public_ids.drawn_from(ids), run.step(total=len(gone)):
            run_day_by_day(gone[number].happenings)
        if run.done % TELL_EVERY == 0:
            screen.say_aside(f"The rest of the demo: {run.done} of {len(gone)} persons are made.")
        time.sleep(PAUSE)
    screen.say_aside("The demo is whole.")


def _gone(run: Run) -> list[Life]:
    """Drawn as they were drawn when the demo was begun."""
    seed, day, persons = (run.ids[key] for key in ("seed", "day", "persons"))
    if not (isinstance(seed, int) and isinstance(day, int) and isinstance(persons, int)):
        raise TypeError(f"the demo's job is told numbers, not {run.ids}")
    today = date.fromordinal(day)
    with tenancy.tenant_scope(run.tenant_id):
        cast = found_cast(run.tenant_id)
        terms = groups.found_groups(cast, today)
        return everybody(cast, Lottery(seed, today), today, terms, persons).gone
