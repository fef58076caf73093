"""Who was registered beside a record that nobody there could see waits for a registrar."""

from datetime import timedelta

import pytest

from stegvis.casework.cases.models import Case, Referral
from stegvis.casework.doubles import hidden, rules
from stegvis.casework.doubles.models import HiddenDouble, Outcome
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Person, Protection
from stegvis.casework.people.queries import reaches
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import RefusedError
from tests.casework.pages import faults, look, queries_of, send
from tests.cast import FIRST_DAY

NUMBER = "189001019802"
TYPED = {"family_name": "Warsame", "language": "sv", "interpreter": "none", "protection": "0"}


@pytest.fixture
def amina(cast):
    """Known with her number; nobody in the unit has anything to do with her."""
    facts = people.NewPerson("Amina", "Warsame", number=NUMBER)
    return people.register(cast.unit, facts=facts, by=cast.system)


@pytest.fixture
def rut(cast):
    """The registrar."""
    account = accounts.create_account(
        cast.tenant, email="rut@example.org", name="Rut Registrator", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=account, role=Role.REGISTRAR, starts=FIRST_DAY, by=cast.system
    )
    return account


def register(client, **more):
    return send(client, "people:register", **TYPED, **more)


def alike(cast, act_as):
    """Björn registers Amina again, whose number he doesn't have."""
    answer = register(act_as(cast.bjorn), given_name="Amina", no_number_reason="waiting")
    assert answer.status_code == 302, faults(answer)
    return HiddenDouble.objects.get()


def taken(cast, act_as):
    """Björn writes the number that Amina has, and is told what everybody is told."""
    answer = register(act_as(cast.bjorn), given_name="Annan", number=NUMBER)
    assert "En registrator" in faults(answer)["number"][0]
    return HiddenDouble.objects.get()


def test_whoever_registers_is_answered_as_ever_and_a_registrar_gets_it(cast, act_as, amina, rut):
    double = alike(cast, act_as)
    newcomer = Person.objects.exclude(pk=amina.pk).get()
    assert (double.person, double.newcomer, double.account) == (amina, newcomer, cast.bjorn)
    page = look(act_as(rut), "doubles:hidden").content.decode()
    assert "Namn och födelsedatum liknar" in page
    assert "Björn Ask" in page
    assert "Amina" not in page
    assert 'href="/doubles/"' in act_as(rut).get("/").content.decode() + page


def test_the_list_is_for_those_who_resolve(cast, act_as, amina):
    alike(cast, act_as)
    assert look(act_as(cast.bjorn), "doubles:hidden").status_code == 403
    assert look(act_as(cast.maria), "doubles:hidden").status_code == 200


def test_taking_one_up_opens_both_records_for_a_day_and_is_logged(cast, act_as, amina, rut):
    double, client, by = alike(cast, act_as), act_as(rut), cast.by(rut)
    assert not reaches(amina, by=by)
    send(client, "doubles:take_up", double.public_id)
    page = look(client, "doubles:hidden").content.decode()
    assert page.count("Amina Warsame") == 2
    assert reaches(amina, by=by)
    assert AuditEvent.objects.filter(verb="doubles.hidden.taken_up", account_id=rut.pk).exists()
    with clock.set_to(clock.now() + timedelta(hours=rules.HOURS, minutes=1)):
        assert not reaches(amina, by=by)
        assert "Amina" not in look(act_as(rut), "doubles:hidden").content.decode()


def test_the_same_person_becomes_one_record_and_the_referral_goes_along(cast, act_as, amina, rut):
    client = act_as(cast.bjorn)
    answer = register(client, given_name="Amina", no_number_reason="waiting", then="refer")
    said = {"source": "school", "reason": "Vill arbeta", "disclosure_ground": "consent"}
    client.post(answer.url, {**said, "received_on": clock.today().isoformat(), "key": "k"})
    double, client = HiddenDouble.objects.get(), act_as(rut)
    send(client, "doubles:take_up", double.public_id)
    compared = client.post(f"/doubles/{amina.public_id}/", {"other": double.newcomer.public_id})
    values = compared.context["form"].initial
    merged = send(client, "doubles:same", amina.public_id, **values)
    assert merged.status_code == 302, faults(merged)
    assert Referral.objects.get().person == amina
    double.refresh_from_db()
    assert (double.outcome, double.newcomer, double.resolved_at is not None) == (
        Outcome.SAME, None, True,
    )  # fmt: skip
    assert not hidden.waiting(cast.by(rut)).exists()


def test_a_known_number_leads_the_referral_to_the_record_there_is(cast, act_as, amina, rut):
    double, client = taken(cast, act_as), act_as(rut)
    assert double.newcomer is None
    send(client, "doubles:take_up", double.public_id)
    page = look(client, "doubles:hidden").content.decode()
    assert f"/cases/{amina.public_id}/refer/" in page
    said = {"source": "school", "reason": "Vill arbeta", "disclosure_ground": "consent"}
    said["received_on"] = clock.today().isoformat()
    assert send(client, "cases:refer", amina.public_id, **said).status_code == 302
    send(client, "doubles:settle", double.public_id, outcome="same")
    double.refresh_from_db()
    assert (double.outcome, double.resolved_by) == ("same", rut)
    assert Referral.objects.get().person == amina
    assert not Case.objects.exists()


def test_somebody_else_leaves_both_as_they_are_and_ends_the_reach(cast, act_as, amina, rut):
    double, client = alike(cast, act_as), act_as(rut)
    send(client, "doubles:take_up", double.public_id)
    send(client, "doubles:settle", double.public_id, outcome="other")
    assert not hidden.waiting(cast.by(rut)).exists()
    assert not reaches(amina, by=cast.by(rut))
    assert Person.objects.filter(merged_into=None).count() == 2


def test_nobody_settles_what_they_have_not_looked_at(cast, act_as, amina, rut):
    double = alike(cast, act_as)
    answer = send(act_as(rut), "doubles:settle", double.public_id, outcome="other")
    assert answer.status_code == 404
    with pytest.raises(RefusedError):
        hidden.settle(double, outcome="other", by=cast.by(rut))


@pytest.mark.parametrize("how", [alike, taken])
def test_of_somebody_protected_only_an_officer_who_resolves_sees_it(cast, act_as, amina, rut, how):
    people.set_protection(
        amina, level=Protection.STRICT, officers=[cast.maria], reason="Hot", by=cast.system
    )
    double = how(cast, act_as)
    assert not hidden.waiting(cast.by(rut)).exists()
    assert double.public_id not in look(act_as(rut), "doubles:hidden").content.decode()
    assert send(act_as(rut), "doubles:take_up", double.public_id).status_code == 404
    assert hidden.waiting(cast.by(cast.maria)).get() == double


def test_another_board_and_a_neighbour_see_nothing_of_it(cast, act_as, amina):
    alike(cast, act_as)
    _unit, vera = cast.another_board()
    for account in (vera, cast.admin):
        assert look(act_as(account), "doubles:hidden").status_code == 403


def test_the_same_attempt_again_adds_nothing(cast, act_as, amina):
    taken(cast, act_as)
    taken(cast, act_as)


def test_who_is_seen_is_told_at_once_and_waits_for_nobody(cast, act_as, amina):
    answer = register(act_as(cast.admin), given_name="Amina", no_number_reason="waiting")
    assert answer.status_code == 403
    people.grant(amina, account_id=cast.bjorn.pk, ground="assignment", by=cast.system)
    answer = register(act_as(cast.bjorn), given_name="Amina", no_number_reason="waiting")
    assert "is_somebody_else" in faults(answer)
    assert not HiddenDouble.objects.exists()


def test_erasing_either_forgets_that_they_waited(cast, act_as, amina):
    double = alike(cast, act_as)
    people.erase(double.newcomer, reason="Gallras enligt planen", by=cast.system)
    assert not HiddenDouble.objects.exists()


def test_the_list_asks_as_often_for_many_as_for_few(cast, act_as, amina):
    alike(cast, act_as)
    client = act_as(cast.maria)
    one = queries_of(lambda: look(client, "doubles:hidden"))
    for number in range(4):
        other = cast.person(f"Nora{number}")
        hidden.note(other, newcomer=cast.person(f"Nora {number}"), by=cast.by(cast.bjorn))
    assert queries_of(lambda: look(client, "doubles:hidden")) == one
