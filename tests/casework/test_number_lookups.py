"""Whether an identity number is known: logged each time it is asked, and only so often."""

from datetime import timedelta

import pytest

from stegvis.casework.people import actions, lookups
from stegvis.casework.people.models import Person, Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.notices.models import Notice
from tests.casework.pages import faults, look, send, send_seen

KNOWN, UNKNOWN = "189001019802", "189001029819"
BORN = {"given_name": "Någon", "family_name": "Annan", "language": "sv", "interpreter": "none"}


@pytest.fixture
def holder(cast):
    """Somebody registered, whom Kerstin has nothing to do with."""
    facts = actions.NewPerson(given_name="Amina", family_name="Warsame", number=KNOWN)
    return actions.register(cast.unit, facts=facts, by=cast.system)


def asked(account):
    """The log's rows of what an account has asked."""
    rows = AuditEvent.objects.filter(kind=EventKind.SEARCH, verb=lookups.VERB)
    return rows.filter(account_id=account.pk).order_by("pk")


def tried(client, number=KNOWN, **more):
    return send(client, "people:register", **BORN, number=number, **more)


@pytest.mark.parametrize("protection", Protection.values)
def test_registering_a_known_number_stands_in_the_log_about_its_holder(
    cast, act_as, holder, protection
):
    actions.set_protection(
        holder, level=protection, officers=[cast.maria], reason="x", by=cast.system
    )
    fault = faults(tried(act_as(cast.kerstin)))["number"]
    assert fault == ["Numret kan inte registreras här. En registrator reder ut det."]
    (row,) = asked(cast.kerstin)
    assert (row.code, row.person_id, row.unit_id) == ("known", holder.pk, cast.unit.pk)
    assert KNOWN not in row.values


def test_putting_right_a_number_leaves_the_same_trace(cast, act_as, holder):
    other = cast.person("Nils", "Ek", coordinator=cast.kerstin)
    answer = send_seen(act_as(cast.kerstin), "people:number", other.public_id, number=KNOWN)
    assert "number" in faults(answer)
    assert [row.person_id for row in asked(cast.kerstin)] == [holder.pk]


def test_a_number_tried_with_a_fault_elsewhere_leaves_its_trace_too(cast, act_as, holder):
    answer = tried(act_as(cast.kerstin), UNKNOWN, safe_way="phone")
    assert "phone" in faults(answer)
    assert not Person.objects.exclude(pk=holder.pk).exists()
    assert [(row.code, row.person_id) for row in asked(cast.kerstin)] == [("unknown", None)]


def test_searching_for_a_number_one_may_not_open_counts_as_asking(cast, act_as, holder):
    act_as(cast.kerstin).post("/people/search/", {"q": KNOWN})
    assert [row.person_id for row in asked(cast.kerstin)] == [holder.pk]


def test_at_the_days_limit_a_sentence_says_so_and_nothing_more_is_told(
    cast, act_as, holder, monkeypatch
):
    monkeypatch.setattr(lookups, "KNOWN_A_DAY", 1)
    client = act_as(cast.kerstin)
    for _time in range(lookups.KNOWN_A_DAY):
        assert "reder ut det" in faults(tried(client))["number"][0]
    for number in (KNOWN, UNKNOWN):
        assert "så många nummer" in faults(tried(client, number))["number"][0]
    found = client.post("/people/search/", {"q": KNOWN}).content.decode()
    assert "så många nummer" in found
    assert "akut" not in found
    assert asked(cast.kerstin).count() == lookups.KNOWN_A_DAY
    assert "number" in faults(tried(act_as(cast.bjorn)))
    with clock.set_to(clock.now() + timedelta(days=1)):
        assert tried(client, UNKNOWN).status_code == 302


def test_no_more_than_a_days_work_is_registered_whether_known_or_not(
    cast, act_as, holder, monkeypatch
):
    monkeypatch.setattr(lookups, "A_DAY", 2)
    client = act_as(cast.kerstin)
    for _time in range(2):
        tried(client, UNKNOWN, safe_way="phone")
    assert "så många nummer" in faults(tried(client, UNKNOWN))["number"][0]


def test_manager_and_registrar_are_told_once_and_see_who_it_was(cast, act_as, holder, monkeypatch):
    monkeypatch.setattr(lookups, "KNOWN_A_DAY", 1)
    registrar = accounts.create_account(
        cast.tenant, email="reg@example.org", name="Rut Registrator", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=registrar, role=Role.REGISTRAR, starts=clock.today(), by=cast.system
    )
    client = act_as(cast.kerstin)
    for _time in range(lookups.KNOWN_A_DAY + 3):
        tried(client)
    told = Notice.objects.values_list("recipient_kind", "recipient_id", "text").order_by("pk")
    assert set(told) == {("account", pk, "review") for pk in (cast.maria.pk, registrar.pk)}
    assert len(told) == 2
    page = look(act_as(cast.maria), "manage:home").content.decode()
    assert "Kerstin Norling" in page
    assert "prövat så många personnummer" in page


def test_the_months_log_review_shows_it_as_a_signal(cast, act_as, holder):
    tried(act_as(cast.kerstin))
    now = clock.today()
    page = look(act_as(cast.maria), "manage:log_month", now.year, now.month).content.decode()
    assert "prövade personens nummer" in page
    assert "Kerstin Norling" in page


def sought(client, number=KNOWN):
    return client.post("/people/search/", {"q": number})


@pytest.mark.parametrize("who", ["admin", "hr", "employer", "none"])
def test_nobody_without_work_with_persons_may_search(cast, act_as, holder, who):
    if who == "admin":
        account = cast.admin
    else:
        account = accounts.create_account(
            cast.tenant, email="x@example.org", name="X", by=cast.system
        )
    if who == "hr":
        accounts.give_role(
            cast.unit, account=account, role=Role.HR, starts=clock.today(), by=cast.system
        )
    if who == "employer":
        accounts.link_party(account, kind=PartyKind.EMPLOYER, record_id=1, by=cast.system)
    client = act_as(account)
    assert [sought(client, number).status_code for number in (KNOWN, UNKNOWN)] == [403, 403]
    assert not asked(account).exists()


def test_protected_and_unknown_numbers_are_answered_and_counted_alike(
    cast, act_as, holder, monkeypatch
):
    monkeypatch.setattr(lookups, "A_DAY", 6)
    actions.set_protection(
        holder, level=Protection.STRICT, officers=[cast.maria], reason="x", by=cast.system
    )
    answers = {}
    for account, number in ((cast.kerstin, KNOWN), (cast.bjorn, UNKNOWN)):
        client = act_as(account)
        texts = [sought(client, number).content.decode() for _time in range(7)]
        answers[number] = ["så många nummer" in text for text in texts]
    assert answers[KNOWN] == answers[UNKNOWN] == [False] * 5 + [True] * 2
    assert asked(cast.kerstin).first().person_id == holder.pk


def test_another_boards_number_costs_nothing_of_what_one_may_learn(cast, act_as, holder):
    _unit, vera = cast.another_board()
    client = act_as(vera)
    for _time in range(lookups.KNOWN_A_DAY + 1):
        assert "så många nummer" not in sought(client).content.decode()


def test_pressing_again_for_the_same_number_is_no_new_number(cast, act_as, holder):
    client = act_as(cast.kerstin)
    for _time in range(lookups.KNOWN_A_DAY + 1):
        assert "akut" in sought(client).content.decode()


def test_the_limit_reached_by_searching_is_told(cast, act_as, holder, monkeypatch):
    monkeypatch.setattr(lookups, "KNOWN_A_DAY", 1)
    client = act_as(cast.kerstin)
    sought(client)
    assert "båda har fått veta" in sought(client).content.decode()
    assert Notice.objects.get().recipient_id == cast.maria.pk


@pytest.fixture
def protected_elsewhere(cast):
    """The number's holder, in another board, which protects them."""
    unit, vera = cast.another_board()
    facts = actions.NewPerson(
        given_name="Amina", family_name="Warsame", number=KNOWN, protection=Protection.STRICT
    )
    return actions.register(unit, facts=facts, by=cast.by(vera))


def by_registering(cast, client):
    return tried(client)


def by_giving_the_number(cast, client):
    nils = cast.person("Nils", "Ek", coordinator=cast.kerstin)
    return send_seen(client, "people:number", nils.public_id, number=KNOWN)


@pytest.mark.parametrize("learn", [by_registering, by_giving_the_number])
def test_a_number_that_turns_out_protected_elsewhere_is_one_of_the_days(
    cast, act_as, protected_elsewhere, monkeypatch, learn
):
    monkeypatch.setattr(lookups, "KNOWN_A_DAY", 1)
    client = act_as(cast.kerstin)
    assert learn(cast, client).status_code == 302
    ours = Person.objects.get(protection=Protection.STRICT, secrecy_area=cast.unit.secrecy_area)
    rows = [(row.code, row.person_id) for row in asked(cast.kerstin)]
    assert rows == [("unknown", None), ("known", ours.pk)]
    assert "så många nummer" in faults(tried(client, UNKNOWN))["number"][0]
    now = clock.today()
    page = look(act_as(cast.maria), "manage:log_month", now.year, now.month).content.decode()
    assert "prövade personens nummer" in page


def test_a_number_one_protects_oneself_as_strictly_teaches_nothing(
    cast, act_as, protected_elsewhere
):
    facts = actions.NewPerson(
        given_name="Amina", family_name="Warsame", number=KNOWN, protection=Protection.STRICT
    )
    actions.register(cast.unit, facts=facts, by=cast.by(cast.kerstin))
    assert [row.code for row in asked(cast.kerstin)] == ["unknown"]


def test_a_number_put_right_to_one_that_nobody_protects_teaches_nothing(
    cast, act_as, protected_elsewhere
):
    client = act_as(cast.kerstin)
    tried(client)
    ours = Person.objects.get(secrecy_area=cast.unit.secrecy_area)
    send_seen(client, "people:number", ours.public_id, number=UNKNOWN)
    assert [row.code for row in asked(cast.kerstin)] == ["unknown", "known", "unknown"]
