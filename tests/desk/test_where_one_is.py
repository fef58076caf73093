"""The menu says where one is, on pages too that have no line of their own."""

import re

import pytest
from django.urls import reverse

from tests.desk import story


@pytest.fixture
def lit(client, cast):
    """The word of the lit line, in the menu at the side and in that of the phone."""

    def get(address, who=cast.kerstin):
        client.force_login(who)
        page = client.get(address).content.decode()
        return set(re.findall(r'class="item"[^>]*aria-current="page"><span>([^<]+)</span>', page))

    return get


@pytest.mark.parametrize("address", ["/", "/day/?bucket=mine"])
def test_my_day_is_lit_on_each_of_its_lists(cast, lit, address):
    assert lit(address) == {"Min dag"}


@pytest.mark.parametrize("name", ["person:page", "plans:plan", "journal:write", "meetings:new"])
def test_a_persons_file_is_among_the_participants(cast, lit, name):
    case = story.taken(cast)
    assert lit(reverse(name, args=[case.person.public_id])) == {"Deltagare"}


def test_an_item_of_its_own_goes_before(cast, lit):
    assert lit("/cases/queue/") == {"Inkommande"}


def test_the_instruments_of_the_authority_are_administration(cast, lit):
    assert lit(reverse("situation:instruments"), who=cast.admin) == {"Administration"}
