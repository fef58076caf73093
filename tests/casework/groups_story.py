"""A group of the unit and persons in it, made by the actions."""

from datetime import time, timedelta

from stegvis.casework.groups import actions
from stegvis.core import clock
from tests.casework.test_plan_pages import taken

NAMES = ("Amina", "Bilal", "Celia", "Dana", "Elif", "Farid", "Gita", "Hana", "Ivan", "Jana",
         "Karim", "Leyla")  # fmt: skip


def facts(cast, *leaders, seats=12, **more):
    """A workshop that meets on today's weekday and two days later, 9 to 12."""
    today = clock.today()
    week = [
        actions.Day((today + timedelta(days=ahead)).weekday(), time(9), time(12))
        for ahead in (0, 2)
    ]
    said = {
        "name": "Snickeriet",
        "measure_type": "workshop",
        "place": "Verkstadsgatan 3",
        "seats": seats,
        "starts_on": today - timedelta(days=14),
        "leaders": list(leaders) or [cast.kerstin],
        "week": week,
    }
    return actions.GroupFacts(**said | more)


def workshop(cast, *leaders, **more):
    """That group."""
    by = cast.by(cast.kerstin)
    return actions.create(cast.unit, facts=facts(cast, *leaders, **more), by=by)


def joined(cast, group, name="Amina"):
    """Somebody of Kerstin's in the group."""
    case = taken(cast, cast.person(name, "Warsame"))
    return actions.join(case, group=group, by=cast.by(cast.kerstin))
