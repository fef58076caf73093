"""Booked times in the demo: those that have been, today's, tomorrow's and those of the week."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from stegvis.casework.meetings import actions as meetings
from stegvis.casework.meetings.models import Meeting
from stegvis.cli.demo.life import Life
from stegvis.cli.demo.lottery import Lottery
from stegvis.core import clock
from stegvis.core.working_days import working_day, working_day_before

ROOMS = ("Samtalsrum 1", "Samtalsrum 2", "Samtalsrum 3", "Biblioteket, grupprum 4")
SLOTS = (
    (0, time(9)), (0, time(10, 30)), (0, time(13, 30)),
    (1, time(9)), (1, time(11)), (1, time(14)),
    (2, time(10)), (3, time(13)), (5, time(9, 30)), (7, time(15)),
)  # fmt: skip
"""Working days from today on, and when: each coordinator's times ahead."""
LASTS = timedelta(minutes=45)
BOOKED_AHEAD = 6
"""Days from the booking to the time."""
KINDS = ("follow_up", "follow_up", "plan", "three_party", "visit")


def is_met_today(life: Life, starts: time, kind: str, *, video: str = "") -> Life:
    """A time today that was booked some days ago, here or by video."""
    on = _working_days_on(life, 0)
    life.is_booked = True
    room = "" if video else ROOMS[0]
    return life.also(BOOKED_AHEAD, _booking(life, on, starts, kind, room, video=video))


def book_ahead(lives: Iterable[Life], draw: Lottery, *, away: str) -> None:
    """Fill the slots of each coordinator but the one who is away with their own persons."""
    by_coordinator: dict[str, list[Life]] = {}
    for life in lives:
        is_free = life.is_open and not life.is_booked and _known_for(life) > BOOKED_AHEAD
        if is_free and life.coordinator != away:
            by_coordinator.setdefault(life.coordinator, []).append(life)
    for key, theirs in by_coordinator.items():
        chance = draw.aside(f"times {key}")
        slots = SLOTS if len(theirs) > len(SLOTS) else SLOTS[::2]
        for life, (ahead, starts) in zip(chance.shuffled(theirs), slots, strict=False):
            on = _working_days_on(life, ahead)
            room = chance.pick(ROOMS)
            booked = chance.between(1, BOOKED_AHEAD)
            life.also(booked, _booking(life, on, starts, chance.pick(KINDS), room))


def _known_for(life: Life) -> int:
    """Days since the case was taken: the second thing that happens to anybody."""
    return (life.today - life.happenings[1][0]).days


def _working_days_on(life: Life, days: int) -> date:
    on = working_day(life.today, life.cast.tenant.country)
    for _day in range(days):
        on = working_day(on + timedelta(days=1), life.cast.tenant.country)
    return on


def has_met(life: Life, days_ago: int, *, came: bool = True, kind: str = "first") -> None:
    """A time that was booked some days before, and whether they met."""
    on = working_day_before(life.today - timedelta(days=days_ago), life.cast.tenant.country)
    booking = _booking(life, on, time(10), kind, ROOMS[days_ago % len(ROOMS)])
    booked: list[Meeting] = []

    def tell() -> None:
        with clock.set_to(datetime.combine(on, time(11))):
            meetings.note_outcome(booked[0], came=came, by=life.cast.by(life.coordinator))

    life.also(days_ago + BOOKED_AHEAD, lambda: booked.append(booking()))
    life.also(days_ago, tell)


def _booking(
    life: Life, on: date, starts: time, kind: str, room: str, *, video: str = ""
) -> Callable[[], Meeting]:
    def act() -> Meeting:
        ends = (datetime.combine(on, starts) + LASTS).time()
        facts = meetings.MeetingFacts(
            kind=kind,
            day=on,
            starts=starts,
            ends=ends,
            account=life.cast.accounts[life.coordinator],
            room=room,
            video_link=video,
        )
        return meetings.book(life.case, facts=facts, by=life.cast.by(life.coordinator))

    return act
