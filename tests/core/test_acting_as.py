"""Somebody with several roles, or a role and a record of their own, chooses which one acts."""

import pytest

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.core.accounts import actions
from stegvis.core.accounts.models import Party, Role
from stegvis.core.audit import recording
from stegvis.core.audit.models import AuditEvent
from tests.cast import FIRST_DAY

PAGE = "/account/"


@pytest.fixture
def maria(cast, act_as):
    """A manager who is also the registrar."""
    actions.give_role(
        cast.unit, account=cast.maria, role=Role.REGISTRAR, starts=FIRST_DAY, by=cast.system
    )
    return act_as(cast.maria)


def choose(client, account, role):
    chosen = account.memberships.get(role=role)
    return client.post(f"{PAGE}act-as/", {"as": f"role-{chosen.pk}"})


def test_the_page_shows_every_role_and_which_one_acts(maria):
    page = maria.get(PAGE).content.decode()
    assert "Enhetschef" in page
    assert "Registrator" in page
    assert page.count("Välj</button>") == 1


def test_the_chosen_role_acts_until_another_is_chosen(cast, maria):
    person = cast.person()
    people.grant(
        person, unit=cast.unit, role=Role.UNIT_MANAGER, ground=Ground.MANAGEMENT, by=cast.system
    )
    assert maria.get(f"/person/{person.public_id}/").status_code == 200
    choose(maria, cast.maria, Role.REGISTRAR)
    assert maria.get(f"/person/{person.public_id}/").status_code == 403
    choose(maria, cast.maria, Role.UNIT_MANAGER)
    assert maria.get(f"/person/{person.public_id}/").status_code == 200


def test_the_choice_is_written_down(cast, maria):
    choose(maria, cast.maria, Role.REGISTRAR)
    event = AuditEvent.objects.filter(verb="accounts.role.chosen").get()
    assert event.account_id == cast.maria.pk


def test_a_role_one_does_not_have_is_not_taken(cast, maria):
    other = cast.kerstin.memberships.get()
    assert maria.post(f"{PAGE}act-as/", {"as": f"role-{other.pk}"}).status_code == 404
    assert maria.post(f"{PAGE}act-as/", {"as": "record-1"}).status_code == 404


def test_a_choice_takes_more_than_a_link(maria):
    assert maria.get(f"{PAGE}act-as/").status_code == 405


def test_a_role_that_has_ended_acts_no_longer(cast, maria):
    choose(maria, cast.maria, Role.REGISTRAR)
    with_role = cast.maria.memberships.filter(role=Role.REGISTRAR)
    with recording.recording("test", cast.system):
        with_role.update(ends=FIRST_DAY)
    assert "Registrator" not in maria.get(PAGE).content.decode()


def test_staff_who_are_participants_too_see_their_own_file_only_as_participants(cast, act_as):
    person = cast.person()
    actions.link_party(cast.kerstin, kind="participant", record_id=person.pk, by=cast.system)
    kerstin = act_as(cast.kerstin)
    assert kerstin.get("/me/").status_code in (403, 404)
    kerstin.post(f"{PAGE}act-as/", {"as": f"record-{Party.objects.get().pk}"})
    assert kerstin.get("/me/").status_code == 200
    assert kerstin.get("/employers/").status_code in (403, 404)


def test_with_one_role_there_is_nothing_to_choose(cast, act_as):
    page = act_as(cast.kerstin).get(PAGE).content.decode()
    assert "Vad vill du arbeta som?" not in page
