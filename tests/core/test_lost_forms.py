import pytest
from django.test import Client

NOTE = "Vi pratade länge om praktiken 🙂\nHon vill gå vidare."


def test_a_form_sent_after_the_session_has_ended_gives_the_text_back(db):
    answer = Client().post("/journal/abc/write/", {"text": NOTE, "key": "k"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert NOTE in page
    assert "/accounts/login/?next=/journal/abc/write/" in page


def test_a_form_from_a_page_that_had_become_too_old_gives_the_text_back(cast, act_as):
    client = act_as(cast.kerstin)
    client.handler.enforce_csrf_checks = True
    answer = client.post("/journal/abc/write/", {"text": NOTE})
    assert answer.status_code == 403
    assert NOTE in answer.content.decode()


def test_opening_a_page_signed_out_leads_to_the_sign_in(db):
    assert Client().get("/cases/mine/").url == "/accounts/login/?next=/cases/mine/"


@pytest.mark.parametrize("name", ["password", "login"])
def test_what_is_typed_to_sign_in_is_never_shown_again(db, name):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {name: "hemligt lösenord, tjugo tecken"})
    assert answer.status_code == 403
    assert "hemligt" not in answer.content.decode()
