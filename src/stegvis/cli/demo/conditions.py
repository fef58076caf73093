"""What the manager looks after in the demo: who covers for whom, supervision, introduction, the
log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from stegvis.cli.demo.cast import COORDINATORS, Cast
from stegvis.cli.demo.life import Happening
from stegvis.core.codes import queries as codes
from stegvis.core.working_days import working_day, working_day_before
from stegvis.desk.manage import actions as manage
from stegvis.desk.manage.models import Supervision
from stegvis.desk.manage.queries import log

AWAY, STANDS_IN = "jonas", "elin"
AWAY_FOR = (-2, 5)
"""First and last day of the absence, from today."""

NEWEST, STEPS_DONE = "nadja", 6
EVERY = 42
"""Days between two days of supervision for the whole unit."""
OWN = (("kerstin", -20), ("bjorn", -12), ("samira", 3), ("elin", 8), ("nadja", 1))
"""Days of supervision for one, from today."""

REVIEWED = 12
"""Months of the log that are signed, up to the last."""
REVIEWED_AFTER = timedelta(days=2)
"""How far into the next month that is."""
NOTED_EVERY = 3
"""Months between two that the manager writes something about."""
LOOKED_THROUGH = "Genomgången. Alla hade ett skäl att öppna."


def conditions(cast: Cast, today: date) -> list[Happening]:
    """Each with its day; what lies ahead hasn't happened yet."""
    country, unit = cast.tenant.country, cast.unit

    def back(days: int) -> date:
        return working_day_before(today - timedelta(days=days), country)

    def ahead(days: int) -> date:
        return working_day(today + timedelta(days=days), country)

    def cover() -> None:
        manage.arrange_cover(
            unit,
            away=cast.accounts[AWAY],
            stand_in=cast.accounts[STANDS_IN],
            starts_on=today + timedelta(days=AWAY_FOR[0]),
            ends_on=today + timedelta(days=AWAY_FOR[1]),
            by=cast.by("maria"),
        )

    happenings: list[Happening] = [(back(3), cover)]
    for days in range(EVERY // 2, 365, EVERY):
        happenings += _supervision(cast, "group", back(days), back(days + 20))
    happenings += _supervision(cast, "case", ahead(EVERY // 2), back(5))
    for key, days in OWN:
        on = back(-days) if days < 0 else ahead(days)
        happenings += _supervision(cast, "own", on, back(30), key)
    steps = list(codes.labels("introduction_step"))
    for key in COORDINATORS:
        done = steps[:STEPS_DONE] if key == NEWEST else steps
        happenings.append((back(60), _introduced(cast, key, done)))
    happenings += _reviews(cast, today)
    return [(on, act) for on, act in happenings if on <= today]


def _reviews(cast: Cast, today: date) -> list[Happening]:
    """Every month that is over gone through and signed, a few days into the next one."""
    found: list[Happening] = []
    after = today.replace(day=1)
    for _month in range(REVIEWED):
        month = (after - timedelta(days=1)).replace(day=1)
        on = min(working_day(after + REVIEWED_AFTER, cast.tenant.country), today)
        found.append((on, partial(_review, cast, month)))
        after = month
    return found


def _review(cast: Cast, month: date) -> None:
    """Look through each page of the draw, and sign."""
    by = cast.by("maria")
    pages = log.look_through(month, page="1", by=by).page.paginator.num_pages
    for number in range(2, pages + 1):
        log.look_through(month, page=str(number), by=by)
    notes = LOOKED_THROUGH if month.month % NOTED_EVERY == 0 else ""
    manage.sign_review(cast.unit, month=month, notes=notes, by=by)


def _introduced(cast: Cast, key: str, steps: list[str]) -> Callable[[], object]:
    return lambda: manage.note_introduction(
        cast.unit, account=cast.accounts[key], steps=steps, by=cast.by("maria")
    )


def _supervision(cast: Cast, kind: str, on: date, planned: date, key: str = "") -> list[Happening]:
    """Planned on a day, and held on its own once that has come."""
    rows: list[Supervision] = []

    def plan() -> None:
        account = cast.accounts[key] if key else None
        by = cast.by("maria")
        rows.append(manage.plan_supervision(cast.unit, kind=kind, on=on, account=account, by=by))

    def hold() -> None:
        manage.hold_supervision(rows[0], by=cast.by("maria"))

    return [(planned, plan), (on, hold)]
