"""Placing a person at an employer, changing the terms, and ending with a reason."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import Ending
from stegvis.casework.network import actions as network
from stegvis.casework.network import queries as consents
from stegvis.casework.network.models import Consent
from stegvis.casework.network.rules import WORKPLACE
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.work.employers import actions as employers
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements import rules
from stegvis.work.placements.models import MATTER, Placement


@dataclass(frozen=True)
class PlacementFacts:
    """What is agreed. `extent` is in per cent of full time; hours are kept if given in hours."""

    employer: Employer
    kind: str
    starts_on: date
    ends_on: date | None
    extent: int
    hours_per_week: Decimal | None = None
    supervisor_name: str = ""
    place: str = ""
    opportunity: Opportunity | None = None


@action("placements.placement.registered", rule=rules.may_place)
def place(case: Case, *, facts: PlacementFacts, by: Actor) -> Placement:
    """Place the person of a case, while it is open."""
    cases.held_open(case)
    _in_turn(case.person)
    placement = Placement(person=case.person, case=case, secrecy_area=case.secrecy_area)
    _set_facts(placement, facts)
    placement.save(force_insert=True)
    return placement


@action("placements.placement.changed", rule=rules.may_change)
def change(
    placement: Placement, *, facts: PlacementFacts, seen_version: int, by: Actor
) -> Placement:
    """Change what is agreed while it is open; StaleVersionError when somebody saved before."""
    if placement.version != seen_version:
        raise StaleVersionError(placement)
    if not placement.is_open:
        raise NotAllowedNowError(_("The placement has ended. Register a new one instead."))
    _in_turn(placement.person)
    moves = facts.employer != placement.employer
    _set_facts(placement, facts)
    placement.next_version().save()
    last = rules.tell_until(placement)
    if moves or last < clock.today():
        _stop_telling(placement, by)
    else:
        for consent in consents.standing_about(placement.person, _matter(placement)):
            network.shorten_consent(consent, ends_on=last, by=by)
    return placement


def _in_turn(person: Person) -> None:
    """Placements of one person come in turn, whichever unit registers them, so that together they
    are never more than full time."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def _set_facts(placement: Placement, facts: PlacementFacts) -> None:
    _check(placement, facts)
    for fact in fields(facts):
        value = getattr(facts, fact.name)
        setattr(placement, fact.name, value.strip() if isinstance(value, str) else value)
    _refuse_too_much(placement)


def _check(placement: Placement, facts: PlacementFacts) -> None:
    country = placement.person.tenant.country
    new_kind = facts.kind != placement.kind
    if new_kind and not codes.is_current("placement_kind", facts.kind, country=country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="kind")
    if facts.ends_on and facts.ends_on < facts.starts_on:
        raise NotAllowedNowError(
            _("The last day must come after the first. Change one of them."), field="ends_on"
        )
    if facts.ends_on is None and codes.groups("placement_kind").get(facts.kind) != "work":
        raise NotAllowedNowError(
            _("Give the last day: only a job can go on without one."), field="ends_on"
        )
    if not 1 <= facts.extent <= rules.FULL_TIME:
        raise NotAllowedNowError(_("The extent is a percentage, 1 to 100."), field="extent")
    if facts.hours_per_week is not None and not 0 < facts.hours_per_week <= rules.FULL_WEEK:
        raise NotAllowedNowError(
            _("The hours of a week are more than 0 and at most 40."), field="hours_per_week"
        )


def _refuse_too_much(placement: Placement) -> None:
    """Never more than full time on any day. The sum can rise only on somebody's first day."""
    others = [
        other
        for other in _overlapping(placement)
        if placement.last_day is None or other.starts_on <= placement.last_day
    ]
    days = [placement.starts_on, *(other.starts_on for other in others)]
    for day in sorted(day for day in days if placement.covers(day)):
        there = [other for other in others if other.covers(day)]
        total = placement.extent + sum(other.extent for other in there)
        if total > rules.FULL_TIME:
            raise NotAllowedNowError(_too_much(there, day, total), field="extent")


def _overlapping(placement: Placement) -> list[Placement]:
    """The person's other placements that go on at or after the first day."""
    rows = Placement.objects.filter(person=placement.person).exclude(pk=placement.pk)
    rows = rows.select_related("employer").order_by("starts_on", "pk")
    return [o for o in rows if o.last_day is None or o.last_day >= placement.starts_on]


def _too_much(there: list[Placement], day: date, total: int) -> str:
    names = ", ".join(
        f"{other.employer.name} {other.extent} % ({date_format(other.starts_on, 'j b Y')} – "
        f"{date_format(other.last_day, 'j b Y') if other.last_day else ''})"
        for other in there
    )
    return _(
        "Together with %(names)s this makes %(total)s %% of full time on %(day)s. "
        "Lower the extent or change the dates."
    ) % {"names": names, "total": total, "day": date_format(day, "j F Y")}


@action("placements.employer.told", rule=rules.may_tell)
def tell_employer(placement: Placement, *, yes: network.Yes, by: Actor) -> Consent:
    """Show the employer, on its own page, who comes when: as the person has agreed, nothing more.

    The employer's reach rests on that yes and ends with it. Never about somebody whose identity is
    protected: that is told by word of mouth.
    """
    if placement.person.is_protected:
        raise NotAllowedNowError(
            _("The identity is protected. Agree with the person on what the workplace is told.")
        )
    if not Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk).is_open:
        raise NotAllowedNowError(_("The placement has already ended."))
    last = rules.tell_until(placement)
    if yes.ends_on > last:
        raise NotAllowedNowError(
            _("The employer can see this until %(day)s at the latest. Choose that day or before.")
            % {"day": date_format(last, "j F Y")},
            field="ends_on",
        )
    _stop_telling(placement, by)
    facts = network.ConsentFacts(
        to=employers.make_grantable(placement.employer, by=by),
        scope=WORKPLACE,
        matter=_matter(placement),
        **vars(yes),
    )
    return network.record_consent(placement.person, facts=facts, by=by)


@action("placements.employer.untold", rule=rules.may_untell)
def untell_employer(placement: Placement, *, by: Actor) -> Placement:
    """Take it from the employer's page again."""
    _stop_telling(placement, by)
    return placement


def close_with_case(case: Case, *, ending: Ending, by: Actor) -> int:
    """What isn't a job ends on the last day of the case, for a reason that follows from the case's.

    A job goes on, but the employer reads nobody whose case has ended. Returns how many rows.
    """
    groups = codes.groups("placement_kind")
    rows = Placement.objects.filter(case=case).select_related("person").order_by("pk")
    closed = 0
    for row in rows:
        if row.ended_on is None and groups.get(row.kind) != rules.GOES_ON_AFTER_EXIT:
            is_over = row.ends_on is not None and row.ends_on <= ending.on
            last = row.ends_on if is_over and row.ends_on else ending.on
            reason = "completed" if is_over else rules.ENDS_BECAUSE.get(ending.reason, "other")
            end(row, reason=reason, ended_on=last, seen_version=row.version, by=by)
            closed += 1
        closed += _stop_telling(row, by)
    return closed


def _stop_telling(placement: Placement, by: Actor) -> int:
    """End every yes to telling the employer of the placement; returns how many there were."""
    standing = consents.standing_about(placement.person, _matter(placement))
    for consent in standing:
        network.end_consent(consent, by=by)
    return len(standing)


def _matter(placement: Placement) -> tuple[str, int]:
    return (MATTER, placement.pk)


@action("placements.halfway.held", rule=rules.may_change)
def hold_halfway(placement: Placement, *, by: Actor) -> Placement:
    """The talk at half-time has been held today; said twice, the first day stays."""
    if not placement.is_open or placement.starts_on > clock.today():
        raise NotAllowedNowError(_("The talk at half-time belongs to a placement under way."))
    if placement.halfway_on is None:
        placement.halfway_on = clock.today()
        placement.next_version().save()
    return placement


@action("placements.placement.ended", rule=rules.may_change)
def end(
    placement: Placement, *, reason: str, ended_on: date, seen_version: int, by: Actor
) -> Placement:
    """End with a coded reason, on a day that isn't ahead. One that never began ends as planned.

    `ended_on` before the first day means that it never began.
    """
    if placement.version != seen_version:
        raise StaleVersionError(placement)
    if not placement.is_open:
        raise NotAllowedNowError(_("The placement has already ended."))
    country = placement.person.tenant.country
    if not codes.is_current("placement_end_reason", reason, country=country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="reason")
    if ended_on > clock.today():
        raise NotAllowedNowError(
            _("The last day can't be ahead of today. Change the agreed last day instead."),
            field="ended_on",
        )
    if placement.ends_on and ended_on > placement.ends_on:
        raise NotAllowedNowError(
            _("The placement was agreed until %(day)s. Extend it first, or choose that day.")
            % {"day": date_format(placement.ends_on, "j F Y")},
            field="ended_on",
        )
    placement.ended_on = ended_on
    placement.end_reason = reason
    placement.next_version().save()
    _stop_telling(placement, by)
    return placement
