"""Letting a person sign in to their own page, the ways a link gets to them, and ending it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import lookups, numbers, reaching, rules
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import LINK_SENT, LINK_SHOWN
from stegvis.core import site
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Party, PartyKind
from stegvis.core.accounts.queries import codes_go_to, signing_in_for, vouches_for_numbers
from stegvis.core.accounts.registries import NUMBERED
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.languages import own_language, pages_of
from stegvis.core.notices import actions as notices
from stegvis.core.notices.registries import NoWay, Way

WHY_NOT: dict[str, str | Promise] = {
    "protected": _("The identity is protected and no safe way is chosen. Hand the link over."),
    "neutral": _("Somebody else may see the phone, and no safe way is chosen. Hand the link over."),
    "by_post": _("The person is reached by post only. Hand the link over."),
    "no_way": _("No way to get in touch is written down. Hand the link over."),
}
"""Why a link can't be sent, by the reason of `way_to_person`."""


@action("people.own_page.opened", rule=rules.may_let_in)
def let_in(person: Person, *, by: Actor) -> Account:
    """An account for the person's own page.

    It carries neither name nor address: whoever keeps the accounts reaches no persons, and links
    go by the person's own safe way. It reads in the person's language, where pages are in that.
    """
    if signing_in(person, by=by) is not None:
        raise NotAllowedNowError(_("The person has a page of their own already."))
    with override(pages_of(own_language(person.tenant.country))):
        name = gettext("Participant")
    record = (PartyKind.PARTICIPANT, person.pk)
    return accounts.let_in(person.tenant, record, name=name, language=person.language, by=by)


@action(LINK_SENT, rule=rules.may_let_in)
def send_link(person: Person, *, by: Actor) -> Person:
    """A link that signs in once, by the way that is safe; NotAllowedNowError where none is."""
    if (why := why_not_sent(person)) is not None:
        raise NotAllowedNowError(why)
    notices.send_link(_account(person, by), to=("person", person.pk), by=by)
    return person


@action(LINK_SHOWN, rule=rules.may_let_in)
def make_link(person: Person, *, by: Actor) -> str:
    """The token of a link to hand over at the desk; it works once, for a quarter of an hour.

    NotAllowedNowError when the installation has no address that a link could lead to.
    """
    site.address()
    return accounts.issue_link(_account(person, by), by=_on_behalf_of(by))


@action("people.own_page.codes_allowed", rule=rules.may_let_in)
def allow_codes(person: Person, *, by: Actor) -> Person:
    """Codes to sign in go to the person's safe way of today; NotAllowedNowError where none is."""
    found = way(person)
    if found is None:
        raise NotAllowedNowError(why_not_sent(person) or WHY_NOT["no_way"])
    accounts.allow_codes(_account(person, by), address=found.address, by=_on_behalf_of(by))
    return person


@action("people.own_page.codes_stopped", rule=rules.may_let_in)
def stop_codes(person: Person, *, by: Actor) -> Person:
    """No code leads to the person's page from now on."""
    accounts.stop_codes(_account(person, by), by=_on_behalf_of(by))
    return person


@action("people.own_page.closed", rule=rules.may_let_in)
def let_out(person: Person, *, by: Actor) -> Person:
    """Nobody signs in for the person from now on, not with a link sent before."""
    accounts.forget_party(PartyKind.PARTICIPANT, record_id=person.pk, by=_on_behalf_of(by))
    return person


def sign_out(person: Person, *, by: Actor) -> None:
    """End the sessions on the person's own page and the links to it that nobody has used.

    Called by the actions that change whom a message reaches, or who may know of the person: an old
    phone must not go on reading.
    """
    accounts.sign_out_everywhere((PartyKind.PARTICIPANT, person.pk), by=by)


def signing_in(person: Person, *, by: Actor) -> Party | None:
    """Who signs in for the person, if anybody does; RefusedError for those who may not know."""
    rules.may_let_in(person, by)
    return signing_in_for(PartyKind.PARTICIPANT, person.pk).first()


def by_code(party: Party | None, found: Way | None) -> bool:
    """Whether whoever signs in may do so with a code sent that way."""
    if party is None or found is None:
        return False
    return codes_go_to(party.account, found.address)


def opened_by(number: str) -> list[Account]:
    """Accounts of the own pages, in the authority in scope, of whoever has the identity number."""
    persons = Person.objects.filter(lookups.numbered(numbers.indexes_of_text(number)))
    parties = signing_in_for(PartyKind.PARTICIPANT, persons.order_by().values("pk"))
    return [party.account for party in parties]


NUMBERED.register("own page", opened_by)


def eid(person: Person) -> str:
    """The identity provider that leads to the person's page by their number; '' when none does."""
    return vouches_for_numbers() if person.number else ""


def way(person: Person) -> Way | None:
    """How a link would be sent, where it may be."""
    found = reaching.way_to_person(person.pk, leads_in=True)
    return None if isinstance(found, NoWay) else found


def why_not_sent(person: Person) -> str | Promise | None:
    """The sentence that says why no link may be sent; None: it may."""
    found = reaching.way_to_person(person.pk, leads_in=True)
    return WHY_NOT.get(found.reason, found.reason) if isinstance(found, NoWay) else None


def _account(person: Person, by: Actor) -> Account:
    party = signing_in(person, by=by)
    if party is None:
        raise NotAllowedNowError(_("The person has no page of their own yet. Open one first."))
    return party.account


def _on_behalf_of(by: Actor) -> Actor:
    return Actor.system("own page", tenant_id=by.tenant_id, on_behalf_of=by.account_id)
