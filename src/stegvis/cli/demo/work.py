"""The demo's other side of the street: employers, places of our own, and advertised jobs."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from stegvis.cli.demo.ads import ads
from stegvis.cli.demo.cast import COORDINATORS, Cast
from stegvis.cli.demo.employers import EMPLOYERS, TITLES, Invented
from stegvis.cli.demo.lottery import Lottery
from stegvis.cli.demo.profiles import concept_of
from stegvis.core import clock
from stegvis.core.working_days import working_day, working_day_before
from stegvis.reference.languages import languages_by_iso
from stegvis.reference.occupations import occupation
from stegvis.reference.skills import skills_of_group
from stegvis.work.employers import actions as employers
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities import actions as opportunities

PLACES = 1500
OWN_PLACES = 120

TALKS = (
    ("visit", "Gick runt i lokalerna. Kan ta emot en på förmiddagar."),
    ("phone", "Hör av sig när schemat för nästa månad är klart."),
    ("job_talk", "Behöver två till våren, gärna någon som varit på praktik här."),
    ("phone", "Nöjda med den som är där nu."),
    ("email", "Skickade frågor om försäkring, svarade samma dag."),
    ("attempt", ""),
)
"""How we talked and what was said, about nobody in particular."""


def build_work(cast: Cast, draw: Lottery, today: date) -> list[Employer]:
    """Employers and own places, in the scope of the cast's authority."""
    registered = [_employer(cast, row, place) for place, row in enumerate(EMPLOYERS)]
    for number in range(OWN_PLACES):
        place = number % len(registered)
        _own_place(cast, draw, today, registered[place], draw.pick(EMPLOYERS[place].titles))
    return registered


def talk(cast: Cast, draw: Lottery, today: date) -> None:
    """Talks of the last weeks: with every third employer this week, with some never."""
    for place, employer in enumerate(Employer.objects.order_by("pk")):
        this_week = [] if place % 3 else [place % 2]
        for days_ago in [*this_week, *(draw.between(8, 90) for _time in range(place % 4))]:
            kind, text = draw.pick(TALKS)
            on = working_day_before(today - timedelta(days=days_ago), cast.tenant.country)
            who = draw.pick((*COORDINATORS[:3], COORDINATORS[place % len(COORDINATORS)]))
            with clock.set_to(on):
                employers.log_talk(employer, facts=employers.TalkFacts(kind, text), by=cast.by(who))


def import_demo_ads(cast: Cast, draw: Lottery, today: date) -> None:
    """The rest of the places, as a file of ads through the product's own import."""
    with TemporaryDirectory() as folder, clock.set_to(today):
        path = Path(folder) / "ads.jsonl"
        lines = (json.dumps(ad, ensure_ascii=False) for ad in ads(draw, today, PLACES - OWN_PLACES))
        path.write_text("\n".join(lines), encoding="utf-8")
        opportunities.import_ads(path, by=cast.system, progress=lambda _percent: None)


def _employer(cast: Cast, row: Invented, place: int) -> Employer:
    facts = employers.EmployerFacts(
        name=f"{row.name} (demo)",
        municipality_code=row.municipality,
        contact_name=row.contact,
        contact_phone=f"070-17406{50 + place % 50}",
        owner=cast.accounts[COORDINATORS[place % len(COORDINATORS)]],
    )
    return employers.register(facts, by=cast.by("kerstin"))


def _own_place(cast: Cast, draw: Lottery, today: date, employer: Employer, title: str) -> None:
    kind, exposures, level = TITLES[title]
    concept = concept_of(title)
    skills = [skill.concept_id for skill in skills_of_group(occupation(concept).ssyk4)]
    swedish = languages_by_iso()["sv"].concept_id
    wanted = draw.some(skills[:12], 4)
    least = draw.pick((25, 50, 50, 75))
    facts = opportunities.PlaceFacts(
        title=title,
        kind=kind,
        employer=employer,
        occupation=concept,
        municipality_code=employer.municipality_code,
        extent_min=least,
        extent_max=100,
        must_skills=wanted[:1],
        merit_skills=wanted[1:],
        languages=[{"id": swedish, "level": level}] if level else [],
        exposures=list(exposures),
        seats=draw.weighted((1, 2), (4, 1)),
        starts_on=working_day(today + timedelta(days=draw.between(3, 40)), cast.tenant.country),
        description="Handledare finns på plats. Tiderna går att anpassa.",
    )
    opportunities.offer(facts, by=cast.by("bjorn"))
