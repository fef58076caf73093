"""Adult education in the demo: sfi and upper secondary courses, from the application on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from stegvis.casework.studies import actions as studies
from stegvis.casework.studies.models import Study
from stegvis.cli.demo.life import Life
from stegvis.cli.demo.lottery import Chance
from stegvis.core.working_days import working_day

SCHOOL = "Lärcentrum Hälsinge"
COURSES = (
    ("Vård och omsorg 1", "Medicin 1", "Svenska som andraspråk 1"),
    ("Svenska 1", "Matematik 1a", "Engelska 5"),
    ("Pedagogiskt arbete", "Barns lärande och växande", "Svenska 1"),
    ("Datorteknik 1a", "Engelska 5", "Matematik 1a"),
)
SFI = ("sfi_b", "sfi_c", "sfi_d")


def studying(life: Life, form: str, starts: int, chance: Chance) -> Callable[[], object]:
    """The act of beginning: applied for and begun, or still to apply for; `starts` is days from
    today (negative: back)."""
    first = working_day(life.today + timedelta(days=starts), life.cast.tenant.country)
    facts = _sfi(first, chance) if form == "sfi" else _upper(life.today, first, chance)
    return lambda: studies.begin(life.case, facts=facts, by=life.cast.by(life.coordinator))


def _sfi(first: date, chance: Chance) -> studies.StudyFacts:
    through = chance.between(0, 1)
    courses = [studies.CourseFacts(code, result="passed", on=None) for code in SFI[:through]]
    courses += [studies.CourseFacts(SFI[through], result="ongoing")]
    courses += [studies.CourseFacts(code) for code in SFI[through + 1 :]]
    return studies.StudyFacts(
        form="sfi",
        track="sfi_2",
        school=SCHOOL,
        hours_per_week=Decimal(chance.pick((12, 15, 15, 20))),
        starts_on=first,
        study_plan_on=first + timedelta(days=21),
        courses=courses,
    )


def _upper(today: date, first: date, chance: Chance) -> studies.StudyFacts:
    """Applied for before it begins; what begins later is still to be applied or answered for."""
    is_ahead = first > today
    result = "" if is_ahead else "ongoing"
    facts = studies.StudyFacts(
        form="komvux_upper",
        school=SCHOOL,
        hours_per_week=Decimal(chance.pick((10, 20, 20, 30))),
        starts_on=first,
        ends_on=first + timedelta(days=150),
        courses=[studies.CourseFacts(name=name, result=result) for name in chance.pick(COURSES)],
    )
    if is_ahead:
        return replace(facts, apply_by=today + timedelta(days=chance.between(2, 12)))
    applied = first - timedelta(days=chance.between(40, 70))
    answered = applied + timedelta(days=chance.between(14, 25))
    return replace(facts, applied_on=applied, answered_on=answered, answer="admitted")


def passes(life: Life, days_ago: int) -> None:
    """The course under way is passed, and the next one begins."""

    def act() -> None:
        study = Study.objects.select_related("activity").filter(person=life.person).last()
        if study is None:
            return
        on = life.today - timedelta(days=days_ago)
        courses = [
            studies.CourseFacts(row.code, row.name, row.result, row.on)
            for row in study.courses.all()
        ]
        under_way = next(n for n, course in enumerate(courses) if course.result == "ongoing")
        courses[under_way] = replace(courses[under_way], result="passed", on=on)
        if under_way + 1 < len(courses) and not courses[under_way + 1].result:
            following = courses[under_way + 1]
            courses[under_way + 1] = replace(following, result="ongoing")
        step = study.activity
        facts = studies.StudyFacts(
            **{name: getattr(study, name) for name in studies.OWN},
            school=step.place,
            hours_per_week=step.hours_per_week,
            starts_on=step.starts_on,
            ends_on=step.ends_on,
            courses=courses,
        )
        by = life.cast.by(life.coordinator)
        studies.change(study, facts=facts, seen_version=study.version, by=by)

    life.also(days_ago, act)
