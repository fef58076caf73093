"""A yes: what it gives, and when it ends."""

from datetime import timedelta

import pytest

from stegvis.casework.network import actions
from stegvis.casework.papers import actions as papers
from stegvis.casework.people import actions as people
from stegvis.casework.people import queries as reach
from stegvis.casework.people.models import Grant, HouseholdLink
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.organisations import actions as organisations
from tests.casework.network.story import (
    as_participant,
    disclosed,
    facts,
    held,
    said_yes,
    unit_of,
)


def test_a_yes_lets_the_other_board_read_its_part_and_no_more(cast, amina, vera):
    assert held(amina, vera) == set()
    said_yes(cast, amina, vera)
    assert held(amina, vera) == {"name", "plan"}
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
    assert held(amina, account) == {"name", "plan"}


def test_a_yes_to_a_workplace_goes_to_an_employer_alone(cast, amina, vera):
    with pytest.raises(NotAllowedNowError) as fault:
        said_yes(cast, amina, vera, scope="workplace")
    assert fault.value.field == "scope"


def test_a_receivers_new_name_changes_nothing_of_what_was_said(client, cast, amina):
    by = cast.by(cast.admin)
    school = organisations.create_organisation(cast.tenant, name="Skolan", kind="school", by=by)
    consent = actions.record_consent(amina, facts=facts(school), by=cast.by(cast.kerstin))
    said = disclosed(to=school, ground="consent", ends_on=consent.ends_on)
    handed_out = actions.disclose(amina, facts=said, by=cast.by(cast.kerstin))
    organisations.change_organisation(
        school, name="Bemanning AB", kind="school", seen_version=school.version, by=by
    )
    for row in (consent, handed_out):
        row.refresh_from_db()
        assert row.receiver == "Skolan (heter nu Bemanning AB)"
    client.force_login(cast.kerstin)
    page = f"/network/{amina.public_id}/"
    assert "Skolan (heter nu Bemanning AB)" in client.get(page).content.decode()
