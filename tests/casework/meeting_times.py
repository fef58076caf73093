"""Booking a meeting in a test."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.meetings import actions
from stegvis.casework.meetings.models import Meeting
from tests.cast import Cast

HERE = ZoneInfo("Europe/Stockholm")
MONDAY = date(2026, 5, 4)
NOON_BEFORE = datetime(2026, 5, 1, 12, tzinfo=HERE)
REFERRAL = cases.ReferralFacts(source="af", reason="Vill arbeta", disclosure_ground="consent")


def begun(cast: Cast, given: str = "Amina") -> Case:
    """Somebody whom Kerstin meets."""
    referral = cases.refer(cast.person(given), unit=cast.unit, facts=REFERRAL, by=cast.system)
    return cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))


def at(cast: Cast, **values: Any) -> actions.MeetingFacts:
    """On Monday from nine to ten, held by Kerstin."""
    facts: dict[str, Any] = {
        "kind": "follow_up",
        "day": MONDAY,
        "starts": time(9),
        "ends": time(10),
    }
    return actions.MeetingFacts(**facts | {"account": cast.kerstin} | values)


def booked(cast: Cast, case: Case, **values: Any) -> Meeting:
    """A meeting that Kerstin has booked; `colleagues` and `partners` are invited."""
    guests = {name: values.pop(name) for name in ("colleagues", "partners") if name in values}
    return actions.book(case, facts=at(cast, **values), by=cast.by(cast.kerstin), **guests)


def posted(cast: Cast, **values: Any) -> dict[str, Any]:
    """The same as a form sends it."""
    said = {
        "kind": "follow_up",
        "day": MONDAY.isoformat(),
        "starts": "09:00",
        "ends": "10:00",
        "account": cast.kerstin.public_id,
    }
    return said | values
