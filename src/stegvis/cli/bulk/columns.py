"""The files' columns: what stands in each, and how it is written."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from stegvis.engine.doors.educations import Educations
from stegvis.engine.facts import Opportunities, Seekers, Table

ID, CONCEPTS, GRADED, WORDS, WHOLE, DEGREES, DATE, CONCEPT, FLAG, TEXT = (
    "id", "concepts", "graded", "words", "whole", "degrees", "date", "concept", "flag", "text",
)  # fmt: skip

CERTAINTIES = ("inferred", "stated", "shown", "certified")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


@dataclass(frozen=True)
class Column:
    """A column by name; the engine's field has the same, but for `id` and what is given."""

    name: str
    kind: str
    about: str

    @property
    def field(self) -> str:
        """The engine's field."""
        return "ids" if self.kind == ID else self.name.removeprefix("gives_")

    @property
    def written(self) -> str:
        """How its cells are written."""
        return {
            ID: "whole number, no two alike",
            CONCEPT: "taxonomy id",
            CONCEPTS: "taxonomy ids, a space between",
            GRADED: "sv:B1 en:C2" if self.field == "languages" else "taxonomy ids, or id:certified",
            WORDS: "words, a space between; any, but the same in both files",
            WHOLE: "whole number",
            DEGREES: "degrees, WGS 84",
            DATE: "2026-11-30",
            FLAG: "0 or 1",
            TEXT: "any text",
        }[self.kind]


PEOPLE = (
    Column("id", ID, "The person. The only column that must be there."),
    Column("occupations", CONCEPTS, "Occupations worked or trained in."),
    Column("wishes", CONCEPTS, "Occupations wanted."),
    Column("no_gos", CONCEPTS, "Occupations not wanted."),
    Column("skills", GRADED, "Skills: inferred, stated (if nothing is said), shown or certified."),
    Column("languages", GRADED, "Languages by ISO 639-1, with the level from A1 to C2."),
    Column("licences", WORDS, "Licences held. A driving licence brings those that it implies."),
    Column("capacity", WHOLE, "The most the person can work, per cent of full time."),
    Column("hours_refused", WORDS, "Times at which the person can't work."),
    Column("exposures_avoided", WORDS, "What the person must avoid at work."),
    Column("latitude", DEGREES, "Home."),
    Column("longitude", DEGREES, "Home."),
    Column("travel_limit", WHOLE, "The farthest the person travels one way by road, km."),
    Column("earliest_start", DATE, "First possible day."),
    Column("age_limits_not_met", WORDS, "Legal age limits not met. Never the age."),
)
PLACES = (
    Column("id", ID, "The place. Of equal scores the lower id comes first. Must be there."),
    Column("musts", CONCEPTS, "Skills demanded."),
    Column("merits", CONCEPTS, "Skills welcome."),
    Column("languages", GRADED, "Languages by ISO 639-1, with the least level."),
    Column("occupation", CONCEPT, "The occupation."),
    Column("asks_training", FLAG, "1 where training in the occupation is asked for."),
    Column("licences_by_law", WORDS, "Licences that the law demands."),
    Column("licences_asked", WORDS, "Licences that the place asks for."),
    Column("extent", WHOLE, "The least extent offered, per cent of full time."),
    Column("hours", WORDS, "Times that the work covers."),
    Column("exposures", WORDS, "What the work exposes to."),
    Column("latitude", DEGREES, "Where the work is."),
    Column("longitude", DEGREES, "Where the work is."),
    Column("starts", DATE, "The day the work begins."),
    Column("age_limits", WORDS, "Legal age limits that the work falls under."),
)
EDUCATIONS = (
    Column("id", ID, "The education. Of equal worth the lower id comes first. Must be there."),
    Column("name", TEXT, "What it is called. For you alone: it isn't read."),
    Column("gives_skills", CONCEPTS, "Skills that it certifies."),
    Column("gives_licences", WORDS, "Licences. A driving licence brings those that it implies."),
    Column("gives_languages", GRADED, "Languages by ISO 639-1, with the level it leads to."),
    Column("gives_occupations", CONCEPTS, "Occupations that it trains for."),
    Column("seats", WHOLE, "How many can take it; empty for no limit. Counts for a group."),
)
FITS = {
    "person": "The person's id, in the order of the people's file.",
    "rank": "1 for the best.",
    "place": "The place's id.",
    "score": "Points; written so that the same number is read back.",
}
DOORS = {
    "person": "The person's id, in the order of the people's file.",
    "rank": "1 for the education that opens most.",
    "education": "The education's id.",
    "opens": "Places that fit the person with it and don't today.",
    "worth": "Their sum, each counted as 1 ÷ (1 + people of the file whom it fits today).",
}
SETS = {
    "person": DOORS["person"],
    "educations": "Ids of the educations that open most together, a space between.",
    "opens": "Places that fit the person with all of them and don't today.",
    "worth": DOORS["worth"],
    "at_most": "No set of as many educations is worth more.",
}
SEATS = {
    "person": DOORS["person"],
    "education": "The education that the person gets a seat in; empty for none.",
    "opens": DOORS["opens"],
    "worth": "The same, with the others of the group counted to whom the place is opened.",
}

VOCABULARIES = {
    "licences": ("licences", "licences_by_law", "licences_asked", "gives_licences"),
    "hours": ("hours_refused", "hours"),
    "exposures": ("exposures_avoided", "exposures"),
    "age_limits": ("age_limits_not_met", "age_limits"),
}
"""Columns whose words mean the same."""


def vocabulary_of(name: str) -> str:
    """Which words a column has."""
    return next(words for words, columns in VOCABULARIES.items() if name in columns)


def schema() -> dict[str, Any]:
    """All of it as plain dictionaries, with the least and greatest values the engine takes."""
    return {
        "people": [_described(one, Seekers) for one in PEOPLE],
        "ads": [_described(one, Opportunities) for one in PLACES],
        "out": _told(FITS),
        "educations": [_described(one, Educations) for one in EDUCATIONS],
        "out of doors": _told(DOORS),
        "out of doors --together": _told(SETS),
        "out of doors --group": _told(SEATS),
    }


def _told(columns: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "about": about} for name, about in columns.items()]


def _described(column: Column, table: type[Table]) -> dict[str, Any]:
    limits = table.columns_of().get(column.field)
    numeric = limits is not None and column.kind in {WHOLE, DEGREES}
    between = {"least": limits.low, "greatest": limits.high} if limits and numeric else {}
    return {**asdict(column), "written": column.written, **between}
