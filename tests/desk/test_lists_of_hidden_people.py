"""What a list tells of somebody whom its sender may not know of: nothing, and it is noted."""

from datetime import timedelta

import pytest

from stegvis.casework.doubles import hidden
from stegvis.casework.doubles.models import HiddenDouble
from stegvis.casework.people import lookups
from stegvis.casework.people.models import Person, Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.models import AuditEvent
from tests.casework.pages import look
from tests.cast import FIRST_DAY
from tests.desk.lists import AMINA, NORA, sent, take_in, workbook

HEADINGS = (*NORA, "Skyddade personuppgifter", "Personnummer", "Ny person")
STRICT = {"Skyddade personuppgifter": "Skyddad folkbokföring"}
BARE = {key: NORA[key] for key in ("Förnamn", "Efternamn", "Födelsedatum")}


def _works_here(cast, name, role):
    account = accounts.create_account(
        cast.tenant, email=f"{name.split()[0].lower()}@example.org", name=name, by=cast.system
    )
    accounts.give_role(cast.unit, account=account, role=role, starts=FIRST_DAY, by=cast.system)
    return account


@pytest.fixture
def registrar(cast, act_as):
    """The unit's registrar at her screen."""
    return act_as(_works_here(cast, "Rut Registrator", Role.REGISTRAR))


def _brought(client, *rows):
    sent(client, content=workbook(*rows, headings=HEADINGS))
    take_in(client)


def _looked_at(client, *rows):
    page = sent(client, content=workbook(*rows, headings=HEADINGS))
    return [(line.who, line.is_known) for line in page.context["good_rows"]]


def _noted(account):
    rows = AuditEvent.objects.filter(verb=lookups.VERB, account_id=account.pk).order_by("pk")
    return list(rows.values_list("code", flat=True))


def _named(account):
    rows = AuditEvent.objects.filter(verb="people.list.named", account_id=account.pk)
    return list(rows.order_by("pk").values_list("person_id", flat=True))


def test_a_name_that_is_shut_is_new_in_the_list_like_one_that_nobody_has(cast, registrar, act_as):
    _brought(registrar, NORA | STRICT)
    maria = act_as(cast.maria)
    missed = BARE | {"Födelsedatum": "1994-05-07"}
    assert _looked_at(maria, BARE) == _looked_at(maria, missed) == [("Nora Nyqvist", False)]
    assert _named(cast.maria) == [Person.objects.get().pk]
    assert _noted(cast.maria) == []


def test_the_months_log_review_says_that_it_was_a_list_and_no_number(cast, registrar, act_as):
    maria, now = act_as(cast.maria), clock.today()
    _brought(maria, NORA | STRICT)
    _looked_at(registrar, BARE)
    page = look(maria, "manage:log_month", now.year, now.month).content.decode()
    assert "Rut Registrator" in page
    assert "hade personen med i en lista" in page
    assert "prövade personens nummer" not in page


def test_a_shut_name_is_taken_in_as_new_and_its_officers_learn_of_the_likeness(
    cast, registrar, act_as
):
    _brought(registrar, NORA | STRICT)
    nora = Person.objects.get()
    maria = act_as(cast.maria)
    _brought(maria, BARE)
    newcomer = Person.objects.exclude(pk=nora.pk).get()
    double = HiddenDouble.objects.get()
    assert (double.person, double.newcomer, double.account) == (nora, newcomer, cast.maria)
    assert nora.protection == Protection.STRICT
    assert not newcomer.protection
    assert _looked_at(maria, BARE) == [("Nora Nyqvist", True)]
    assert hidden.waiting(cast.by(cast.bjorn)).get() == double


def test_the_final_words_are_those_of_anybody_new(cast, registrar, act_as):
    _brought(registrar, NORA | STRICT)
    maria = act_as(cast.maria)
    told = []
    for row in (BARE, BARE | {"Förnamn": "Vera"}):
        sent(maria, content=workbook(row, headings=HEADINGS))
        told.append(take_in(maria).context["counts"])
    assert told[0] == told[1]


def test_a_name_counts_once_a_day_and_against_no_limit(cast, registrar, act_as, monkeypatch):
    monkeypatch.setattr(lookups, "A_DAY", 2)
    _brought(registrar, NORA | STRICT)
    maria = act_as(cast.maria)
    again = BARE | {"Ny person": "ja"}
    for _time in range(2):
        _looked_at(maria, again, again, again)
    assert len(_named(cast.maria)) == 1
    assert not lookups.spent(cast.by(cast.maria))


def test_a_shut_number_of_an_earlier_list_is_told_as_at_the_desk(cast, registrar, act_as):
    _brought(registrar, AMINA | STRICT)
    page = sent(act_as(cast.maria), AMINA)
    assert [fault.code for row in page.context["rows"] for fault in row.faults] == ["taken"]
    assert _noted(cast.maria) == [lookups.KNOWN]
    assert HiddenDouble.objects.get().person == Person.objects.get()


def test_of_people_who_came_with_somebody_elses_list_few_are_learnt_of_in_a_day(
    cast, registrar, act_as, monkeypatch
):
    monkeypatch.setattr(lookups, "KNOWN_A_DAY", 2)
    rows = [BARE | {"Förnamn": name} for name in ("Ada", "Bea", "Cia")]
    maria = act_as(cast.maria)
    _brought(maria, *(row | {"Koordinator": "Björn Ask"} for row in rows))
    numbered = AMINA | {"Koordinator": "Björn Ask"}
    _brought(maria, numbered)
    assert [known for _who, known in _looked_at(registrar, *rows)] == [True, True, False]
    page = sent(registrar, numbered)
    assert [fault.code for row in page.context["rows"] for fault in row.faults] == ["spent"]
    assert [known for _who, known in _looked_at(registrar, *rows)] == [True, True, False]


def test_whoever_brought_the_list_sends_it_again_and_learns_nothing(cast, registrar, monkeypatch):
    monkeypatch.setattr(lookups, "KNOWN_A_DAY", 1)
    rows = [NORA | {"Förnamn": name} for name in ("Ada", "Bea", "Cia")]
    _brought(registrar, *rows)
    with clock.set_to(clock.now() + timedelta(days=3)):
        assert [known for _who, known in _looked_at(registrar, *rows)] == [True] * 3
    assert not AuditEvent.objects.filter(verb=lookups.VERB).exists()
