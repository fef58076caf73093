"""Places of our own: offered, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date

from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.organisations.queries import country_of
from stegvis.reference import occupations
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities import rules
from stegvis.work.opportunities.models import Opportunity

MOST_SEATS = 999


@dataclass(frozen=True)
class PlaceFacts:
    """What a place is and what it asks for, in the shapes that `Opportunity` describes."""

    title: str
    kind: str
    employer: Employer
    occupation: str = ""
    municipality_code: str = ""
    is_remote: bool = False
    extent_min: int | None = None
    extent_max: int | None = None
    hours: str = ""
    must_skills: list[str] = field(default_factory=list)
    merit_skills: list[str] = field(default_factory=list)
    languages: list[dict[str, str]] = field(default_factory=list)
    merit_languages: list[dict[str, str]] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    exposures: list[str] = field(default_factory=list)
    experience_required: bool | None = None
    seats: int = 1
    starts_on: date | None = None
    ends_on: date | None = None
    deadline: date | None = None
    description: str = ""


@action("opportunities.place.offered", rule=rules.may_offer)
def offer(facts: PlaceFacts, *, by: Actor) -> Opportunity:
    """A new place at an employer of ours."""
    place = Opportunity(published_on=clock.today())
    _set_facts(place, facts, by)
    place.save(force_insert=True)
    return place


@action("opportunities.place.edited", rule=rules.may_change)
def edit(place: Opportunity, *, facts: PlaceFacts, seen_version: int, by: Actor) -> Opportunity:
    """Change a place of ours; StaleVersionError when somebody saved in between."""
    if place.version != seen_version:
        raise StaleVersionError(place)
    _set_facts(place, facts, by)
    place.next_version().save()
    return place


@action("opportunities.place.withdrawn", rule=rules.may_change)
def withdraw(place: Opportunity, *, by: Actor) -> Opportunity:
    """The place is no longer on offer; who is placed there stays. Twice changes nothing."""
    if place.removed_on is None:
        place.removed_on = clock.today()
        place.next_version().save()
    return place


def _set_facts(place: Opportunity, facts: PlaceFacts, by: Actor) -> None:
    _check(facts, place, by)
    for fact in fields(facts):
        value = getattr(facts, fact.name)
        setattr(place, fact.name, value.strip() if isinstance(value, str) else value)
    place.municipality_code = facts.municipality_code or facts.employer.municipality_code
    place.ssyk4 = occupations.occupation(facts.occupation).ssyk4 if facts.occupation else ""
    place.employer_name = facts.employer.name
    place.employer_number = facts.employer.number


def _check(facts: PlaceFacts, before: Opportunity, by: Actor) -> None:
    country = country_of(by)
    if not facts.title.strip():
        raise NotAllowedNowError(_("Say in a few words what the place is."), field="title")
    _check_codes("placement_kind", [facts.kind], {before.kind}, country, "kind")
    _check_codes("exposure", facts.exposures, before.exposures, country, "exposures")
    low, high = facts.extent_min, facts.extent_max
    if any(e is not None and not 0 <= e <= 100 for e in (low, high)):
        raise NotAllowedNowError(_("The extent is a percentage, 0 to 100."), field="extent_min")
    if low is not None and high is not None and high < low:
        raise NotAllowedNowError(
            _("The most can't be less than the least. Change one of them."), field="extent_max"
        )
    if not 1 <= facts.seats <= MOST_SEATS:
        raise NotAllowedNowError(_("A place has 1 to 999 seats."), field="seats")
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        raise NotAllowedNowError(
            _("The last day must come after the first. Change one of them."), field="ends_on"
        )


def _check_codes(
    list_key: str, chosen: Iterable[str], before: Iterable[str], country: str, field: str
) -> None:
    """New codes are current ones; a retired code that was there already may stay."""
    stays = set(before)
    for code in chosen:
        if code not in stays and not codes.is_current(list_key, code, country=country):
            raise NotAllowedNowError(_("Choose one of the values in the list."), field=field)
