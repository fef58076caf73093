from datetime import timedelta

import pytest

from stegvis.casework.cases import actions, loads, menu, queries, rules
from stegvis.casework.cases.models import Case, Referral
from stegvis.casework.cases.views import intake
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.organisations import actions as organisations
from tests.casework.pages import faults, look, queries_of, send

SAID = {
    "source": "social_services",
    "sender_name": "Eva på ekonomiskt bistånd",
    "reason": "Vill börja arbeta",
    "wished_outcome": "Ett jobb med barn",
    "disclosure_ground": "consent",
}


def refer(cast, given="Amina", days_ago=0, language="sv"):
    facts = actions.ReferralFacts(
        source="social_services",
        reason="Vill börja arbeta",
        disclosure_ground="consent",
        received_on=clock.days_from_today(-days_ago),
    )
    known = people.NewPerson(
        given, "Warsame", no_number_reason="waiting", language=language, phone="070-1740605"
    )
    person = people.register(cast.unit, facts=known, by=cast.system)
    return actions.refer(person, unit=cast.unit, facts=facts, by=cast.system)


def test_a_referral_is_put_in_the_queue(cast, act_as):
    amina = cast.person(coordinator=cast.kerstin)
    client = act_as(cast.kerstin)
    received = clock.days_from_today(-3).isoformat()
    answer = send(client, "cases:refer", amina.public_id, **SAID, received_on=received)
    assert answer.url == "/cases/queue/"
    page = client.get(answer.url).content.decode()
    assert "Amina Warsame" in page
    assert "Eva på ekonomiskt bistånd" in page
    assert Referral.objects.get().days_waiting == 3


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"received_on": "2999-01-01"}, "received_on"),
        ({"reason": "   "}, "reason"),
        ({"disclosure_ground": ""}, "disclosure_ground"),
        ({"source": "nav"}, "source"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_what_was_typed_stays(cast, act_as, values, field):
    amina = cast.person(coordinator=cast.kerstin)
    said = {**SAID, "received_on": clock.today().isoformat(), **values}
    answer = send(act_as(cast.kerstin), "cases:refer", amina.public_id, **said)
    assert list(faults(answer)) == [field]
    assert "Ett jobb med barn" in answer.content.decode()
    assert not Referral.objects.exists()


def test_somebody_already_in_the_queue_is_not_referred_twice(cast, act_as):
    person = refer(cast).person
    client = act_as(cast.kerstin)
    again = {**SAID, "received_on": clock.today().isoformat()}
    answer = send(client, "cases:refer", person.public_id, **again)
    assert "__all__" in faults(answer)
    assert Referral.objects.count() == 1


def test_the_queue_shows_the_longest_wait_first_with_days_and_proposal(cast, act_as):
    refer(cast, "Nykommen", 2)
    refer(cast, "Tålmodig", 40)
    page = look(act_as(cast.maria), "cases:queue").content.decode()
    assert page.index("Tålmodig") < page.index("Nykommen")
    assert ">40<" in page
    assert "Ge till Björn Ask" in page


def test_one_press_gives_the_referral_to_the_one_proposed(cast, act_as):
    referral = refer(cast)
    client = act_as(cast.maria)
    (line, form) = look(client, "cases:queue").context["lines"][0]
    chosen = line.proposal.account
    answer = send(
        client,
        "cases:take",
        referral.public_id,
        key=form["key"].value(),
        coordinator=chosen.public_id,
    )
    assert answer.url == "/cases/queue/"
    assert chosen.name in client.get(answer.url).content.decode()
    assert Case.objects.get().coordinator.account == chosen


def test_the_queue_is_spread_over_the_lightest_loads(cast):
    for number in range(3):
        refer(cast, f"N{number}", days_ago=10 - number)
    actions.take(refer(cast, "X"), coordinator=cast.bjorn, by=cast.by(cast.maria))
    by = cast.by(cast.maria)
    lines = loads.with_proposals(queries.queue(by), loads.loads(by))
    said = [(line.proposal.account, line.proposal.cases, line.proposal.above) for line in lines]
    assert said == [(cast.kerstin, 0, 0), (cast.bjorn, 1, 0), (cast.kerstin, 0, 1)]


def test_the_next_page_goes_on_where_the_page_before_ended(cast, act_as, monkeypatch):
    monkeypatch.setattr(intake, "ROWS", 1)
    refer(cast, "Första", 10)
    refer(cast, "Andra", 9)
    client = act_as(cast.maria)
    pages = [client.get(f"/cases/queue/?page={number}") for number in (1, 2)]
    proposed = [page.context["lines"][0][0].proposal.account for page in pages]
    assert set(proposed) == {cast.bjorn, cast.kerstin}


def test_those_above_are_counted_without_a_query_for_each(cast, act_as, monkeypatch):
    monkeypatch.setattr(intake, "ROWS", 3)
    for number in range(9):
        refer(cast, f"N{number}", days_ago=10 - number)
    client = act_as(cast.maria)
    client.get("/cases/queue/?page=2")
    second, third = (
        queries_of(lambda page=page: client.get(f"/cases/queue/?page={page}")) for page in (2, 3)
    )
    assert second == third


def speaks(cast, account, *languages):
    actions.tell_languages(account, languages=languages, by=cast.by(account))


def has_cases(cast, account, number):
    for one in range(number):
        actions.take(refer(cast, f"Har{one}"), coordinator=account, by=cast.by(cast.maria))


@pytest.mark.parametrize(("more", "proposed"), [(3, "Kerstin"), (4, "Björn")])
def test_who_speaks_the_language_may_carry_five_more(cast, more, proposed):
    has_cases(cast, cast.kerstin, more)
    speaks(cast, cast.kerstin, "so")
    refer(cast, "Hodan", 9, language="so")
    by = cast.by(cast.maria)
    (line,) = loads.with_proposals(queries.queue(by), loads.loads(by))
    assert line.proposal.account.name.startswith(proposed)


def test_the_weight_of_a_few_cases_isnt_told(cast, act_as):
    """Of one it would say how near work that person is."""
    has_cases(cast, cast.kerstin, 4)
    page = look(act_as(cast.bjorn), "cases:queue").content.decode()
    assert '"strong">4<' in page
    assert "tyngd 6" not in page
    has_cases(cast, cast.kerstin, 1)
    assert "tyngd 7,5" in look(act_as(cast.bjorn), "cases:queue").content.decode()


def test_the_reason_tells_the_language_and_the_cases(cast, act_as):
    has_cases(cast, cast.kerstin, 5)
    has_cases(cast, cast.bjorn, 5)
    speaks(cast, cast.kerstin, "so", "ar")
    referral, client = refer(cast, "Hodan", 9, language="so"), act_as(cast.maria)
    page = look(client, "cases:queue").content.decode()
    assert "Ge till Kerstin" in page
    assert "talar somaliska · 5 ärenden, tyngd 7,5" in page
    page = look(client, "cases:referral", referral.public_id)
    chosen, others = page.context["give"]["coordinator"], page.content.decode()
    assert chosen.value() == cast.kerstin.public_id
    assert "talar somaliska · 5 ärenden, tyngd 7,5" in others


def test_a_language_that_everybody_speaks_decides_nothing(cast):
    has_cases(cast, cast.kerstin, 1)
    speaks(cast, cast.kerstin, "sv")
    refer(cast, "Johan", 9)
    by = cast.by(cast.maria)
    (line,) = loads.with_proposals(queries.queue(by), loads.loads(by))
    assert (line.proposal.account, line.proposal.language) == (cast.bjorn, "")


def test_the_proposal_tells_nothing_of_the_language_of_somebody_protected(cast):
    speaks(cast, cast.kerstin, "so")
    person = refer(cast, "Hodan", 9, language="so").person
    assert rules.language_to_meet_in(person) == "so"
    person.protection = Protection.STRICT
    assert rules.language_to_meet_in(person) == ""


def test_one_says_which_languages_one_speaks_and_changes_it(cast, act_as):
    client = act_as(cast.kerstin)
    assert "Inget är sagt än" in client.get("/account/").content.decode()
    for said, shown in ((["so", "ar"], "Arabiska, Somaliska"), (["ar"], "Arabiska")):
        answer = send(client, "cases:languages", languages=said)
        assert shown in client.get(answer.url).content.decode()
    assert queries.languages_of(cast.by(cast.kerstin)) == ["ar"]
    assert "languages" in faults(send(client, "cases:languages", languages=["xx"]))


def test_nobody_says_what_another_speaks(cast):
    with pytest.raises(RefusedError):
        actions.tell_languages(cast.kerstin, languages=["so"], by=cast.by(cast.maria))


def test_two_who_give_the_same_referral_make_one_case(cast, act_as):
    referral = refer(cast)
    send(act_as(cast.maria), "cases:take", referral.public_id, coordinator=cast.bjorn.public_id)
    late = act_as(cast.kerstin)
    answer = send(late, "cases:take", referral.public_id, coordinator=cast.kerstin.public_id)
    assert "ligger inte längre i kön" in late.get(answer.url).content.decode()
    assert [a.account for a in Case.objects.get().assignments.all()] == [cast.bjorn]


def test_a_double_click_is_answered_as_the_first(cast, act_as):
    referral, client = refer(cast), act_as(cast.maria)
    said = {"coordinator": cast.bjorn.public_id, "key": "once"}
    for _time in range(2):
        assert send(client, "cases:take", referral.public_id, **said).url == "/cases/queue/"
    assert Case.objects.count() == 1


def test_the_referral_s_page_tells_why_and_offers_everybody_with_their_load(cast, act_as):
    referral = refer(cast)
    page = look(act_as(cast.kerstin), "cases:referral", referral.public_id).content.decode()
    for said in ("Vill börja arbeta", "Kerstin Norling", "Björn Ask", "Maria Lund", "0 ärenden"):
        assert said in page


def test_a_referral_is_refused_with_a_coded_reason(cast, act_as):
    referral, client = refer(cast), act_as(cast.maria)
    send(client, "cases:refuse", referral.public_id, reason="vill inte")
    assert Referral.objects.get().is_waiting
    assert send(client, "cases:refuse", referral.public_id, reason="not_target").url
    assert Referral.objects.get().refusal_reason == "not_target"
    assert look(client, "cases:referral", referral.public_id).status_code == 404


def test_other_roles_see_no_queue(cast, act_as):
    referral = refer(cast)
    client = act_as(cast.admin)
    assert look(client, "cases:queue").status_code == 403
    assert look(client, "cases:referral", referral.public_id).status_code == 404
    send(client, "cases:take", referral.public_id, coordinator=cast.kerstin.public_id)
    assert not Case.objects.exists()
    assert look(act_as(cast.stig), "cases:referral", referral.public_id).status_code == 404


def test_the_menu_counts_who_waits(cast, act_as):
    refer(cast)
    page = look(act_as(cast.kerstin), "cases:mine").content.decode()
    assert 'Inkommande</span><span class="count soon">1<' in page


def test_the_queue_takes_as_many_queries_for_many_as_for_few(cast, act_as):
    client = act_as(cast.maria)
    refer(cast)
    look(client, "cases:queue")
    few = queries_of(lambda: look(client, "cases:queue"))
    for number in range(10):
        refer(cast, f"N{number}")
    assert queries_of(lambda: look(client, "cases:queue")) == few


def test_a_long_queue_is_turned_page_by_page(cast, act_as, monkeypatch):
    monkeypatch.setattr(intake, "ROWS", 2)
    for number in range(5):
        refer(cast, f"Nummer{number}", days_ago=50 - number)
    client = act_as(cast.maria)
    first, last = (client.get(f"/cases/queue/?page={n}").content.decode() for n in (1, 3))
    assert "5 personer väntar" in first
    assert ("Nummer0" in first, "Nummer4" in first) == (True, False)
    assert ("Nummer0" in last, "Nummer4" in last) == (False, True)


def test_the_menu_counts_no_further_than_anybody_reads(cast, act_as, monkeypatch):
    monkeypatch.setattr(menu, "MOST", 2)
    for number in range(3):
        refer(cast, f"Nummer{number}")
    page = look(act_as(cast.kerstin), "cases:mine").content.decode()
    assert '<span class="count soon">2+<' in page


def test_the_queue_asks_for_the_persons_it_shows_and_no_others(cast):
    asked = str(queries.queue(cast.by(cast.maria)).query)
    assert '"cases_referral"."person_id" IN' not in asked
    assert '= ("cases_referral"."person_id")' in asked


def test_a_membership_that_has_ended_or_not_begun_takes_no_case(cast):
    for starts, ends in ((-9, -1), (1, 9)):
        account = accounts.create_account(
            cast.tenant, email=f"{starts}@example.org", name="Gäst", by=cast.system
        )
        accounts.give_role(
            cast.unit,
            account=account,
            role=Role.COORDINATOR,
            starts=clock.days_from_today(starts),
            ends=clock.days_from_today(ends),
            by=cast.system,
        )
        assert account not in [load.account for load in loads.loads(cast.by(cast.maria))]
        with pytest.raises(NotAllowedNowError):
            actions.take(refer(cast), coordinator=account, by=cast.by(cast.maria))


def test_a_case_is_not_given_to_somebody_whom_a_rule_keeps_out(cast):
    referral = refer(cast)
    people.set_protection(
        referral.person, level=1, officers=[cast.maria], reason="x", by=cast.system
    )
    with pytest.raises(NotAllowedNowError) as fault:
        actions.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    assert "Kerstin" in str(fault.value.sentence)
    assert not Case.objects.exists()
    assert actions.take(referral, coordinator=cast.maria, by=cast.by(cast.maria)).is_open


def test_the_wait_is_counted_until_the_decision(cast):
    referral = refer(cast, days_ago=7)
    actions.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    with clock.set_to(clock.now() + timedelta(days=30)):
        assert Referral.objects.get().days_waiting == 7


def test_a_referral_is_opened_in_its_own_unit_only(cast, act_as):
    referral = refer(cast)
    other = organisations.create_unit(
        cast.unit.organisation,
        name="Vuxenutbildningen",
        secrecy_area=cast.unit.secrecy_area,
        by=cast.system,
    )
    guest = accounts.create_account(
        cast.tenant, email="gast@example.org", name="Gäst", by=cast.system
    )
    role = {"role": Role.COORDINATOR, "starts": clock.today()}
    accounts.give_role(other, account=guest, by=cast.system, **role)
    people.grant(referral.person, account_id=guest.pk, ground=Ground.CONSENT, by=cast.system)
    assert look(act_as(guest), "person:page", referral.person.public_id).status_code == 200
    assert look(act_as(guest), "cases:referral", referral.public_id).status_code == 404


def test_the_person_does_not_reach_their_own_referrals_page(cast, act_as):
    referral = refer(cast)
    amina = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(amina, kind="participant", record_id=referral.person_id, by=cast.system)
    assert look(act_as(amina), "cases:referral", referral.public_id).status_code == 404


def test_the_log_says_that_a_referral_showed_the_ways_to_get_in_touch(cast, act_as):
    referral = refer(cast)
    page = look(act_as(cast.kerstin), "cases:referral", referral.public_id).content.decode()
    assert "070-1740605" in page
    event = AuditEvent.objects.filter(kind=EventKind.READ, person_id=referral.person_id).latest(
        "pk"
    )
    assert event.fields == ["name", "contact", "identity"]
