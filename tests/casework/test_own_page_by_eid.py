"""A participant opens their own page with e-ID: by the identity number, compared every time."""

import pytest
from allauth.socialaccount.models import SocialAccount

from stegvis.casework.people import actions as people
from stegvis.casework.people import own_page
from stegvis.casework.people.models import Person
from stegvis.core import tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, PartyKind
from stegvis.core.audit.models import AuditEvent
from tests.core.issuer import Issuer, configured, sign_in

NUMBER, ANOTHER = "195901232602", "200002292399"
CLAIM = "https://id.oidc.se/claim/personalIdentityNumber"


@pytest.fixture
def issuer(settings):
    """A broker that tells the number of whoever signs in."""
    with Issuer({"sub": "s-1", CLAIM: NUMBER}) as running:
        settings.SOCIALACCOUNT_PROVIDERS = configured(running.url, number_claim=CLAIM)
        yield running


def numbered(cast, number=NUMBER):
    """Somebody with a number, whom Kerstin coordinates."""
    person = cast.person(coordinator=cast.kerstin)
    return people.give_number(person, number=number, seen_version=person.version, by=cast.system)


@pytest.fixture
def amina(cast):
    person = numbered(cast)
    own_page.let_in(person, by=cast.by(cast.kerstin))
    return person


def page_of(client):
    return client.get("/me/").content.decode()


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("told", [NUMBER, "590123-2602"])
def test_whoever_has_the_number_opens_the_page(cast, client, issuer, amina, told):
    issuer.claims[CLAIM] = told
    sign_in(client)
    assert "Hej Amina" in page_of(client)
    linked = AuditEvent.objects.get(verb="accounts.identity.linked")
    assert linked.tenant_id == cast.tenant.pk


def test_of_an_identity_the_number_is_not_kept(cast, client, issuer, amina):
    sign_in(client)
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("s-1", {})


def test_the_page_opens_again_the_next_time(cast, client, issuer, amina):
    sign_in(client)
    client.logout()
    sign_in(client)
    assert "Hej Amina" in page_of(client)
    assert SocialAccount.objects.count() == 1


def test_another_number_opens_nothing(cast, client, issuer, amina):
    issuer.claims[CLAIM] = ANOTHER
    assert sign_in(client).status_code == 403
    assert not is_in(client)


def test_a_number_put_right_shuts_out_whoever_had_the_wrong_one(cast, client, issuer, amina):
    sign_in(client)
    client.logout()
    seen = Person.objects.get(pk=amina.pk)
    people.give_number(seen, number=ANOTHER, seen_version=seen.version, by=cast.system)
    assert sign_in(client).status_code == 403
    assert not is_in(client)


def test_an_identity_that_tells_no_number_any_more_opens_nothing(cast, client, issuer, amina):
    sign_in(client)
    client.logout()
    del issuer.claims[CLAIM]
    assert sign_in(client).status_code == 403


@pytest.mark.parametrize("told", ["", "1", [NUMBER], 195901232602, None, {"nin": NUMBER}])
def test_what_is_no_number_opens_nothing(cast, client, issuer, amina, told):
    issuer.claims[CLAIM] = told
    assert sign_in(client).status_code == 403


def test_a_provider_that_is_not_asked_for_numbers_opens_nothing_by_one(
    cast, client, issuer, settings, amina
):
    settings.SOCIALACCOUNT_PROVIDERS = configured(issuer.url)
    assert sign_in(client).status_code == 403


def test_without_a_page_of_ones_own_the_number_makes_none(cast, client, issuer):
    numbered(cast)
    before = Account.objects.count()
    assert sign_in(client).status_code == 403
    assert Account.objects.count() == before


def test_a_page_that_was_closed_stays_closed(cast, client, issuer, amina):
    sign_in(client)
    client.logout()
    own_page.let_out(amina, by=cast.by(cast.kerstin))
    assert sign_in(client).status_code in (302, 403)
    assert not is_in(client)


def test_an_authority_next_door_is_found_too(cast, client, issuer):
    with tenancy.tenant_scope(cast.other_tenant.pk):
        facts = people.NewPerson(given_name="Nils", family_name="Granne", number=NUMBER)
        by = cast.by(cast.stig)
        person = people.register(cast.other_unit, facts=facts, by=by)
        record = (PartyKind.PARTICIPANT, person.pk)
        accounts.let_in(cast.other_tenant, record, name="Deltagare", language="sv", by=by)
    sign_in(client)
    assert "Hej Nils" in page_of(client)


def test_staff_see_that_e_id_leads_there(cast, act_as, issuer, amina):
    page = act_as(cast.kerstin).get(f"/people/{amina.public_id}/own-page/").content.decode()
    assert "Kommunens inloggning leder hit den som har personnumret" in page
