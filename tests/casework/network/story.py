"""A yes, a request and a disclosure, as the tests of the room make them."""

from stegvis.casework.network import actions
from stegvis.casework.people import queries as reach
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.core.accounts.queries import actor_for

REASON = "Behövs för att planera studierna"


def facts(to, **changes):
    given = {
        "to": to,
        "scope": "plan",
        "purpose": "Planera svenskan",
        "ends_on": clock.days_from_today(30),
        "given_how": "phone",
    }
    return actions.ConsentFacts(**{**given, **changes})


def unit_of(account):
    return account.memberships.get().unit


def said_yes(cast, amina, vera, **changes):
    return actions.record_consent(
        amina, facts=facts(unit_of(vera), **changes), by=cast.by(cast.kerstin)
    )


def disclosed(**changes):
    given = {
        "to": None,
        "ground": "decision",
        "reason": REASON,
        "harm_test": "Personen vill det själv",
        "scope": "plan",
        "ends_on": clock.days_from_today(10),
    }
    return actions.DisclosureFacts(**{**given, **changes})


def held(person, account):
    return reach.held_compartments(person, by=actor_for(account))


def as_participant(cast, person):
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(account, kind=PartyKind.PARTICIPANT, record_id=person.pk, by=cast.system)
    return account


def ask(cast, amina, vera):
    return actions.ask(amina, scope="plan", reason=REASON, by=cast.by(vera))
