"""Filling in the profile together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stegvis.casework.people.models import Person
from stegvis.casework.situation import concepts, education, rules
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.reference.driving_licences import driving_licences

MOST = 60
"""Entries of one list."""
MOST_YEARS = 60
MOST_KM = 1000
MOST_HOURS = 12
FARTHEST_START = timedelta(days=5 * 366)


@dataclass(frozen=True)
class ProfileFacts:
    """A whole profile, in the shapes of `CompetenceProfile`."""

    occupations: list[dict[str, Any]] = field(default_factory=list)
    education: list[dict[str, Any]] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)
    no_gos: list[str] = field(default_factory=list)
    skills: list[dict[str, Any]] = field(default_factory=list)
    languages: list[dict[str, Any]] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    exposures_avoided: list[str] = field(default_factory=list)
    capacity: int | None = None
    hours_a_day: Decimal | None = None
    weekdays: list[int] = field(default_factory=list)
    day_begins: time | None = None
    day_ends: time | None = None
    travel_km: int | None = None
    starts_earliest: date | None = None


@action("situation.profile.saved", rule=rules.may_fill_in)
def save_profile(
    person: Person, *, facts: ProfileFacts, seen_version: int, by: Actor
) -> CompetenceProfile:
    """Save the whole profile as it was gone through together.

    `seen_version` is 0 where there was none. StaleVersionError when somebody saved in between;
    NotAllowedNowError names the field that can't be as it is.
    """
    stored = CompetenceProfile.objects.filter(person=person).first()
    if stored is not None and stored.version != seen_version:
        raise StaleVersionError(stored)
    _check(person, facts, stored)
    profile = stored or CompetenceProfile(person=person, secrecy_area=person.secrecy_area)
    for name, value in asdict(facts).items():
        setattr(profile, name, value)
    profile.gone_through_on = clock.today()
    if stored is not None:
        profile.next_version().save()
        return profile
    try:
        with transaction.atomic():
            profile.save(force_insert=True)
    except IntegrityError as error:
        raise StaleVersionError(CompetenceProfile.objects.get(person=person)) from error
    return profile


def _check(person: Person, facts: ProfileFacts, stored: CompetenceProfile | None) -> None:
    country = person.tenant.country
    for name, box in concepts.BOXES.items():
        ids = [entry if isinstance(entry, str) else entry["id"] for entry in getattr(facts, name)]
        _check_list(name, ids, box.is_known)
    for entry in facts.occupations:
        years = entry.get("years")
        if years is not None and not 0 <= years <= MOST_YEARS:
            raise NotAllowedNowError(
                _("%(name)s: years go from 0 to %(most)s, so %(years)s can't be right.")
                % {"name": concepts.label(entry["id"]), "most": MOST_YEARS, "years": years},
                field="occupations",
            )
    for name, list_key, part in (
        ("skills", "skill_source", "source"),
        ("languages", "language_level", "level"),
    ):
        before = {e[part] for e in getattr(stored, name, ())}
        _check_codes(name, list_key, (e[part] for e in getattr(facts, name)), country, before)
    before = set(stored.exposures_avoided) if stored else set()
    _check_codes("exposures_avoided", "exposure", facts.exposures_avoided, country, before)
    _check_list("licences", facts.licences, driving_licences().__contains__)
    education.check(facts.education)
    _check_numbers(facts)
    _check_hours(facts)
    for both in set(facts.wishes) & set(facts.no_gos):
        raise NotAllowedNowError(
            _("%(name)s is both wished for and ruled out. Take it away from one of the lists.")
            % {"name": concepts.label(both)},
            field="no_gos",
        )


def _check_list(name: str, ids: list[str], is_known: Callable[[str], bool]) -> None:
    if len(ids) > MOST:
        raise NotAllowedNowError(
            _("There is room for %(most)s. Keep those that matter most.") % {"most": MOST},
            field=name,
        )
    for one in ids:
        if ids.count(one) > 1:
            raise NotAllowedNowError(
                _("%(name)s is there twice. Take one away.") % {"name": concepts.label(one)},
                field=name,
            )
        if not is_known(one):
            raise NotAllowedNowError(
                _("“%(name)s” isn't known. Search for it and choose from the list.")
                % {"name": one[:40]},
                field=name,
            )


def _check_codes(
    name: str, list_key: str, given: Iterable[str], country: str, before: set[str]
) -> None:
    """Codes that may be chosen today; those already stored may stay."""
    allowed = {code.code for code in codes.current(list_key, country=country)} | before
    if not set(given) <= allowed:
        raise NotAllowedNowError(_("Choose one of the values in the list."), field=name)


def _check_numbers(facts: ProfileFacts) -> None:
    if facts.capacity is not None and not 0 <= facts.capacity <= 100:
        raise NotAllowedNowError(
            _("Per cent of full time go from 0 to 100, so %(value)s can't be right.")
            % {"value": facts.capacity},
            field="capacity",
        )
    if facts.travel_km is not None and not 1 <= facts.travel_km <= MOST_KM:
        raise NotAllowedNowError(
            _("Write the distance in whole kilometres, from 1 to %(most)s.") % {"most": MOST_KM},
            field="travel_km",
        )
    latest = clock.today() + FARTHEST_START
    if facts.starts_earliest is not None and facts.starts_earliest > latest:
        raise NotAllowedNowError(
            _("The first possible day is more than five years away. Check the year."),
            field="starts_earliest",
        )


def _check_hours(facts: ProfileFacts) -> None:
    """The hours of a day fit into it, and into what it leaves between its ends."""
    hours, begins, ends = facts.hours_a_day, facts.day_begins, facts.day_ends
    if not set(facts.weekdays) <= set(range(7)):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="weekdays")
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise NotAllowedNowError(
            _("Hours a day go up to %(most)s, so %(value)s can't be right.")
            % {"most": MOST_HOURS, "value": hours},
            field="hours_a_day",
        )
    if begins is None or ends is None:
        return
    if begins >= ends:
        raise NotAllowedNowError(
            _("The day has to end after it begins. Night work has a box of its own below."),
            field="day_ends",
        )
    between = (ends.hour - begins.hour) + (ends.minute - begins.minute) / 60
    if hours is not None and float(hours) > between:
        raise NotAllowedNowError(
            _("%(hours)s hours don't fit between the earliest start and the latest end.")
            % {"hours": hours},
            field="hours_a_day",
        )
