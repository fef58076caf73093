"""Keeping the register of employers, and writing down talks with them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, PartyKind
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.notices import actions as notices
from stegvis.core.notices.models import Notice
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Organisation
from stegvis.core.organisations.queries import country_of
from stegvis.work.employers import numbers, rules
from stegvis.work.employers.models import Employer, EmployerContact


@dataclass(frozen=True)
class EmployerFacts:
    """What is known about an employer."""

    name: str
    number: str = ""
    industry_code: str = ""
    municipality_code: str = ""
    address: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    owner: Account | None = None
    is_own: bool = False


@action("employers.employer.registered", rule=rules.may_keep)
def register(facts: EmployerFacts, *, by: Actor) -> Employer:
    """A new employer. A number that is known already names the employer that has it."""
    employer = Employer()
    _set_facts(employer, facts, by)
    return _stored(employer)


@action("employers.employer.edited", rule=rules.may_keep)
def edit(employer: Employer, *, facts: EmployerFacts, seen_version: int, by: Actor) -> Employer:
    """Change what is known; StaleVersionError when somebody saved in between."""
    if employer.version != seen_version:
        raise StaleVersionError(employer)
    _set_facts(employer, facts, by)
    if employer.organisation is not None:
        employer.organisation.name = employer.name
        employer.organisation.save(update_fields=["name"])
    return _stored(employer.next_version())


def _set_facts(employer: Employer, facts: EmployerFacts, by: Actor) -> None:
    for fact in fields(facts):
        value = getattr(facts, fact.name)
        setattr(employer, fact.name, value.strip() if isinstance(value, str) else value)
    if not employer.name:
        raise NotAllowedNowError(_("Give the employer's name."), field="name")
    try:
        employer.number = numbers.normalise(facts.number, country_of(by))
    except numbers.NumberFaultError as fault:
        raise NotAllowedNowError(fault.sentence, field="number") from fault
    _refuse_known_number(employer)


def _refuse_known_number(employer: Employer) -> None:
    known = Employer.objects.filter(number=employer.number).exclude(pk=employer.pk).first()
    if employer.number and known:
        raise NotAllowedNowError(
            _("%(name)s has this number already. Use that employer instead.")
            % {"name": known.name},
            field="number",
        )


@action("employers.organisation.made", rule=rules.may_keep)
def make_grantable(employer: Employer, *, by: Actor) -> Organisation:
    """The organisation that holds what the employer is granted; made the first time."""
    if employer.organisation is None:
        system = Actor.system("employers", tenant_id=by.tenant_id, on_behalf_of=by.account_id)
        employer.organisation = organisations.create_organisation(
            employer.tenant,
            name=employer.name,
            kind=Organisation.Kind.EMPLOYER,
            number=employer.number,
            by=system,
        )
        employer.save(update_fields=["organisation"])
    return employer.organisation


@action("employers.sign_in.given", rule=rules.may_keep)
def let_in(employer: Employer, *, name: str, email: str, by: Actor) -> Account:
    """Somebody at the employer signs in for it from now on, with links to the address.

    They read about everybody who is shown there, so only those who answer for them let in, and
    those who coordinate them are told.
    """
    if not rules.answers_for_those_shown(employer, by):
        raise NotAllowedNowError(
            _(
                "The employer reads about somebody whom another unit answers for. "
                "Ask that unit to let in."
            )
        )
    record = (PartyKind.EMPLOYER, employer.pk)
    account = accounts.let_in(employer.tenant, record, name=name, email=email, by=by)
    for account_id in sorted(rules.coordinators_of_those_shown(employer) - {by.account_id or 0}):
        notices.tell(("account", account_id), text="review", by=by)
    return account


@action("employers.sign_in.link_sent", rule=rules.may_keep)
def send_link(employer: Employer, *, account: Account, by: Actor) -> Notice:
    """E-mail one of those who sign in for the employer a link that works once."""
    return notices.send_link(account, by=by)


@action("employers.sign_in.ended", rule=rules.may_keep)
def let_out(employer: Employer, *, account: Account, by: Actor) -> Employer:
    """They no longer sign in for the employer."""
    accounts.let_out((PartyKind.EMPLOYER, employer.pk), account=account, by=by)
    return employer


def _stored(employer: Employer) -> Employer:
    """Save; two who register the same number at the same second get the same sentence."""
    try:
        with transaction.atomic():
            employer.save()
    except IntegrityError:
        _refuse_known_number(employer)
        raise
    return employer


@dataclass(frozen=True)
class TalkFacts:
    """How and when we talked, and a line about what was said."""

    kind: str = "job_talk"
    text: str = ""
    on: date | None = None


@action("employers.talk.logged", rule=rules.may_log)
def log_talk(employer: Employer, *, facts: TalkFacts, by: Actor) -> EmployerContact:
    """A talk with the employer, by the actor, today or before."""
    on = facts.on or clock.today()
    if on > clock.today():
        raise NotAllowedNowError(
            _("The day of the talk can't be ahead of today. Change it."), field="on"
        )
    if not codes.is_current("employer_contact_kind", facts.kind, country=country_of(by)):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="kind")
    contact = EmployerContact(
        employer=employer,
        account_id=by.account_id or 0,
        kind=facts.kind,
        text=facts.text.strip(),
        on=on,
    )
    contact.save(force_insert=True)
    return contact
