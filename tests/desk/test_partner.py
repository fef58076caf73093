from datetime import timedelta

import pytest

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.models import AuditEvent
from stegvis.core.organisations import actions as organisations
from tests.desk import story


@pytest.fixture
def school(cast):
    return organisations.create_organisation(
        cast.tenant, name="Lärcentrum", kind="school", by=cast.system
    )


@pytest.fixture
def client_of_school(act_as, cast, school):
    account = accounts.create_account(
        cast.tenant, email="lena@example.org", name="Lena", by=cast.system
    )
    accounts.link_party(account, kind="partner", record_id=school.pk, by=cast.system)
    return act_as(account)


@pytest.fixture
def amina(cast):
    case = story.taken(cast)
    story.planned(cast, case)
    story.met(cast, case)
    return case.person


def share(cast, person, school, scope="plan", **more):
    return people.grant(
        person, organisation=school, scope=scope, ground=Ground.CONSENT, by=cast.system, **more
    )


def test_without_anything_shared_the_page_says_so(client_of_school):
    assert client_of_school.get("/")["Location"] == "/partner/"
    text = client_of_school.get("/partner/").content.decode()
    assert "Lärcentrum" in text
    assert "Inget är delat med er just nu" in text


def test_a_partner_reads_exactly_what_the_scope_holds(cast, amina, school, client_of_school):
    share(cast, amina, school, purpose="Planera studierna")
    listed = client_of_school.get("/partner/").content.decode()
    assert "Amina Warsame" in listed
    assert "Planera studierna" in listed
    text = client_of_school.get(f"/partner/{amina.public_id}/").content.decode()
    assert "Jag vill arbeta med barn igen" in text
    assert "070-1740605" not in text
    assert "Vi sågs i dag" not in text


def test_the_quick_way_out_is_the_participants_alone(cast, amina, school, client_of_school):
    share(cast, amina, school)
    for page in ("/partner/", f"/partner/{amina.public_id}/"):
        assert "data-leave" not in client_of_school.get(page).content.decode()


@pytest.mark.parametrize("scope", ["intake", "plan", "placement"])
def test_a_yes_to_a_name_hands_out_no_number_and_no_birth_date(
    cast, school, client_of_school, scope
):
    facts = people.NewPerson(given_name="Amina", family_name="Ek", number="189001019802")
    person = people.register(cast.unit, facts=facts, by=cast.system)
    share(cast, person, school, scope=scope)
    text = client_of_school.get(f"/partner/{person.public_id}/").content.decode()
    assert "Amina Ek" in text
    assert "9802" not in text
    assert "1890" not in text


def test_another_scope_shows_another_part(cast, amina, school, client_of_school):
    share(cast, amina, school, scope="intake")
    text = client_of_school.get(f"/partner/{amina.public_id}/").content.decode()
    assert "070-1740605" in text
    assert "Jag vill arbeta med barn igen" not in text


def test_a_plan_that_isnt_agreed_yet_stays_with_the_unit(cast, school, client_of_school):
    case = story.taken(cast)
    story.planned(cast, case, agreed=False)
    share(cast, case.person, school)
    text = client_of_school.get(f"/partner/{case.person.public_id}/").content.decode()
    assert "Jag vill arbeta med barn igen" not in text
    assert "Ingen plan är överenskommen" in text


def test_the_opening_is_logged_with_its_purpose(cast, amina, school, client_of_school):
    share(cast, amina, school)
    client_of_school.get(f"/partner/{amina.public_id}/")
    read = AuditEvent.objects.get(verb="people.person.opened", person_id=amina.pk, role="partner")
    assert (read.purpose, read.fields) == ("partner", ["name", "plan"])


def test_when_the_time_is_out_the_page_is_gone(cast, amina, school, client_of_school):
    share(cast, amina, school, ends=clock.now() + timedelta(days=1))
    with clock.set_to(clock.now() + timedelta(days=2)):
        assert "Amina" not in client_of_school.get("/partner/").content.decode()
        assert client_of_school.get(f"/partner/{amina.public_id}/").status_code == 404


def test_a_protected_person_isnt_there(cast, amina, school, client_of_school):
    share(cast, amina, school)
    people.set_protection(
        amina, level=Protection.STRICT, officers=[cast.maria], reason="Hot", by=cast.system
    )
    assert "Amina" not in client_of_school.get("/partner/").content.decode()
    assert client_of_school.get(f"/partner/{amina.public_id}/").status_code == 404


def test_what_another_organisation_was_granted_stays_there(cast, amina, client_of_school):
    other = organisations.create_organisation(
        cast.tenant, name="Vården", kind="health", by=cast.system
    )
    share(cast, amina, other)
    assert client_of_school.get(f"/partner/{amina.public_id}/").status_code == 404


def test_staff_have_no_such_page(act_as, cast, amina):
    assert act_as(cast.kerstin).get(f"/partner/{amina.public_id}/").status_code == 404


def test_the_units_own_pages_stay_closed(cast, amina, school, client_of_school):
    share(cast, amina, school)
    for page in ("plans/{}/", "people/{}/edit/", "journal/{}/write/"):
        answer = client_of_school.get("/" + page.format(amina.public_id))
        assert answer.status_code == 404
