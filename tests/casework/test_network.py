"""A yes, a request and a disclosure: what each gives, and when it ends."""

from datetime import timedelta

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.network import actions, queries
from stegvis.casework.network.models import Consent, Disclosure, Request
from stegvis.casework.papers import actions as papers
from stegvis.casework.people import actions as people
from stegvis.casework.people import queries as reach
from stegvis.casework.people.models import Grant, HouseholdLink, Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, PartyKind, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit.models import AuditEvent, EventKind
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.notices.models import Notice
from stegvis.core.organisations import actions as organisations
from tests.desk import story

REASON = "Behövs för att planera studierna"


@pytest.fixture
def vera(cast):
    """Somebody of another board, with nothing to do with anybody yet."""
    return cast.another_board()[1]


@pytest.fixture
def amina(cast):
    return story.taken(cast).person


def facts(to, **changes):
    given = {
        "to": to,
        "scope": "plan",
        "purpose": "Planera svenskan",
        "ends_on": clock.days_from_today(30),
        "given_how": "phone",
    }
    return actions.ConsentFacts(**{**given, **changes})


def unit_of(account):
    return account.memberships.get().unit


def said_yes(cast, amina, vera, **changes):
    return actions.record_consent(
        amina, facts=facts(unit_of(vera), **changes), by=cast.by(cast.kerstin)
    )


def disclosed(**changes):
    given = {
        "to": None,
        "ground": "decision",
        "reason": REASON,
        "harm_test": "Personen vill det själv",
        "scope": "plan",
        "ends_on": clock.days_from_today(10),
    }
    return actions.DisclosureFacts(**{**given, **changes})


def held(person, account):
    return reach.held_compartments(person, by=actor_for(account))


def as_participant(cast, person):
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(account, kind=PartyKind.PARTICIPANT, record_id=person.pk, by=cast.system)
    return account


def test_a_yes_lets_the_other_board_read_its_part_and_no_more(cast, amina, vera):
    assert held(amina, vera) == set()
    said_yes(cast, amina, vera)
    assert held(amina, vera) == {"identity", "plan"}
    assert reach.decide(amina, by=cast.by(vera), compartment="journal").code == "outside_scope"


def test_a_yes_is_for_reading_and_changes_nothing(cast, amina, vera):
    said_yes(cast, amina, vera)
    assert not reach.works_with(amina, by=cast.by(vera), compartment="plan")


def test_a_reader_writes_no_family_tie(cast, amina, vera):
    said_yes(cast, amina, vera, scope="intake")
    by = cast.by(vera)
    facts = people.NewPerson(given_name="Cia", family_name="Dahl", no_number_reason="waiting")
    own = people.register(unit_of(vera), facts=facts, by=by)
    with pytest.raises(NotAllowedNowError):
        people.link_household(own, other=amina, kind="sibling", by=by)
    assert not HouseholdLink.objects.exists()


def test_a_yes_ends_by_itself_and_begins_on_its_day(cast, amina, vera):
    said_yes(
        cast, amina, vera, starts_on=clock.days_from_today(3), ends_on=clock.days_from_today(5)
    )
    days = {ahead: clock.now() + timedelta(days=ahead) for ahead in (0, 4, 7)}
    for ahead, expected in ((0, False), (4, True), (7, False)):
        with clock.set_to(days[ahead]):
            assert bool(held(amina, vera)) is expected


def test_a_yes_that_begins_later_can_be_taken_back(client, cast, amina, vera):
    consent = said_yes(
        cast, amina, vera, starts_on=clock.days_from_today(3), ends_on=clock.days_from_today(9)
    )
    client.force_login(as_participant(cast, amina))
    answer = client.post(f"/me/consents/{consent.public_id}/", {"key": "k"})
    assert answer.status_code == 302
    with clock.set_to(clock.now() + timedelta(days=4)):
        assert held(amina, vera) == set()


def test_the_person_takes_a_yes_back_and_the_reach_ends_at_once(client, cast, amina, vera):
    consent = said_yes(cast, amina, vera)
    client.force_login(as_participant(cast, amina))
    page = client.get("/me/knowers/").content.decode()
    assert "Vuxenutbildningen" in page
    assert "Planera svenskan" in page
    answer = client.post(f"/me/consents/{consent.public_id}/", {"key": "k"})
    assert answer.url == "/me/knowers/"
    assert held(amina, vera) == set()
    consent.refresh_from_db()
    assert (consent.withdrawn_how, Grant.objects.filter(ground="consent").count()) == ("page", 1)


def test_staff_take_a_yes_back_at_the_persons_word(client, cast, amina, vera):
    consent = said_yes(cast, amina, vera)
    client.force_login(cast.kerstin)
    page = f"/network/consents/{consent.public_id}/withdraw/"
    assert client.post(page, {"key": "k", "how": "phone"}).status_code == 302
    assert held(amina, vera) == set()
    assert "tillbakataget den" in client.get(f"/network/{amina.public_id}/").content.decode()


def test_nobody_else_takes_a_yes_back(cast, amina, vera):
    consent = said_yes(cast, amina, vera)
    for account in (cast.bjorn, vera):
        with pytest.raises(RefusedError):
            actions.withdraw(consent, how="phone", by=cast.by(account))


def test_a_yes_on_paper_names_the_paper(cast, amina, vera):
    with pytest.raises(NotAllowedNowError) as fault:
        said_yes(cast, amina, vera, given_how="paper")
    assert fault.value.field == "paper"
    text = CheckedFile("ja.txt", "txt", b"Ja", is_scanned=False)
    paper = papers.file_paper(amina, file=text, kind="consent", by=cast.by(cast.kerstin))
    assert said_yes(cast, amina, vera, given_how="paper", paper=paper).paper == paper


@pytest.mark.parametrize("days", [-1, 400])
def test_a_yes_has_an_end_within_a_year(cast, amina, vera, days):
    with pytest.raises(NotAllowedNowError) as fault:
        said_yes(cast, amina, vera, ends_on=clock.days_from_today(days))
    assert fault.value.field == "ends_on"


def test_the_whole_file_is_never_given_away(cast, amina, vera):
    with pytest.raises(NotAllowedNowError):
        said_yes(cast, amina, vera, scope="full")


def test_a_yes_to_an_organisation_lets_its_partner_read(cast, amina):
    school = organisations.create_organisation(
        cast.tenant, name="Skolan", kind="school", by=cast.system
    )
    account = accounts.create_account(
        cast.tenant, email="s@example.org", name="Sara", by=cast.system
    )
    accounts.link_party(account, kind=PartyKind.PARTNER, record_id=school.pk, by=cast.system)
    actions.record_consent(amina, facts=facts(school), by=cast.by(cast.kerstin))
    assert held(amina, account) == {"identity", "plan"}


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


def ask(cast, amina, vera):
    return actions.ask(amina, scope="plan", reason=REASON, by=cast.by(vera))


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
    assert held(amina, vera) == {"identity", "plan"}
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


def test_what_was_disclosed_to_one_board_does_not_follow_into_a_third(cast, amina, vera):
    request = ask(cast, amina, vera)
    actions.disclose(amina, facts=disclosed(), request=request, by=cast.by(cast.kerstin))
    membership = vera.memberships.get()
    area = organisations.create_secrecy_area(cast.tenant, name="Kulturnämnden", by=cast.system)
    third = organisations.create_unit(
        cast.unit.organisation, name="Biblioteket", secrecy_area=area, by=cast.system
    )
    accounts.give_role(
        third, account=vera, role=Role.CONTACT_AGENT, starts=clock.today(), by=cast.system
    )
    accounts.end_role(membership, ends=clock.days_from_today(-1), by=cast.system)
    moved = Account.objects.get(pk=vera.pk)
    assert actor_for(moved).unit_id == third.pk
    assert held(amina, moved) == set()


def test_a_disclosure_is_an_event_of_its_own_in_the_log(cast, amina, vera):
    actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    event = AuditEvent.objects.get(kind=EventKind.DISCLOSURE)
    assert (event.person_id, event.code, event.fields) == (amina.pk, "decision", ["plan"])
    assert event.account_id == cast.kerstin.pk


def test_a_copy_gives_no_reach_and_says_what_was_handed_over(cast, amina, vera):
    made = actions.disclose(
        amina,
        facts=disclosed(
            to=unit_of(vera), scope="", parts=["situation"], told="Två rader om språk, på papper"
        ),
        by=cast.by(cast.kerstin),
    )
    assert (made.parts, made.told) == (["situation"], "Två rader om språk, på papper")
    assert held(amina, vera) == set()
    assert AuditEvent.objects.get(kind=EventKind.DISCLOSURE).fields == ["situation"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"harm_test": ""}, "harm_test"),
        ({"reason": "kort"}, "reason"),
        ({"ground": "consent"}, "ground"),
        ({"ground": "nonsense"}, "ground"),
        ({"scope": "full"}, "scope"),
        ({"ends_on": None}, "ends_on"),
        ({"scope": "", "told": "x"}, "parts"),
        ({"scope": "", "parts": ["plan"]}, "told"),
    ],
)
def test_nothing_is_disclosed_without_ground_reason_part_and_test(
    cast, amina, vera, changes, field
):
    with pytest.raises(NotAllowedNowError) as fault:
        actions.disclose(
            amina, facts=disclosed(to=unit_of(vera), **changes), by=cast.by(cast.kerstin)
        )
    assert fault.value.field == field
    assert not AuditEvent.objects.filter(kind=EventKind.DISCLOSURE).exists()


def test_what_was_disclosed_on_a_yes_ends_with_the_yes(cast, amina, vera):
    consent = said_yes(cast, amina, vera)
    actions.disclose(
        amina,
        facts=disclosed(to=unit_of(vera), ground="consent", harm_test=""),
        by=cast.by(cast.kerstin),
    )
    actions.withdraw(consent, how="desk", by=cast.by(cast.kerstin))
    assert held(amina, vera) == set()
    assert Disclosure.objects.get().ended_at is not None


@pytest.mark.parametrize("part", ["journal", "identity"])
def test_a_yes_to_name_and_plan_is_no_ground_for_a_copy_of_more(cast, amina, vera, part):
    said_yes(cast, amina, vera)
    copy = disclosed(
        to=unit_of(vera),
        ground="consent",
        harm_test="",
        scope="",
        parts=["plan", part],
        told="Utskrift, på papper",
    )
    with pytest.raises(NotAllowedNowError) as fault:
        actions.disclose(amina, facts=copy, by=cast.by(cast.kerstin))
    assert fault.value.field == "parts"
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "form", [{"scope": "plan"}, {"scope": "", "parts": ["plan"], "told": "Planen, på papper"}]
)
def test_of_several_yeses_the_one_about_the_part_is_the_ground(cast, amina, vera, form):
    said_yes(cast, amina, vera, scope="intake", ends_on=clock.days_from_today(90))
    fitting = said_yes(cast, amina, vera, ends_on=clock.days_from_today(30))
    made = actions.disclose(
        amina,
        facts=disclosed(to=unit_of(vera), ground="consent", harm_test="", **form),
        by=cast.by(cast.kerstin),
    )
    assert made.consent == fitting


def test_a_copy_has_no_reach_that_ends_with_the_yes(cast, amina, vera):
    consent = said_yes(cast, amina, vera)
    made = actions.disclose(
        amina,
        facts=disclosed(
            to=unit_of(vera),
            ground="consent",
            harm_test="",
            scope="",
            parts=["plan"],
            told="Planen, på papper",
        ),
        by=cast.by(cast.kerstin),
    )
    actions.withdraw(consent, how="desk", by=cast.by(cast.kerstin))
    made.refresh_from_db()
    assert made.ended_at is None


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


def test_reach_that_was_disclosed_is_ended_before_its_day(client, cast, amina, vera):
    made = actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    client.force_login(cast.kerstin)
    client.post(f"/network/disclosures/{made.public_id}/end/", {"key": "k"})
    assert held(amina, vera) == set()


def test_a_reach_that_has_ended_keeps_its_day(client, cast, amina, vera):
    made = actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    ended_at = actions.end_reach(made, by=cast.by(cast.kerstin)).ended_at
    with clock.set_to(clock.now() + timedelta(days=5)):
        client.force_login(cast.kerstin)
        client.post(f"/network/disclosures/{made.public_id}/end/", {"key": "again"})
    made.refresh_from_db()
    assert made.ended_at == ended_at


def test_the_person_reads_what_was_handed_out(client, cast, amina, vera):
    actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    client.force_login(as_participant(cast, amina))
    page = client.get("/me/knowers/").content.decode()
    assert "Beslut efter sekretessprövning" in page
    assert REASON in page


def test_erasing_somebody_forgets_their_consents_and_disclosures(cast, amina, vera):
    said_yes(cast, amina, vera)
    actions.disclose(amina, facts=disclosed(to=unit_of(vera)), by=cast.by(cast.kerstin))
    ask(cast, cast.person("Johan", "Ek"), vera)
    people.erase(amina, reason="På egen begäran i dag", by=cast.system)
    assert not Consent.objects.exists()
    assert not Disclosure.objects.exists()
    assert Request.objects.count() == 1


def test_the_responsible_unit_is_that_of_the_case(cast, amina):
    assert queries.responsible_unit(amina) == cast.unit
