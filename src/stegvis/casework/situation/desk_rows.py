"""What this room tells others: the timeline, rows for My day, what is under way at an exit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import BucketRow, ExitBlocker, Reason, TimelineEntry
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.situation import catalogue, course, queries
from stegvis.casework.situation.instruments.definition import LIFE_AREAS
from stegvis.casework.situation.models import Assessment, CompetenceProfile, Occasion
from stegvis.core.audit.actor import Actor
from stegvis.core.together import Asking, asking, asks, merged


@asks
def timeline(person: Person, by: Actor) -> Asking[list[TimelineEntry]]:
    """When the profile was first made and last gone through, each round with an instrument, and
    how both see the whole of the areas of life."""
    if not people.reaches(person, by=by, compartment="situation"):
        return []
    profiles = CompetenceProfile.objects.filter(person=person).order_by("pk")
    taken = Assessment.objects.filter(person=person, taken_on__isnull=False).order_by("taken_on")
    said = course.said_of(person)
    yield profiles, taken, said, catalogue.own()
    gone_through = [entry for profile in profiles for entry in _profile(profile)]
    gone_through += [_round(one) for one in taken]
    return gone_through + course.entries(said, queries.life_areas())


def _round(one: Assessment) -> TimelineEntry:
    label = _("Areas of life gone through")
    if one.instrument != LIFE_AREAS:
        label = _("Gone through: %(name)s") % {"name": one.definition.name}
    return TimelineEntry("contact", label, one.taken_on or one.begun_on)


def _profile(profile: CompetenceProfile) -> list[TimelineEntry]:
    filled_in, again = gettext_lazy("Profile filled in together"), _("Profile gone through again")
    first = TimelineEntry("contact", filled_in, profile.first_made_on)
    last = TimelineEntry("contact", again, profile.gone_through_on)
    return [first] if first.starts == last.starts else [first, last]


@asks
def do_today(actor: Actor) -> Asking[list[BucketRow]]:
    """Answers that the person has given, and cases in which it is time to ask again."""
    given = queries.with_the_person(actor)
    (due,) = yield from merged([asking(queries.due, actor)], also=(given,))
    answered = [
        BucketRow(
            person=one.person,
            why=_("Has answered on the own page"),
            next_step=_("Go through the answers together"),
            url=reverse("situation:assessment", args=[one.public_id]),
            due=one.answered_on,
            reason=Reason.AREAS,
        )
        for one in given
        if one.answered_on
    ]
    return answered + [_due_row(one) for one in due]


def _due_row(last: Assessment) -> BucketRow:
    """Without a day of its own: it comes after whatever is due. No instrument is named, as its
    name may say something of a method."""
    newest = catalogue.current(last.instrument)
    words: dict[str, object] = {
        "day": date_format(last.taken_on or last.begun_on, "j F"),
        "days": newest.interval.days,
        "areas": len(newest.items),
        "n": newest.chosen_between,
    }
    if last.instrument == LIFE_AREAS:
        why = _("The %(areas)s areas were last gone through on %(day)s: again after %(days)s days")
        next_step = _("Take up the %(areas)s areas again: choose %(n)s together")
    else:
        why = _("Your questions were last gone through on %(day)s: again after %(days)s days")
        next_step = _("Ask them again, and go through them together")
    why, next_step = why % words, next_step % words
    return BucketRow(
        person=last.person,
        why=why,
        next_step=next_step,
        url=reverse("situation:areas", args=[last.person.public_id]),
        reason=Reason.AREAS,
    )


@asks
def waiting_for_answer(actor: Actor) -> Asking[list[BucketRow]]:
    """What persons have been asked to answer on their own page."""
    asked = queries.with_the_person(actor)
    yield (asked,)
    return [
        BucketRow(
            person=one.person,
            why=_("Asked on the own page on %(day)s")
            % {"day": date_format(one.asked_on or one.begun_on, "j F")},
            next_step=_("Remind, or go through it together"),
            url=reverse("situation:assessment", args=[one.public_id]),
            due=one.asked_on,
            reason=Reason.AREAS,
        )
        for one in asked
        if one.waits_for_person
    ]


def exit_blockers(case: Case, _by: Actor) -> list[ExitBlocker]:
    """What is being gone through, and areas of life that nobody has gone through at the end."""
    rows = list(Assessment.objects.filter(case=case).order_by("pk"))
    under_way = [
        ExitBlocker(
            _under_way(one),
            reverse("situation:assessment", args=[one.public_id]),
            does=_("stays as far as it came"),
        )
        for one in rows
        if one.is_under_way
    ]
    return under_way + _left_to_ask(case, rows)


def _under_way(one: Assessment) -> str:
    if one.instrument == LIFE_AREAS:
        return _("Areas of life that are being gone through")
    return _("Being gone through: %(name)s") % {"name": one.definition.name}


def _left_to_ask(case: Case, rows: list[Assessment]) -> list[ExitBlocker]:
    """All areas are gone through at the start and at the end; who didn't begin can't compare."""
    areas = [one for one in rows if one.instrument == LIFE_AREAS]
    finished = {one.occasion for one in areas if one.taken_on}
    if any(one.is_under_way for one in areas):
        return []
    if Occasion.START not in finished or Occasion.END in finished:
        return []
    address = reverse("situation:begin", args=[case.person.public_id])
    return [
        ExitBlocker(
            _("The areas of life haven't been gone through at the end"),
            f"{address}?occasion={Occasion.END}",
            does=_("do it together first, if the person wants to"),
        )
    ]
