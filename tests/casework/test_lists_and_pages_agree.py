"""The rules for one person and the query for a list give everybody the same answer."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from stegvis.casework.people import access, actions, queries, scopes
from stegvis.casework.people.models import Ground, Protection
from stegvis.core import clock
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.organisations import actions as organisations

GRANTS = 60
LENGTHS = (None, timedelta(seconds=1), timedelta(hours=1), timedelta(days=30))
DELAYS = (timedelta(0), timedelta(minutes=-5), timedelta(minutes=90), timedelta(days=3))


@pytest.fixture
def world(cast):
    """Persons, everybody who might look, and everybody who can hold a grant."""
    unit, vera = cast.another_board()
    school = organisations.create_organisation(
        cast.tenant, name="Skolan", kind="school", by=cast.system
    )
    persons = [cast.person(name, "Ek") for name in ("Amina", "Johan", "Selam", "Nils", "Pia")]
    for person, level in ((persons[1], Protection.STRICT), (persons[2], Protection.CONFIDENTIAL)):
        actions.set_protection(
            person, level=level, officers=[cast.bjorn, vera], reason="Hot", by=cast.system
        )
    party = Actor(tenant_id=cast.tenant.pk, role="", account_id=cast.kerstin.pk)
    staff = [cast.by(one) for one in (cast.kerstin, cast.bjorn, cast.maria, cast.admin, vera)]
    actors = [
        *staff,
        replace(staff[0], role=Role.QUALITY_DEVELOPER),
        replace(party, role="participant", party_kind="participant", party_id=persons[0].pk),
        replace(party, role="participant", party_kind="participant", party_id=persons[1].pk),
        replace(party, role="partner", party_kind="partner", party_id=school.pk),
        replace(party, role="partner", party_kind="partner", party_id=cast.unit.organisation_id),
        replace(party, role="employer", party_kind="employer", party_id=school.pk),
        Actor(tenant_id=cast.other_tenant.pk, role="coordinator", account_id=cast.kerstin.pk),
        Actor.anonymous(),
        cast.system,
    ]
    holders = [
        *({"account_id": one.pk} for one in (cast.kerstin, cast.bjorn, cast.admin, vera)),
        {"unit": cast.unit},
        {"unit": cast.unit, "role": "unit_manager"},
        {"unit": unit},
        {"organisation": school},
        {"organisation": cast.unit.organisation},
    ]
    return persons, actors, holders


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_granted_the_list_and_the_page_agree_for_staff_and_parties(cast, world, seed):
    chance, (persons, actors, holders) = random.Random(seed), world
    now = clock.now()
    for number in range(1, GRANTS + 1):
        ground = chance.choice(list(Ground))
        lasts = timedelta(hours=1) if ground == Ground.URGENT else chance.choice(LENGTHS)
        starts = now + chance.choice(DELAYS)
        actions.grant(
            chance.choice(persons),
            **chance.choice(holders),
            ground=ground,
            scope=chance.choice([*scopes.SCOPES, "unknown"]),
            reason="Så skrivet att det räcker",
            starts=starts,
            ends=starts + lasts if lasts else None,
            by=cast.system,
        )
        if number % 30 == 0:
            with clock.set_to(now + timedelta(minutes=1)):
                _agree(persons, actors)
    with clock.set_to(now + timedelta(hours=2)):
        _agree(persons, actors)


def test_between_boards_an_old_task_adds_nothing_to_what_was_disclosed(cast):
    amina, (_unit, vera) = cast.person(), cast.another_board()
    for ground, scope in ((Ground.ASSIGNMENT, "full"), (Ground.DISCLOSURE, "plan")):
        actions.grant(amina, account_id=vera.pk, ground=ground, scope=scope, by=cast.system)
    assert queries.held_compartments(amina, by=cast.by(vera)) == {"name", "plan"}
    assert amina not in queries.visible_to(cast.by(vera), compartment="journal")


def _agree(persons, actors):
    for actor in actors:
        held = {person: queries.held_compartments(person, by=actor) for person in persons}
        for compartment in scopes.COMPARTMENTS:
            listed = set(queries.visible_to(actor, compartment=compartment))
            opened = {person for person in persons if compartment in held[person]}
            assert listed == opened, (actor, compartment)
        if actor.role == Role.UNIT_MANAGER:
            refusals = {person: queries.decide(person, by=actor) for person in persons}
            urgent = {person for person, found in refusals.items() if found and found.override}
            assert set(access.unreached(actor)) == urgent
