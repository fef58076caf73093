"""An urgent opening is looked at by the opener's unit and the person's, and never by the opener."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.casework.people import actions
from stegvis.casework.people.models import Ground
from stegvis.casework.people.queries import urgent
from stegvis.casework.people.queries.answering import held_by_units
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.refusals import RefusedError
from stegvis.core.notices.models import Notice
from stegvis.core.organisations import actions as organisations
from tests.casework.pages import queries_of, send
from tests.cast import FIRST_DAY
from tests.desk import story

WHY = "Hon har ramlat på praktiken"


@pytest.fixture
def there(cast):
    """A second unit of the board."""
    return organisations.create_unit(
        cast.unit.organisation,
        name="Projektet",
        secrecy_area=cast.unit.secrecy_area,
        by=cast.system,
    )


@pytest.fixture
def staff(cast, there):
    """`staff(name, role)` works in the second unit, or in another one."""

    def hire(name, role, unit=None):
        account = accounts.create_account(
            cast.tenant, email=f"{name.lower()}@example.org", name=name, by=cast.system
        )
        accounts.give_role(
            unit or there, account=account, role=role, starts=FIRST_DAY, by=cast.system
        )
        return account

    return hire


@pytest.fixture
def chris(staff):
    return staff("Chris", Role.UNIT_MANAGER)


@pytest.fixture
def opened(cast, staff, chris):
    """Amina of Maria's unit, opened by Lena of Chris's."""
    person = story.taken(cast).person
    lena = staff("Lena", Role.COORDINATOR)
    return actions.open_urgently(person, reason=WHY, by=cast.by(lena))


def seen(cast, account):
    return [
        ([unit.name for unit in one.waiting], one.may_sign)
        for one in urgent.to_review(cast.by(account))
    ]


def test_it_waits_for_both_units_and_is_done_when_both_have_signed(cast, opened, chris):
    both = ["Arbetsmarknadsenheten", "Projektet"]
    assert seen(cast, cast.maria) == seen(cast, chris) == [(both, True)]
    signed = actions.review_exception(opened, by=cast.by(cast.maria))
    assert signed.reviewed_at is None
    assert seen(cast, cast.maria) == [(["Projektet"], False)]
    assert seen(cast, chris) == [(["Projektet"], True)]
    signed = actions.review_exception(opened, by=cast.by(chris))
    assert signed.reviewed_at is not None
    assert seen(cast, cast.maria) == seen(cast, chris) == []


def test_the_page_says_who_has_signed_and_who_is_waited_for(cast, act_as, opened, chris):
    client = act_as(cast.maria)
    send(client, "manage:review_opening", opening=opened.pk)
    card = client.get("/manage/").content.decode().split('aria-labelledby="urgent"')[1]
    card = card.split("</section>")[0]
    assert "Maria Lund har granskat den för Arbetsmarknadsenheten" in card
    assert "Väntar på: Projektet" in card
    assert "<form" not in card
    assert "<form" in act_as(chris).get("/manage/").content.decode()


def test_nobody_signs_twice_for_a_unit(cast, opened):
    actions.review_exception(opened, by=cast.by(cast.maria))
    with pytest.raises(RefusedError):
        actions.review_exception(opened, by=cast.by(cast.maria))


@pytest.fixture
def meanwhile(cast, monkeypatch):
    """`meanwhile(account)`: they sign between the rule's answer and the body of the next action."""
    real = urgent.may_sign

    def sign(account):
        def asked(opening, *, by):
            allowed = real(opening, by=by)
            monkeypatch.setattr(urgent, "may_sign", real)
            actions.review_exception(opening, by=cast.by(account))
            return allowed

        monkeypatch.setattr(urgent, "may_sign", asked)

    return sign


def test_of_two_managers_of_a_unit_at_once_the_second_is_told(
    cast, act_as, opened, staff, meanwhile
):
    sten = staff("Sten", Role.UNIT_MANAGER, cast.unit)
    client = act_as(sten)
    meanwhile(cast.maria)
    send(client, "manage:review_opening", opening=opened.pk)
    assert "Någon annan har redan granskat den" in client.get("/manage/").content.decode()
    assert not opened.reviews.filter(signed_by=sten).exists()


def test_the_last_of_two_units_at_once_makes_it_done(cast, opened, chris, meanwhile):
    meanwhile(chris)
    with CaptureQueriesContext(connection) as captured:
        signed = actions.review_exception(opened, by=cast.by(cast.maria))
    assert signed.reviewed_at is not None
    if connection.features.has_select_for_update:
        assert any("FOR UPDATE" in one["sql"] for one in captured)


def test_the_persons_unit_is_still_asked_when_the_case_has_ended(cast, opened, chris):
    actions.review_exception(opened, by=cast.by(chris))
    case = opened.person.cases.get()
    actions.end_grants(opened.person, source=("case", case.pk), by=cast.system)
    assert not held_by_units().filter(person=opened.person).exists()
    assert seen(cast, cast.maria) == [(["Arbetsmarknadsenheten"], True)]
    assert actions.review_exception(opened, by=cast.by(cast.maria)).reviewed_at is not None


def test_a_manager_who_opened_waits_for_the_unit_that_had_the_person(cast, act_as, chris):
    person = story.taken(cast).person
    actions.open_urgently(person, reason=WHY, by=cast.by(chris))
    case = person.cases.get()
    actions.end_grants(person, source=("case", case.pk), by=cast.system)
    text = act_as(chris).get("/manage/").content.decode()
    assert "Väntar på: Arbetsmarknadsenheten" in text
    assert "Ingen annan är chef" not in text


def test_a_unit_that_gets_the_person_later_is_asked_nothing(cast, chris):
    person = cast.person()
    opening = actions.open_urgently(person, reason=WHY, by=cast.by(cast.bjorn))
    actions.grant(
        person, unit=chris.memberships.get().unit, ground=Ground.MANAGEMENT, by=cast.system
    )
    assert seen(cast, chris) == []
    assert actions.review_exception(opening, by=cast.by(cast.maria)).reviewed_at is not None


def test_within_one_unit_one_signature_is_enough(cast):
    person = story.taken(cast).person
    opening = actions.open_urgently(person, reason=WHY, by=cast.by(cast.bjorn))
    signed = actions.review_exception(opening, by=cast.by(cast.maria))
    assert signed.reviewed_at is not None


def test_somebody_whom_no_unit_has_is_for_the_openers_unit(cast, chris):
    opening = actions.open_urgently(cast.person(), reason=WHY, by=cast.by(cast.bjorn))
    assert seen(cast, cast.maria) == [(["Arbetsmarknadsenheten"], True)]
    assert seen(cast, chris) == []
    assert opening.reviewed_at is None


def test_a_manager_signs_nothing_of_their_own(cast, act_as, chris):
    person = story.taken(cast).person
    opening = actions.open_urgently(person, reason=WHY, by=cast.by(chris))
    assert seen(cast, chris) == [(["Arbetsmarknadsenheten"], False)]
    with pytest.raises(RefusedError):
        actions.review_exception(opening, by=cast.by(chris))
    text = act_as(chris).get("/manage/").content.decode()
    assert "Du öppnade den själv" in text
    signed = actions.review_exception(opening, by=cast.by(cast.maria))
    assert signed.reviewed_at is not None


def test_a_second_manager_of_the_openers_unit_signs_for_it(cast, chris, staff):
    person = story.taken(cast).person
    opening = actions.open_urgently(person, reason=WHY, by=cast.by(chris))
    second = staff("Sten", Role.UNIT_MANAGER)
    signed = actions.review_exception(opening, by=cast.by(cast.maria))
    assert signed.reviewed_at is None
    assert seen(cast, second) == [(["Projektet"], True)]


def test_where_only_the_opener_manages_another_manager_of_the_board_signs(cast, chris):
    opening = actions.open_urgently(cast.person(), reason=WHY, by=cast.by(chris))
    assert seen(cast, cast.maria) == [(["Arbetsmarknadsenheten"], True)]
    assert Notice.objects.filter(recipient_id=cast.maria.pk, text="review").exists()
    signed = actions.review_exception(opening, by=cast.by(cast.maria))
    assert signed.reviewed_at is not None


def test_a_unit_that_nobody_manages_is_waited_for_until_somebody_does(cast, chris, opened):
    accounts.end_role(chris.memberships.get(), ends=clock.days_from_today(-1), by=cast.system)
    signed = actions.review_exception(opened, by=cast.by(cast.maria))
    assert signed.reviewed_at is None
    assert seen(cast, cast.maria) == [(["Projektet"], False)]


def test_alone_a_manager_is_told_to_ask_for_another(cast, act_as):
    actions.open_urgently(cast.person(), reason=WHY, by=cast.by(cast.maria))
    assert (
        "Be administratören om en chef till" in act_as(cast.maria).get("/manage/").content.decode()
    )


def test_another_board_hears_of_nothing(cast, staff, opened):
    unit, _vera = cast.another_board()
    assert seen(cast, staff("Sol", Role.UNIT_MANAGER, unit)) == []


def test_more_openings_take_no_more_queries(cast, opened, staff):
    def look():
        urgent.to_review(cast.by(cast.maria))

    one = queries_of(look)
    second = story.taken(cast, "Johan", "Ek").person
    actions.open_urgently(second, reason=WHY, by=cast.by(staff("Liv", Role.COORDINATOR)))
    assert queries_of(look) == one
