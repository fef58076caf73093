"""Another address to sign in with: proposed by an administrator, confirmed by its own mailbox."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts import views
from stegvis.core.accounts.models import Account, AddressChange, PartyKind, SignInLink
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.queries import changed_by
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.forms.forms import new_key
from stegvis.core.jobs import worker
from stegvis.core.notices import actions as notices
from stegvis.core.notices.models import Notice
from stegvis.desk.manage import actions

OLD, NEW = "kerstin@example.org", "kerstin.ek@example.org"


def propose(cast, email=NEW, account=None):
    actions.propose_address(account or cast.kerstin, email=email, by=cast.by(cast.admin))
    worker.run_worker(once=True)


def sent_to(address):
    return [letter for letter in mail.outbox if letter.to == [address]]


def link(place=-1):
    """The page of a letter to the new address, the latest unless said otherwise."""
    letters = [letter for letter in mail.outbox if "/in/address/" in letter.body]
    return re.search(r"/in/address/\w+/", letters[place].body).group()


def address_of(account):
    return Account.objects.get(pk=account.pk).email


def test_nothing_changes_until_the_new_mailbox_says_yes_by_a_press(cast, client):
    propose(cast)
    assert address_of(cast.kerstin) == OLD
    assert NEW in client.get(link()).content.decode()
    assert address_of(cast.kerstin) == OLD, "a mail scanner opens every link"
    assert "Adressen är bytt" in client.post(link()).content.decode()
    assert address_of(cast.kerstin) == NEW
    assert "_auth_user_id" not in client.session, "it signs nobody in"


def test_the_old_address_is_told_of_the_proposal_and_of_the_change(cast, client):
    propose(cast)
    (told,) = sent_to(OLD)
    assert told.subject == "En ny adress att logga in med"
    client.post(link())
    worker.run_worker(once=True)
    assert [letter.subject for letter in sent_to(OLD)][1:] == [
        "Din adress att logga in med är bytt"
    ]
    said = " ".join(f"{one.subject} {one.body}".lower() for one in sent_to(OLD) + sent_to(NEW))
    for word in ("kerstin", "arne", "stegvis", "arbets", "kommun", "samordnare"):
        assert word not in said


def test_only_the_letter_to_the_new_address_carries_the_link(cast):
    propose(cast)
    assert [letter.to for letter in mail.outbox if "/in/" in letter.body] == [[NEW]]


def test_the_managers_are_told_twice_and_read_both_addresses_in_their_review(cast, client):
    propose(cast)
    client.post(link())
    worker.run_worker(once=True)
    assert len(sent_to("maria@example.org")) == 2
    client.force_login(cast.maria)
    month = clock.today()
    text = client.get(f"/manage/log/{month.year}/{month.month}/").content.decode()
    assert text.count(f"<bdi>{OLD}</bdi> → <bdi>{NEW}</bdi>") == 2
    assert "bekräftades<span" in text, "who followed the link isn't known"
    event = AuditEvent.objects.get(verb="accounts.address.changed")
    assert changed_by(event) == {"accounts.account.email": (OLD, NEW)}


def test_the_link_works_once(cast, client):
    propose(cast)
    client.post(link())
    for answer in (client.get(link()), client.post(link())):
        assert answer.status_code == 410
        assert "Den har redan använts, eller så har tiden gått ut" in answer.content.decode()


def test_the_link_works_for_a_day(cast, client):
    propose(cast)
    with clock.set_to(clock.now() + timedelta(hours=23)):
        assert client.get(link()).status_code == 200
    with clock.set_to(clock.now() + timedelta(hours=25)):
        assert client.post(link()).status_code == 410
    assert address_of(cast.kerstin) == OLD


def test_of_two_who_press_at_once_one_is_told_that_the_link_is_spent(cast, client, monkeypatch):
    propose(cast)
    held = AddressChange.objects.select_related("account").get()
    client.post(link())
    monkeypatch.setattr(views.queries, "address_change", lambda _token: held)
    assert client.post(link()).status_code == 410
    assert AuditEvent.objects.filter(verb="accounts.address.changed").count() == 1


@pytest.mark.parametrize("how", ["proposed again", "withdrawn", "closed"])
def test_what_was_proposed_before_is_void(cast, client, how):
    propose(cast)
    first = link()
    if how == "proposed again":
        propose(cast, "k.ek@example.org")
    elif how == "withdrawn":
        accounts.withdraw_address(cast.kerstin, by=cast.by(cast.admin))
    else:
        accounts.close_account(cast.kerstin, by=cast.by(cast.admin))
        accounts.open_account(cast.kerstin, by=cast.by(cast.admin))
    assert client.post(first).status_code == 410
    assert address_of(cast.kerstin) == OLD


def test_an_address_in_use_gets_the_same_answer_whoever_has_it(cast):
    amina = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(amina, kind=PartyKind.PARTICIPANT, record_id=1, by=cast.system)
    said = set()
    for email in ("Bjorn@example.org", "stig@example.org", "amina@example.org"):
        with pytest.raises(NotAllowedNowError) as fault:
            propose(cast, email)
        assert fault.value.field == "email"
        said.add(str(fault.value.sentence))
    assert len(said) == 1
    assert mail.outbox == []
    assert not AddressChange.objects.exists()


def test_an_address_taken_meanwhile_is_told_and_nothing_changes(cast, client):
    propose(cast)
    accounts.create_account(cast.other_tenant, email=NEW, name="Kerstin Ek", by=cast.system)
    answer = client.post(link())
    assert answer.status_code == 410
    assert "Du loggar in med den du hade" in answer.content.decode()
    assert address_of(cast.kerstin) == OLD
    assert not AuditEvent.objects.filter(verb="accounts.address.changed").exists()


def test_sign_in_links_sent_to_the_old_mailbox_are_void_after_the_change(cast, client):
    accounts.issue_link(cast.kerstin, by=cast.system)
    propose(cast)
    assert SignInLink.objects.filter(used_at__isnull=True).exists(), "until it is confirmed"
    client.post(link())
    assert not SignInLink.objects.filter(used_at__isnull=True).exists()


def test_nobody_proposes_for_themself_a_neighbour_or_a_participant(cast):
    amina = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(amina, kind=PartyKind.PARTICIPANT, record_id=1, by=cast.system)
    for account in (cast.admin, cast.stig, amina):
        with pytest.raises(RefusedError):
            propose(cast, account=account)
    with pytest.raises(RefusedError):
        actions.propose_address(cast.bjorn, email=NEW, by=cast.by(cast.maria))


def test_a_closed_account_and_the_address_it_has_get_a_sentence(cast):
    with pytest.raises(NotAllowedNowError):
        propose(cast, OLD.upper())
    cast.kerstin.is_active = False
    with pytest.raises(NotAllowedNowError):
        propose(cast)


def test_neither_the_database_nor_the_log_holds_what_confirms(cast):
    propose(cast)
    token = link().split("/")[3]
    (change,) = AddressChange.objects.all()
    kept = [str(change.__dict__), *AuditEvent.objects.values_list("values", flat=True)]
    assert not any(token in text for text in kept)


@pytest.mark.parametrize("way_in", [actions.reset_second_factor, notices.send_link])
@pytest.mark.parametrize("order", ["changed", "reset before it is confirmed"])
def test_nobody_is_given_a_way_in_through_a_new_mailbox_for_a_day(cast, client, way_in, order):
    by = cast.by(cast.admin)
    app = Authenticator.objects.create(user=cast.kerstin, type="totp", data={"secret": "x"})
    propose(cast)
    if order != "changed":
        actions.reset_second_factor(cast.kerstin, by=by)
    client.post(link())
    told = Notice.objects.count()
    with clock.set_to(clock.now() + timedelta(hours=23)):
        with pytest.raises(NotAllowedNowError, match="mindre än 24 timmar sedan"):
            way_in(Account.objects.get(pk=cast.kerstin.pk), by=by)
    assert Notice.objects.count() == told
    assert not SignInLink.objects.filter(used_at__isnull=True).exists()
    assert Authenticator.objects.filter(pk=app.pk).exists() == (order == "changed")
    with clock.set_to(clock.now() + timedelta(hours=25)):
        way_in(Account.objects.get(pk=cast.kerstin.pk), by=by)
    assert SignInLink.objects.filter(used_at__isnull=True).count() == 1


def test_no_identity_is_linked_through_a_new_address_for_a_day(cast, client):
    by = cast.by(cast.admin)
    propose(cast)
    client.post(link())
    kerstin = Account.objects.get(pk=cast.kerstin.pk)
    with clock.set_to(clock.now() + timedelta(hours=23)):
        with pytest.raises(NotAllowedNowError, match="mindre än 24 timmar sedan"):
            actions.link_identity(kerstin, provider="oidc", subject="theirs", by=by)
    with clock.set_to(clock.now() + timedelta(hours=25)):
        actions.link_identity(kerstin, provider="oidc", subject="theirs", by=by)


def test_the_administrator_reads_why_and_the_app_stays(cast, client):
    propose(cast)
    client.post(link())
    client.force_login(cast.admin)
    page = f"/manage/administration/account/{cast.kerstin.public_id}/sign-in/"
    answer = client.post(page, {"key": new_key(), "do": "reset"}, follow=True)
    assert "Adressen byttes för mindre än 24 timmar sedan" in answer.content.decode()


def test_an_address_that_is_only_proposed_stops_nothing(cast):
    propose(cast)
    notices.send_link(cast.kerstin, by=cast.by(cast.admin))
    assert SignInLink.objects.filter(used_at__isnull=True).count() == 1
