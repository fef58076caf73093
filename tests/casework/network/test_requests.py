"""Asking another board, and its answer."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.network import actions, queries
from stegvis.casework.network.models import Request
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.notices.models import Notice
from stegvis.core.organisations import actions as organisations
from tests.casework.network.story import (
    REASON,
    ask,
    disclosed,
    held,
)
from tests.desk import story


def test_the_refusal_page_names_the_way_and_the_request_lands_in_my_day(client, cast, amina, vera):
    client.force_login(vera)
    page = client.get(f"/person/{amina.public_id}/")
    way = f"/network/{amina.public_id}/ask/"
    assert page.status_code == 403
    assert way in page.content.decode()
    assert "Warsame" not in client.get(way).content.decode()
    answer = client.post(way, {"key": "k", "scope": "plan", "reason": REASON})
    assert answer.url == "/network/requests/"
    assert "Warsame" not in client.get(answer.url).content.decode()
    client.force_login(cast.kerstin)
    request = Request.objects.get()
    assert f"/network/requests/{request.public_id}/" in client.get("/").content.decode()
    assert "Vera Vux" in client.get("/network/requests/").content.decode()
    assert Notice.objects.filter(recipient_id=cast.maria.pk, text="task").exists()


def test_a_protected_person_can_not_be_asked_about(client, cast, amina, vera):
    people.set_protection(
        amina, level=Protection.STRICT, officers=[cast.kerstin], reason="x", by=cast.system
    )
    client.force_login(vera)
    for page in (f"/person/{amina.public_id}/", f"/network/{amina.public_id}/ask/"):
        assert client.get(page).status_code == 404


def test_a_colleague_of_the_same_board_does_not_ask(client, cast, amina):
    client.force_login(cast.bjorn)
    assert "/ask/" not in client.get(f"/person/{amina.public_id}/").content.decode()
    assert client.get(f"/network/{amina.public_id}/ask/").status_code == 403


def test_the_answer_gives_the_one_who_asked_exactly_what_was_disclosed(client, cast, amina, vera):
    request = ask(cast, amina, vera)
    client.force_login(cast.kerstin)
    way = f"/network/{amina.public_id}/disclose/?request={request.public_id}"
    assert "Vera Vux" in client.get(way).content.decode()
    sent = {
        "key": "k",
        "ground": "decision",
        "form": "reach",
        "scope": "plan",
        "ends_on": clock.days_from_today(10).isoformat(),
        "reason": REASON,
        "harm_test": "Personen vill det själv",
    }
    assert client.post(way, sent).status_code == 302
    assert held(amina, vera) == {"name", "plan"}
    client.force_login(vera)
    page = client.get(f"/person/{amina.public_id}/")
    assert page.status_code == 200
    assert client.get(f"/journal/{amina.public_id}/write/").status_code == 403
    with clock.set_to(clock.now() + timedelta(days=12)):
        assert held(amina, vera) == set()


def test_only_the_asked_unit_answers(client, cast, amina, vera):
    unit = organisations.create_unit(
        cast.unit.organisation, name="Andra", secrecy_area=cast.unit.secrecy_area, by=cast.system
    )
    lena = accounts.create_account(
        cast.tenant, email="lena@example.org", name="Lena", by=cast.system
    )
    accounts.give_role(
        unit, account=lena, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    request = ask(cast, amina, vera)
    cases.take(
        cases.refer(amina, unit=unit, facts=story.FACTS, by=cast.system),
        coordinator=lena,
        by=cast.by(lena),
    )
    client.force_login(lena)
    way = f"/network/{amina.public_id}/disclose/?request={request.public_id}"
    assert client.get(way).status_code == 403
    with pytest.raises(RefusedError):
        actions.disclose(amina, facts=disclosed(), request=request, by=cast.by(lena))
    request.refresh_from_db()
    assert request.is_waiting


def test_a_request_about_one_person_is_not_answered_with_another(cast, amina, vera):
    request = ask(cast, amina, vera)
    other = story.taken(cast).person
    with pytest.raises(RefusedError):
        actions.disclose(other, facts=disclosed(), request=request, by=cast.by(cast.kerstin))


def test_a_refused_request_tells_why_and_gives_nothing(client, cast, amina, vera):
    request = ask(cast, amina, vera)
    actions.refuse(request, reason="Det behövs inte för studierna", by=cast.by(cast.kerstin))
    client.force_login(vera)
    assert "Det behövs inte för studierna" in client.get("/network/requests/").content.decode()
    assert held(amina, vera) == set()
    with pytest.raises(NotAllowedNowError):
        actions.refuse(request, reason="Det behövs inte alls", by=cast.by(cast.kerstin))


def test_the_same_is_not_asked_twice_while_it_waits(cast, amina, vera):
    ask(cast, amina, vera)
    with pytest.raises(NotAllowedNowError):
        ask(cast, amina, vera)


def test_the_responsible_unit_is_that_of_the_case(cast, amina):
    assert queries.responsible_unit(amina) == cast.unit
