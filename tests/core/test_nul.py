"""NUL in an address, a cookie or beside a form's fields is a bad request, no fault of ours."""

import pytest

from stegvis.core.forms.models import SentForm


@pytest.mark.parametrize(
    "address",
    ["/person/%00/", "/groups/%00abc/", "/meetings/calendar/%00.x.ics", "/in/%00/",
     "/cases/mine/?page=%00", "/journal/abc/write/?draft=a%00"],
)  # fmt: skip
def test_an_address_with_nul_is_a_bad_request_for_everybody(cast, client, act_as, address):
    assert client.get(address).status_code == 400
    assert act_as(cast.kerstin).get(address).status_code == 400


def test_a_cookie_with_nul_is_a_bad_request(db, client):
    client.cookies["sessionid"] = "abcdefgh\0"
    assert client.get("/").status_code == 400


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/groups/new/", {"key": "a\0"}),
        ("/people/search/", {"q": "Amina\0"}),
        ("/cases/together/", {"who": "a\0", "deed": "task", "step": "look"}),
    ],
)
def test_nul_beside_the_fields_of_a_form_stores_nothing(cast, act_as, address, said):
    assert act_as(cast.kerstin).post(address, said).status_code in (200, 302, 400)
    assert not SentForm.objects.exists()
