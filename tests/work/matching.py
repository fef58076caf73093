"""Places, and what is known of a person, for tests of matching. Concepts are the taxonomy's."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.core.audit import recording
from stegvis.core.audit.actor import Actor
from stegvis.reference import languages, occupations, skills
from stegvis.work.matching import profiles
from stegvis.work.matching.facts import PersonFacts
from stegvis.work.opportunities.models import Opportunity

OCCUPATION = {one.label: one.concept_id for one in occupations.occupations().values()}
SKILL = {one.label: one.concept_id for one in skills.skills().values()}
CHILD_MINDER, PUPIL_ASSISTANT = OCCUPATION["Barnskötare"], OCCUPATION["Elevassistent"]
CLEANER, NURSE = OCCUPATION["Städare"], OCCUPATION["Sjuksköterska, grundutbildad"]
LORRY_DRIVER = OCCUPATION["Fjärrbilsförare"]
NURSES_LICENCE = "Legitimation som sjuksköterska"
SWEDISH = languages.languages_by_iso()["sv"].concept_id
PEDAGOGY = next(one.concept_id for one in occupations.fields().values() if one.label == "Pedagogik")
FIRST, SECOND, THIRD = sorted(skills.skills())[:3]
BOLLNAS, SODERHAMN = "2183", "2182"


def place(cast, title="Barnskötare", **facts):
    """An open place in Bollnäs, known to the tenant."""
    occupation = facts.pop("occupation", CHILD_MINDER)
    defaults = {
        "kind": "job",
        "occupation": occupation,
        "ssyk4": occupations.occupation(occupation).ssyk4,
        "municipality_code": BOLLNAS,
        "employer_name": "Norrbackens förskola",
        "deadline": clock.days_from_today(30),
    }
    with recording.recording("test.place", Actor.system("test", tenant_id=cast.tenant.pk)):
        row = Opportunity(title=title, **{**defaults, **facts})
        row.save(force_insert=True)
    return row


def change(place, **facts):
    """The place as somebody has changed it."""
    with recording.recording("test.place", Actor.system("test", tenant_id=place.tenant_id)):
        for name, value in facts.items():
            setattr(place, name, value)
        place.next_version().save()


def enrolled(cast, **person):
    """Somebody with an open case that Kerstin coordinates."""
    facts = cases.ReferralFacts("social_services", "Vill arbeta", "consent")
    referral = cases.refer(cast.person(**person), unit=cast.unit, facts=facts, by=cast.system)
    cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    return referral.person


def own_page(cast, person):
    """The person, acting on the own page."""
    return Actor(
        tenant_id=cast.tenant.pk,
        role="participant",
        account_id=cast.kerstin.pk,
        party_kind="participant",
        party_id=person.pk,
    )


@pytest.fixture
def knows(monkeypatch):
    """`knows(skills={...})`: what is known of whoever is asked about."""

    def set_to(**facts):
        known = PersonFacts(**facts)
        monkeypatch.setattr(profiles, "of_person", lambda _person, *, by: known)
        return known

    set_to()
    return set_to


def later(days):
    """The clock so many days ahead."""
    return clock.set_to(clock.now() + timedelta(days=days))


def participant(cast, person):
    """The person's account."""
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name=person.name, by=cast.system
    )
    accounts.link_party(account, kind=PartyKind.PARTICIPANT, record_id=person.pk, by=cast.system)
    return account
