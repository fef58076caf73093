"""The log's review holds what partners opened, and ways in that no administrator made."""

from types import SimpleNamespace

from stegvis.casework.network import actions
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts import identities
from stegvis.core.accounts.models import Account, PartyKind, Role
from stegvis.core.notices.models import Notice
from stegvis.core.organisations import actions as organisations
from stegvis.desk.manage import draw
from tests.casework.network.conftest import amina
from tests.casework.network.story import facts
from tests.desk.test_administration import HOME, arne, hire, press

__all__ = ["amina", "arne"]


def review(client, cast):
    client.force_login(cast.maria)
    today = clock.today()
    return client.get(f"/manage/log/{today.year}/{today.month}/").content.decode()


def test_what_a_partner_opened_is_reviewed_where_the_person_is(client, cast, amina):
    school = organisations.create_organisation(
        cast.tenant, name="Skolan", kind="school", by=cast.system
    )
    sara = accounts.create_account(
        cast.tenant, email="s@example.org", name="Sara Skola", by=cast.system
    )
    accounts.link_party(sara, kind=PartyKind.PARTNER, record_id=school.pk, by=cast.system)
    actions.record_consent(amina, facts=facts(school), by=cast.by(cast.kerstin))
    client.force_login(sara)
    assert client.get(f"/partner/{amina.public_id}/").status_code == 200
    text = review(client, cast)
    assert "Sara Skola" in text
    assert "öppnad av en samarbetspartner" in text
    assert "arbetar inte med personen" not in text


def test_every_opening_by_a_partner_is_drawn_whatever_the_reader_has_to_do_with_the_person():
    by_partner = draw.Openings(1, 2, 1, clock.now(), partner=1)
    facts = draw.Facts(tasks=frozenset({(1, 2)}))
    assert draw.signals(by_partner, facts) == ("partner",)


def test_an_identity_that_links_itself_is_told_and_listed(client, cast):
    login = SimpleNamespace(
        email_addresses=[SimpleNamespace(email="kerstin@example.org", verified=True)],
        account=SimpleNamespace(provider="idp", uid="another"),
        number="",
    )
    assert identities.account_for(login) == cast.kerstin
    told = set(Notice.objects.values_list("recipient_id", flat=True))
    assert told == {cast.kerstin.pk, cast.maria.pk}
    assert "en identitet kopplades av sig själv vid inloggning" in review(client, cast)


def test_a_reopened_and_a_renamed_account_stand_in_the_review(arne, cast):
    page = f"{HOME}account/{cast.kerstin.public_id}/"
    press(arne, f"{page}sign-in/", do="close")
    press(arne, f"{page}sign-in/", do="open")
    seen = Account.objects.get(pk=cast.kerstin.pk).version
    press(arne, page, name="Björn Ask", language="sv", seen_version=seen)
    text = review(arne, cast)
    assert "det stängda kontot öppnades igen" in text
    assert "namnet eller språket ändrades" in text


def test_a_new_administrator_stands_in_every_units_review(arne, cast):
    hire(arne, cast, Role.ADMINISTRATOR)
    assert "fick rollen Administratör" in review(arne, cast)
