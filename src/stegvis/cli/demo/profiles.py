"""What the demo's persons can and want, as they said it when it was mapped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stegvis.casework.situation.actions import ProfileFacts
from stegvis.cli.demo.lottery import Chance
from stegvis.reference.languages import languages_by_iso
from stegvis.reference.occupations import occupation
from stegvis.reference.search import find_occupations
from stegvis.reference.skills import skills_of_group

EVERYDAY = (
    "Barnskötare", "Städare", "Lagerarbetare", "Köksbiträde", "Personlig assistent",
    "Elevassistent", "Butikssäljare, dagligvaror", "Receptionist", "Undersköterska, hemtjänst",
    "Svetsare", "Kundtjänstmedarbetare", "Park- och trädgårdsarbetare", "Restaurangbiträde",
)  # fmt: skip
EXPOSURES = ("heavy_lifting", "night_or_shift", "many_people", "high_pace", "standing")


@dataclass(frozen=True)
class Wants:
    """Where somebody comes from and wants to go, in everyday titles."""

    been: str
    wish: str
    years: int = 5
    swedish: str = "C2"
    language: str = ""
    capacity: int = 100
    travel_km: int = 40
    licences: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()


@cache
def concept_of(title: str) -> str:
    """The occupation that an everyday title means, by its concept id."""
    return find_occupations(title, 1)[0].concept_id


def profile(wants: Wants, draw: Chance) -> ProfileFacts:
    """The profile as it is saved."""
    been, wish = concept_of(wants.been), concept_of(wants.wish)
    skills = [skill.concept_id for skill in skills_of_group(occupation(been).ssyk4)]
    wished = [skill.concept_id for skill in skills_of_group(occupation(wish).ssyk4)]
    chosen = dict.fromkeys(draw.some(skills[:12], 8) + draw.some(wished[:12], 5))
    known = languages_by_iso()
    languages = [{"id": known["sv"].concept_id, "level": wants.swedish}]
    if wants.language in known:
        languages.append({"id": known[wants.language].concept_id, "level": "C2"})
    return ProfileFacts(
        occupations=[{"id": been, "years": wants.years}],
        wishes=[wish],
        skills=[{"id": one, "source": draw.pick(("said", "shown"))} for one in chosen],
        languages=languages,
        licences=list(wants.licences),
        exposures_avoided=list(wants.avoids),
        capacity=wants.capacity,
        travel_km=wants.travel_km,
    )


def drawn(language: str, draw: Chance) -> Wants:
    """Somebody's wants, drawn."""
    return Wants(
        been=draw.pick(EVERYDAY),
        wish=draw.pick(EVERYDAY),
        years=draw.between(0, 20),
        swedish="C2" if language == "sv" else draw.pick(("A1", "A2", "B1")),
        language="" if language == "sv" else language,
        capacity=draw.weighted((100, 75, 50, 25), (5, 2, 3, 1)),
        travel_km=draw.pick((10, 20, 30, 40, 60)),
        licences=draw.pick(((), (), ("B",))),
        avoids=tuple(draw.some(EXPOSURES, 2)) if draw.between(1, 3) == 1 else (),
    )
