"""Persons and places for tests of the engine: some by hand, and any hypothesis thinks of."""

import numpy as np
from hypothesis import strategies as st

from stegvis.engine.doors.educations import Educations
from stegvis.engine.facts import Opportunities, Seekers
from stegvis.engine.relations import Closeness, relate

OCCUPATIONS = 9
SKILLS = 6
LANGUAGES = 3

# Occupations 0-3 in one wider group, of which 0-1 and 2-3 in a group each; 4-5 in another; the
# others alone.
RELATIONS = relate(
    np.array([0, 0, 1, 1, 2, 2, 3, 4, -1]),
    np.array([0, 0, 0, 0, 1, 1, 2, 3, -1]),
    [(0, 2, Closeness.LARGELY), (0, 4, Closeness.PARTLY), (4, 0, Closeness.LARGELY)],
)


def person(**facts):
    """One person; whatever isn't given is unknown."""
    return Seekers.of([{"ids": 1, **facts}])


def place(**facts):
    """One place; whatever isn't given asks for nothing."""
    return Opportunities.of([{"ids": 1, **facts}])


def _codes(count, largest=4):
    return st.lists(st.integers(0, count - 1), max_size=largest, unique=True)


def _levels(count, values):
    return st.dictionaries(st.integers(0, count - 1), values, max_size=4)


MASK = st.integers(0, 7)
POINT = st.sampled_from([float("nan"), 61.35, 61.40, 61.73, 62.5, 59.3])
DAY = st.sampled_from([-1, 20_000, 20_030, 20_060])

PERSON = st.fixed_dictionaries(
    {
        "occupations": _codes(OCCUPATIONS),
        "wishes": _codes(OCCUPATIONS),
        "no_gos": _codes(OCCUPATIONS),
        "skills": _levels(SKILLS, st.integers(0, 3)),
        "languages": _levels(LANGUAGES, st.integers(1, 6)),
        "licences": MASK,
        "capacity": st.sampled_from([-1, 0, 25, 50, 75, 100]),
        "hours_refused": MASK,
        "exposures_avoided": MASK,
        "latitude": POINT,
        "longitude": st.sampled_from([float("nan"), 16.0, 16.4, 17.1]),
        "travel_limit": st.sampled_from([-1, 1, 10, 45, 60, 200]),
        "earliest_start": DAY,
        "age_limits_not_met": MASK,
    }
)
PLACE = st.fixed_dictionaries(
    {
        "occupation": st.integers(-1, OCCUPATIONS - 1),
        "asks_training": st.integers(-1, 1),
        "musts": _codes(SKILLS),
        "merits": _codes(SKILLS),
        "languages": _levels(LANGUAGES, st.integers(1, 6)),
        "licences_by_law": MASK,
        "licences_asked": MASK,
        "extent": st.sampled_from([-1, 0, 20, 50, 75, 100]),
        "hours": MASK,
        "exposures": MASK,
        "latitude": POINT,
        "longitude": st.sampled_from([float("nan"), 16.0, 16.4, 17.1]),
        "starts": DAY,
        "age_limits": MASK,
    }
)


def _numbered(rows):
    return [{"ids": number * 7 % 101, **row} for number, row in enumerate(rows)]


PERSONS = st.lists(PERSON, min_size=1, max_size=4).map(lambda r: Seekers.of(_numbered(r)))
PLACES = st.lists(PLACE, min_size=1, max_size=12).map(lambda r: Opportunities.of(_numbered(r)))
EDUCATION = st.fixed_dictionaries(
    {
        "skills": _codes(SKILLS),
        "languages": _levels(LANGUAGES, st.integers(1, 6)),
        "occupations": _codes(OCCUPATIONS, 2),
        "licences": st.integers(0, 3),
        "seats": st.integers(-1, 2),
    }
)
EDUCATIONS = st.lists(EDUCATION, min_size=1, max_size=5).map(lambda r: Educations.of(_numbered(r)))


def unlimited(places):
    """The same places, asking for so little that most pairs are shown."""
    return st.builds(
        lambda rows: Opportunities.of(_numbered(rows)),
        st.lists(
            PLACE.map(lambda r: {k: r[k] for k in ("occupation", "musts", "merits", "languages")}),
            min_size=places,
            max_size=places + 8,
        ),
    )
