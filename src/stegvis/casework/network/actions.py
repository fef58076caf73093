"""Recording and taking back a yes; asking another board, answering, and handing out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stegvis.casework.network import queries, rules
from stegvis.casework.network.models import Consent, Disclosure, Given, Request
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Person
from stegvis.casework.people.scopes import COMPARTMENTS, holds
from stegvis.core import clock
from stegvis.core.access.asking import refused
from stegvis.core.audit import log
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.codes import queries as codes
from stegvis.core.forms.fields import whole_reason
from stegvis.core.notices import actions as notices
from stegvis.core.organisations.models import Organisation, Unit

Receiver = Unit | Organisation


@dataclass(frozen=True, kw_only=True)
class Yes:
    """How the person has said yes, what for and until when."""

    purpose: str
    ends_on: date
    given_how: str
    paper: Paper | None = None
    with_interpreter: bool = False


@dataclass(frozen=True, kw_only=True)
class ConsentFacts(Yes):
    """What the person has said yes to; `matter` is another room's kind and key, where it is one."""

    to: Receiver
    scope: str
    starts_on: date | None = None
    matter: tuple[str, int] | None = None


@action("network.consent.recorded", rule=rules.may_record)
def record_consent(person: Person, *, facts: ConsentFacts, by: Actor) -> Consent:
    """Keep a yes, and give the reach it gives: that part, to them, from the day until the day."""
    starts_on = facts.starts_on or clock.today()
    _check_period(starts_on, facts.ends_on, rules.CONSENT_AT_MOST)
    if not (facts.scope == rules.WORKPLACE and _is_employer(facts.to)):
        _check_scope(facts.scope)
    if facts.given_how == Given.PAPER and facts.paper is None:
        raise NotAllowedNowError(
            _("Choose the signed paper. File it under Documents first if it isn't there."),
            field="paper",
        )
    matter_kind, matter_id = facts.matter or ("", None)
    consent = Consent(
        person=person,
        secrecy_area=person.secrecy_area,
        scope=facts.scope,
        purpose=facts.purpose.strip(),
        starts_on=starts_on,
        ends_on=facts.ends_on,
        given_how=facts.given_how,
        paper=facts.paper if facts.given_how == Given.PAPER else None,
        with_interpreter=facts.with_interpreter,
        recorded_by_id=by.account_id,
        matter_kind=matter_kind,
        matter_id=matter_id,
        receiver_name=facts.to.name,
        **_receiver(facts.to),
    )
    consent.save(force_insert=True)
    people.grant(
        person,
        ground=Ground.CONSENT,
        scope=consent.scope,
        purpose=consent.purpose,
        starts=_start_of(starts_on) if starts_on > clock.today() else None,
        ends=_start_of(consent.ends_on + timedelta(days=1)),
        source=("consent", consent.pk),
        by=by,
        **_receiver(facts.to),
    )
    return consent


@action("network.consent.withdrawn", rule=rules.may_withdraw)
def withdraw(consent: Consent, *, how: str, by: Actor) -> Consent:
    """Take the yes back: every reach that rests on it ends now, and what happened stays on record.

    Once is enough; a second time changes nothing.
    """
    current = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if current.withdrawn_at is not None:
        return current
    current.withdrawn_at, current.withdrawn_how = clock.now(), how
    current.save()
    _end_reach_of(current, by)
    return current


@action("network.consent.ended", rule=rules.may_end_consent)
def end_consent(consent: Consent, *, by: Actor) -> Consent:
    """What the yes was given for is over, and so is every reach that rests on it."""
    current = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if current.stands:
        current.ended_at = clock.now()
        current.save()
        _end_reach_of(current, by)
    return current


@action("network.consent.shortened", rule=rules.may_end_consent)
def shorten_consent(consent: Consent, *, ends_on: date, by: Actor) -> Consent:
    """Let a yes to a matter end earlier, today or ahead; a later day has to be asked for."""
    current = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if current.stands and ends_on < current.ends_on:
        _check_period(current.starts_on, ends_on, rules.CONSENT_AT_MOST)
        current.ends_on = ends_on
        current.save()
        at = _start_of(ends_on + timedelta(days=1))
        people.end_grants(current.person, source=("consent", current.pk), at=at, by=by)
    return current


def _end_reach_of(consent: Consent, by: Actor) -> None:
    """End every reach that rests on a yes."""
    people.end_grants(consent.person, source=("consent", consent.pk), by=by)
    for disclosure in Disclosure.objects.filter(consent=consent, ended_at=None).order_by("pk"):
        _end(disclosure, by)


@action("network.disclosure.asked", rule=rules.may_ask)
def ask(person: Person, *, scope: str, reason: str, by: Actor) -> Request:
    """Ask the responsible unit to disclose a part; its managers are told at once."""
    _check_scope(scope)
    unit = queries.responsible_unit(person)
    if unit is None or by.account_id is None or by.unit_id is None:
        raise NotAllowedNowError(_("No unit answers for the person right now. Call the board."))
    waiting = Request.objects.filter(person=person, asked_by_id=by.account_id, answered_at=None)
    if waiting.exists():
        raise NotAllowedNowError(_("You have asked already, and the answer hasn't come yet."))
    request = Request(
        person=person,
        secrecy_area=person.secrecy_area,
        unit=unit,
        asked_by_id=by.account_id,
        asked_from_id=by.unit_id,
        scope=scope,
        reason=whole_reason(reason),
    )
    request.save(force_insert=True)
    notices.tell_managers(unit.pk, text="task", by=by)
    return request


@action("network.disclosure.refused", rule=rules.may_answer)
def refuse(request: Request, *, reason: str, by: Actor) -> Request:
    """Nothing is disclosed, and the one who asked reads why. The reason must reveal nothing."""
    return _answer(request, by, refusal=whole_reason(reason))


@dataclass(frozen=True)
class DisclosureFacts:
    """What is handed out: a copy of `parts` (in words, `told`) or reach to `scope` until a day."""

    to: Receiver
    ground: str
    reason: str
    harm_test: str = ""
    parts: Sequence[str] = ()
    told: str = ""
    scope: str = ""
    ends_on: date | None = None


@action("network.disclosure.made", rule=rules.may_record)
def disclose(
    person: Person, *, facts: DisclosureFacts, by: Actor, request: Request | None = None
) -> Disclosure:
    """Hand something out on a ground, perhaps as the answer to a request; the log keeps it.

    A request is answered to the one who asked: reach goes to that account, not to a whole unit.
    """
    _check_disclosure(person, facts)
    if request is not None:
        _check_answers(person, request, by)
        request = _answer(request, by)
    to = request.asked_from if request else facts.to
    consent = _consent_to(person, to, facts) if facts.ground == "consent" else None
    made = Disclosure(
        person=person,
        secrecy_area=person.secrecy_area,
        request=request,
        ground=facts.ground,
        consent=consent,
        parts=sorted(facts.parts) if not facts.scope else [],
        told=facts.told.strip() if not facts.scope else "",
        scope=facts.scope,
        ends_on=facts.ends_on if facts.scope else None,
        reason=whole_reason(facts.reason),
        harm_test=facts.harm_test.strip(),
        made_by_id=by.account_id,
        receiver_name=to.name,
        **_receiver(to),
    )
    made.save(force_insert=True)
    if made.scope and made.ends_on:
        people.grant(
            person,
            ground=Ground.DISCLOSURE,
            scope=made.scope,
            purpose=request.reason[:120] if request else "",
            reason=made.reason,
            ends=_start_of(made.ends_on + timedelta(days=1)),
            source=("disclosure", made.pk),
            by=by,
            **({"account_id": request.asked_by_id} if request else _receiver(to)),
        )
    log.write_disclosure(
        by, "network.disclosure.made", made, fields=made.parts or [made.scope], code=made.ground
    )
    return made


@action("network.disclosure.ended", rule=rules.may_end)
def end_reach(disclosure: Disclosure, *, by: Actor) -> Disclosure:
    """The reach that was disclosed ends before its day."""
    return _end(disclosure, by)


def _end(disclosure: Disclosure, by: Actor) -> Disclosure:
    """The disclosure with its reach ended: once is enough, and a copy can't be taken back."""
    current = Disclosure.objects.select_for_update(of=("self",)).get(pk=disclosure.pk)
    if current.ended_at is not None or not current.gives_reach:
        return current
    current.ended_at = clock.now()
    current.save()
    people.end_grants(current.person, source=("disclosure", current.pk), by=by)
    return current


def _check_answers(person: Person, request: Request, by: Actor) -> None:
    """That the request is about this person, and was put to the actor's unit."""
    if request.person_id != person.pk or not rules.may_answer(request, by):
        raise refused(by=by, verb="network.disclosure.made", subject=request)


def _answer(request: Request, by: Actor, *, refusal: str = "") -> Request:
    """The request as answered now; NotAllowedNowError when somebody was first."""
    current = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not current.is_waiting:
        raise NotAllowedNowError(_("Somebody has answered the request already."))
    current.answered_at, current.answered_by_id = clock.now(), by.account_id
    current.refusal = refusal
    current.save()
    notices.tell(("account", current.asked_by_id), text="message", by=by)
    return current


def _check_disclosure(person: Person, facts: DisclosureFacts) -> None:
    """That it says on which ground, and exactly what."""
    if not codes.is_current("disclosure_ground", facts.ground, country=person.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="ground")
    if facts.ground not in rules.WITHOUT_HARM_TEST and len(facts.harm_test.strip()) < 10:
        raise NotAllowedNowError(
            _("Write how you tested that nobody is harmed, in at least 10 characters."),
            field="harm_test",
        )
    if facts.scope:
        _check_scope(facts.scope)
        if facts.ends_on is None:
            raise NotAllowedNowError(_("Say until which day."), field="ends_on")
        _check_period(clock.today(), facts.ends_on, rules.REACH_AT_MOST)
        return
    if not facts.parts or not set(facts.parts) <= set(COMPARTMENTS):
        raise NotAllowedNowError(_("Choose which parts it is about."), field="parts")
    if not facts.told.strip():
        raise NotAllowedNowError(
            _("Write what was handed over, so that it can be read afterwards."), field="told"
        )


def _consent_to(person: Person, to: Receiver, facts: DisclosureFacts) -> Consent:
    """The person's yes to this, to them, for as long; NotAllowedNowError where there is none."""
    in_force = queries.consents_in_force(person, to)
    if not in_force:
        raise NotAllowedNowError(
            _("There is no yes in force for this receiver. Record it first."), field="ground"
        )
    fitting = [consent for consent in in_force if _covers(consent, facts)]
    if not fitting:
        field = "scope" if facts.scope else "parts"
        raise NotAllowedNowError(_("The yes is about another part of the file."), field=field)
    if facts.ends_on and facts.scope and facts.ends_on > fitting[0].ends_on:
        raise NotAllowedNowError(_("The yes ends before that day."), field="ends_on")
    return fitting[0]


def _covers(consent: Consent, facts: DisclosureFacts) -> bool:
    """Whether the yes is about the reach, or about every part of the copy."""
    if facts.scope:
        return facts.scope == consent.scope
    return all(holds(consent.scope, part) for part in facts.parts)


def _is_employer(to: Receiver) -> bool:
    return isinstance(to, Organisation) and to.kind == Organisation.Kind.EMPLOYER


def _check_scope(scope: str) -> None:
    if scope not in rules.SCOPES:
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="scope")


def _check_period(starts_on: date, ends_on: date, at_most: timedelta) -> None:
    """That the days come in order, end ahead, and lie no further apart than may be."""
    if ends_on < max(starts_on, clock.today()):
        raise NotAllowedNowError(
            _("The last day comes before the first, or has passed."), field="ends_on"
        )
    if ends_on - starts_on > at_most:
        raise NotAllowedNowError(
            _("At most %(n)s days. Choose an earlier last day.") % {"n": at_most.days},
            field="ends_on",
        )


def _receiver(to: Receiver) -> dict[str, Any]:
    """The field that holds the receiver, as the models and the grant name it."""
    return {"unit": to} if isinstance(to, Unit) else {"organisation": to}


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
