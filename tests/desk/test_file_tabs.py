"""The rooms of a file as tabs: real links, a head that stays, one opening for one look."""

import pytest

from stegvis.core.audit.models import AuditEvent
from tests.desk import story

OPENED, HEAD = "people.person.opened", "people.person.head_shown"


@pytest.fixture
def amina(cast):
    """Planned with, by Kerstin."""
    case = story.taken(cast)
    story.met(cast, case)
    story.planned(cast, case)
    return case.person


@pytest.fixture
def get(client, cast):
    """`get(address, **headers)`: a page as Kerstin sees it."""
    client.force_login(cast.kerstin)

    def page(address, **headers):
        return client.get(address, headers=headers).content.decode()

    return page


@pytest.mark.parametrize("address", [
    "/person/{}/", "/person/{}/notes/", "/plans/{}/", "/situation/{}/areas/",
    "/situation/{}/profile/", "/matching/{}/", "/papers/{}/", "/network/{}/",
])  # fmt: skip
def test_every_room_stands_under_the_same_head_with_its_own_tab_current(get, amina, address):
    here = address.format(amina.public_id)
    text = get(here)
    tabs = text.split('id="tabs"')[1].split("</nav>")[0]
    assert tabs.count("<a ") == 8
    assert f'href="{here}" hx-get="{here}" aria-current="page"' in tabs
    head = text.split('class="file-head"')[1].split("</header>")[0]
    assert "Jag vill arbeta med barn igen" in head
    assert "Amina Warsame" in head


def test_with_htmx_only_the_room_comes(get, amina):
    text = get(f"/plans/{amina.public_id}/", **{"HX-Request": "true", "HX-Target": "div#room"})
    assert 'id="tabs"' in text
    assert 'class="file-head"' not in text


def test_a_look_at_a_room_is_one_opening_and_the_head_says_what_it_shows(get, amina):
    before = AuditEvent.objects.filter(verb=OPENED).count()
    get(f"/papers/{amina.public_id}/")
    assert AuditEvent.objects.filter(verb=OPENED).count() == before + 1
    shown = AuditEvent.objects.get(verb=HEAD)
    assert shown.person_id == amina.pk
    assert "plan" in shown.fields


def test_the_head_holds_no_more_than_the_reader_does(client, cast, amina):
    client.force_login(cast.bjorn)
    assert client.get(f"/plans/{amina.public_id}/").status_code == 403
    assert not AuditEvent.objects.filter(verb=HEAD).exists()
