"""Who is said to reach a file are those who can open it now, each once."""

from datetime import timedelta

import pytest

from stegvis.casework.network import queries
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Protection
from stegvis.core import clock
from tests.casework.network.story import as_participant, said_yes
from tests.casework.pages import queries_of


@pytest.fixture
def managed(cast, amina):
    """Also her unit's manager may open the file, as long as it isn't shut."""
    for _twice in range(2):
        people.grant(
            amina, unit=cast.unit, role="unit_manager", ground=Ground.MANAGEMENT, by=cast.system
        )
    return amina


def protect(cast, person):
    people.set_protection(
        person, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )


def listed(client, cast, person):
    client.force_login(cast.kerstin)
    return client.get(f"/person/{person.public_id}/").content.decode()


def test_a_file_that_is_shut_is_reached_by_its_officers_alone(client, cast, managed):
    assert "Enhetschef, Arbetsmarknadsenheten" in listed(client, cast, managed)
    protect(cast, managed)
    text = listed(client, cast, managed)
    assert "Enhetschef, Arbetsmarknadsenheten" not in text
    assert '<span class="strong">Kerstin Norling</span>' in text
    client.force_login(as_participant(cast, managed))
    own = client.get("/me/knowers/").content.decode()
    assert "Enhetschef" not in own
    assert "Kerstin Norling" in own


def test_a_colleagues_file_is_reached_by_the_officers_among_staff(cast, managed):
    people.name_colleague(managed, account=cast.bjorn, officers=[cast.kerstin], by=cast.system)
    rows = queries.reach_of(managed, by=cast.system)
    assert {grant.account for grant in rows} == {cast.kerstin}


def test_of_the_same_holder_ground_and_part_the_longest_stands(client, cast, managed):
    for days in (2, 9, 5):
        people.grant(
            managed,
            account_id=cast.bjorn.pk,
            ground=Ground.COVER,
            ends=clock.now() + timedelta(days=days),
            by=cast.system,
        )
    rows = queries.each_once(queries.reach_of(managed, by=cast.system))
    (cover,) = [grant for grant in rows if grant.ground == Ground.COVER]
    assert cover.ends > clock.now() + timedelta(days=8)
    text = listed(client, cast, managed)
    assert text.count('<span class="strong">Enhetschef, Arbetsmarknadsenheten</span>') == 1


def test_a_yes_can_be_taken_back_while_the_file_is_shut(client, cast, amina, vera):
    consent = said_yes(cast, amina, vera)
    protect(cast, amina)
    assert queries.reach_of(amina, by=cast.system).filter(ground=Ground.CONSENT).count() == 0
    client.force_login(as_participant(cast, amina))
    assert f"/{consent.public_id}/" in client.get("/me/knowers/").content.decode()


def test_a_file_that_is_shut_takes_no_further_question(cast, managed):
    def ask():
        return list(queries.reach_of(managed, by=cast.system))

    of_an_open_file = queries_of(ask)
    protect(cast, managed)
    assert queries_of(ask) == of_an_open_file == 1
