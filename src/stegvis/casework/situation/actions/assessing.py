"""Going through an instrument: begun, perhaps answered by the person alone, finished together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import Ending
from stegvis.casework.cases.rules import may_work
from stegvis.casework.situation import catalogue, rules
from stegvis.casework.situation.instruments.definition import LIFE_AREAS, Instrument
from stegvis.casework.situation.models import UNDER_WAY, Answer, Assessment, Occasion, Respondent
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError

LONGEST_WORDS = 500


@dataclass(frozen=True)
class Said:
    """An answer: a step of the scale, or None for not wanting to say; perhaps a few words."""

    value: int | None = None
    words: str = ""


Voices = Mapping[str, Mapping[str, Said]]
"""Answers by respondent and item."""


@action("situation.assessment.begun", rule=rules.may_assess)
def begin(
    case: Case,
    *,
    occasion: str,
    instrument: str = LIFE_AREAS,
    chosen: Iterable[str] = (),
    asks_person: bool = False,
    by: Actor,
) -> Assessment:
    """Begin a round with the newest version of an instrument: all that it asks, or in between as
    many as were chosen.

    `asks_person` puts it on the person's own page, to be answered there before it is gone through
    together. NotAllowedNowError when a round with it is under way, when it is retired or not for
    the person to answer, or when too many or few are chosen.
    """
    cases.held_open(case)
    if Assessment.objects.filter(UNDER_WAY, case=case, instrument=instrument).exists():
        raise NotAllowedNowError(
            _("One is under way already. Finish that one first, or take it away.")
        )
    used = _in_use(instrument)
    if asks_person and not used.asks_person:
        raise NotAllowedNowError(
            _("The person isn't asked with this one: it is the coordinator who answers."),
            field="asks_person",
        )
    assessment = Assessment(
        person=case.person,
        case=case,
        secrecy_area=case.secrecy_area,
        instrument=used.key,
        instrument_version=used.version,
        occasion=occasion,
        items=_items(used, occasion, set(chosen)),
        asked_on=clock.today() if asks_person else None,
    )
    assessment.save(force_insert=True)
    return assessment


def _in_use(key: str) -> Instrument:
    found = next((one for one in catalogue.available() if one.key == key), None)
    if found is None:
        raise NotAllowedNowError(_("No new round is begun with this any more. Choose another."))
    return found


def _items(used: Instrument, occasion: str, chosen: set[str]) -> list[str]:
    if occasion not in Occasion.values:
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="occasion")
    if occasion != Occasion.BETWEEN or not used.chosen_between:
        return list(used.item_keys)
    if not chosen <= set(used.item_keys):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="chosen")
    if len(chosen) != used.chosen_between:
        raise NotAllowedNowError(
            _("Choose %(wanted)s areas to go through; chosen now: %(n)s.")
            % {"wanted": used.chosen_between, "n": len(chosen)},
            field="chosen",
        )
    return [key for key in used.item_keys if key in chosen]


@action("situation.assessment.answered", rule=rules.may_answer_own)
def answer_own(
    assessment: Assessment, *, said: Mapping[str, Said], seen_version: int, by: Actor
) -> Assessment:
    """The person's own answers, on their own page; they stand until it is gone through together."""
    _check_under_way(assessment)
    if assessment.asked_on is None:
        raise NotAllowedNowError(_("Nobody has asked for this yet. You go through it together."))
    assessment.answered_on = clock.today()
    _next(assessment, seen_version)
    _write(assessment, {Respondent.PERSON.value: said})
    _check_whole(assessment, (Respondent.PERSON,))
    return assessment


@action("situation.assessment.gone_through", rule=rules.may_go_through)
def go_through(
    assessment: Assessment, *, voices: Voices, finished: bool, seen_version: int, by: Actor
) -> Assessment:
    """Write down what both say. `finished`: every item has both voices, and from now on it stands.

    Broken off halfway it keeps what was said so far.
    """
    _check_under_way(assessment)
    if finished:
        assessment.taken_on = clock.today()
    _next(assessment, seen_version)
    _write(assessment, voices)
    if finished:
        _check_whole(assessment, tuple(Respondent(r) for r in assessment.definition.respondents))
    return assessment


@action("situation.assessment.dropped", rule=rules.may_drop)
def drop(assessment: Assessment, *, seen_version: int, by: Actor) -> Case:
    """Take one away that was begun and isn't finished, with whatever was answered.

    StaleVersionError when somebody has answered since it was looked at.
    """
    _check_under_way(assessment)
    _next(assessment, seen_version)
    Answer.objects.filter(assessment=assessment).delete()
    Assessment.objects.filter(pk=assessment.pk).delete()
    return assessment.case


@action("situation.assessments.closed", rule=may_work)
def close_with_case(case: Case, *, ending: Ending, by: Actor) -> int:
    """What is under way ends with the case, as far as it came."""
    rows = Assessment.objects.filter(UNDER_WAY, case=case).order_by("pk")
    for assessment in rows:
        assessment.ended_on = ending.on
        assessment.next_version().save()
    return len(rows)


def _check_under_way(assessment: Assessment) -> None:
    if not assessment.is_under_way:
        raise NotAllowedNowError(_("It is finished already. Begin a new one."))


def _next(assessment: Assessment, seen_version: int) -> None:
    """Take the next version before anything is written: of two at once, one gets it."""
    if assessment.version != seen_version:
        raise StaleVersionError(assessment)
    assessment.next_version().save()


def _write(assessment: Assessment, voices: Voices) -> None:
    used = assessment.definition
    stored = {(a.respondent, a.item): a for a in assessment.answers.all()}
    for respondent, said in voices.items():
        if respondent not in used.respondents:
            raise NotAllowedNowError(_("Choose one of the values in the list."))
        for item, one in said.items():
            _check_said(used, assessment, item, one, field=f"{respondent}_{item}")
            answer = stored.get((respondent, item)) or Answer(
                person=assessment.person,
                secrecy_area=assessment.secrecy_area,
                assessment=assessment,
                respondent=respondent,
                item=item,
            )
            answer.value, answer.words = one.value, one.words.strip()
            answer.save()


def _check_said(
    used: Instrument, assessment: Assessment, item: str, said: Said, *, field: str
) -> None:
    if item not in assessment.items or (said.value is not None and said.value not in used.anchors):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field=field)
    if len(said.words.strip()) > LONGEST_WORDS:
        raise NotAllowedNowError(
            _("There is room for %(most)s characters. Put the rest in a note.")
            % {"most": LONGEST_WORDS},
            field=f"{field}_words",
        )


def _check_whole(assessment: Assessment, respondents: Iterable[Respondent]) -> None:
    """Every item that was asked has an answer of each voice; not wanting to say is one."""
    there = set(assessment.answers.values_list("respondent", "item"))
    for item in assessment.items:
        for respondent in respondents:
            if (respondent.value, item) not in there:
                raise NotAllowedNowError(
                    _("Choose a step, or that it can't be said."),
                    field=f"{respondent.value}_{item}",
                )
