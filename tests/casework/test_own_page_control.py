import re

import pytest
from django.test import Client

from stegvis.casework.people import actions as people
from stegvis.casework.people import own_page
from stegvis.casework.people.models import Ground, Protection
from stegvis.core import clock
from stegvis.core.accounts.models import Account, Party
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.notices.models import Notice


@pytest.fixture
def press(act_as, cast, amina):
    """`press("let_in")`: Kerstin presses a button of the page and reads what comes."""
    client = act_as(cast.kerstin)

    def one(do):
        sent = {"key": do, "do": do}
        url = f"/people/{amina.public_id}/own-page/do/"
        return client.post(url, sent, follow=True).content.decode()

    return one


def protect(cast, person):
    people.set_protection(
        person, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )


def test_a_coordinator_opens_a_page_and_hands_over_a_link(client, act_as, cast, amina, press):
    assert "Nu har personen en egen sida" in press("let_in")
    answer = act_as(cast.kerstin).post(f"/people/{amina.public_id}/own-page/link/")
    link = re.search(r"http\S+(/in/\S+?/)<", answer.content.decode()).group(1)
    client.post(link)
    assert "Hej Amina" in client.get("/me/").content.decode()
    assert client.post(link).status_code == 410


def test_the_account_names_nobody_and_has_no_address(cast, amina, press):
    press("let_in")
    account = Account.objects.get(parties__record_id=amina.pk)
    assert account.name == "Deltagare"
    assert account.email.endswith("@no-address.invalid")


def test_a_link_goes_by_the_persons_own_way(cast, amina, press):
    press("let_in")
    assert "En länk är på väg" in press("send")
    notice = Notice.objects.get()
    assert (notice.recipient_kind, notice.recipient_id) == ("person", amina.pk)


def test_the_safe_way_is_the_one_that_is_offered(act_as, cast, amina, press):
    by = cast.by(cast.kerstin)
    people.add_contact_way(amina, kind="email", value="trygg@example.org", is_safe=True, by=by)
    text = press("let_in")
    assert "Skicka den till trygg@example.org" in text
    assert "070-1740605" not in text


def test_nothing_is_sent_to_a_protected_person_without_a_safe_way(cast, amina, press):
    protect(cast, amina)
    assert "ingen säker väg är vald" in press("let_in")
    press("send")
    assert not Notice.objects.filter(recipient_kind="person").exists()


def test_a_protected_person_is_reached_by_the_safe_way(cast, amina, press):
    protect(cast, amina)
    by = cast.by(cast.kerstin)
    people.add_contact_way(amina, kind="email", value="trygg@example.org", is_safe=True, by=by)
    press("let_in")
    press("send")
    assert Notice.objects.filter(recipient_kind="person").count() == 1


def test_no_link_is_sent_to_a_phone_that_others_may_see(cast, amina, press):
    by = cast.by(cast.kerstin)
    people.edit(amina, seen_version=amina.version, neutral_mode=True, by=by)
    assert "Någon annan kan se telefonen" in press("let_in")
    press("send")
    assert not Notice.objects.exists()
    people.add_contact_way(amina, kind="email", value="trygg@example.org", is_safe=True, by=by)
    press("send")
    assert Notice.objects.count() == 1


def test_no_link_is_shown_while_there_is_no_address_it_could_lead_to(
    act_as, cast, amina, press, settings
):
    press("let_in")
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, ["localhost"]
    answer = act_as(cast.kerstin).post(
        f"/people/{amina.public_id}/own-page/link/", HTTP_HOST="localhost", follow=True
    )
    assert "ingen adress" in answer.content.decode()


def test_once_closed_no_link_leads_in(client, cast, amina, press):
    press("let_in")
    token = own_page.make_link(amina, by=cast.by(cast.kerstin))
    assert "Sidan är stängd" in press("let_out")
    assert not Party.objects.filter(record_id=amina.pk).exists()
    assert client.post(f"/in/{token}/").status_code == 410


def test_a_page_that_was_closed_can_be_opened_again(cast, amina, press):
    for do in ("let_in", "let_out"):
        press(do)
    own_page.let_in(amina, by=cast.by(cast.kerstin))
    assert own_page.signing_in(amina, by=cast.by(cast.kerstin)) is not None


def test_there_is_one_page_and_a_link_needs_it(cast, amina, press):
    by = cast.by(cast.kerstin)
    with pytest.raises(NotAllowedNowError):
        own_page.make_link(amina, by=by)
    own_page.let_in(amina, by=by)
    with pytest.raises(NotAllowedNowError):
        own_page.let_in(amina, by=by)


def test_a_passing_ground_opens_no_lasting_page(cast, amina):
    people.grant(amina, account_id=cast.bjorn.pk, ground=Ground.FORMER, by=cast.system)
    with pytest.raises(RefusedError):
        own_page.let_in(amina, by=cast.by(cast.bjorn))


def test_the_log_says_who_opened_it(cast, amina):
    own_page.let_in(amina, by=cast.by(cast.kerstin))
    event = AuditEvent.objects.get(verb="people.own_page.opened")
    assert (event.account_id, event.person_id) == (cast.kerstin.pk, amina.pk)


def old_phone(cast, person):
    """Somebody signed in on the person's page, with a further link in the hand."""
    phone = Client()
    link = f"/in/{own_page.make_link(person, by=cast.by(cast.kerstin))}/"
    phone.post(link)
    assert phone.get("/me/").status_code == 200
    return phone, f"/in/{own_page.make_link(person, by=cast.by(cast.kerstin))}/"


def add_safe_way(cast, person):
    people.add_contact_way(
        person, kind="email", value="trygg@example.org", is_safe=True, by=cast.by(cast.kerstin)
    )


def keep_to_the_phone(cast, person):
    people.use_only(person.contact_ways.first(), by=cast.by(cast.kerstin))


def choose_neutral_mode(cast, person):
    people.edit(person, seen_version=person.version, neutral_mode=True, by=cast.by(cast.kerstin))


@pytest.mark.parametrize("happens", [add_safe_way, keep_to_the_phone, protect, choose_neutral_mode])
def test_the_old_phone_reads_no_more(client, cast, amina, press, happens):
    press("let_in")
    phone, link = old_phone(cast, amina)
    happens(cast, amina)
    assert phone.get("/me/").status_code == 302
    assert client.post(link).status_code == 410


def test_a_new_link_leads_in_after_that(client, cast, amina, press):
    press("let_in")
    old_phone(cast, amina)
    add_safe_way(cast, amina)
    client.post(f"/in/{own_page.make_link(amina, by=cast.by(cast.kerstin))}/")
    assert client.get("/me/").status_code == 200


def test_a_further_way_that_isnt_the_safe_one_signs_nobody_out(cast, amina, press):
    press("let_in")
    phone, _link = old_phone(cast, amina)
    people.add_contact_way(amina, kind="email", value="amina@example.org", by=cast.by(cast.kerstin))
    assert phone.get("/me/").status_code == 200


def test_other_facts_put_right_sign_nobody_out(cast, amina, press):
    press("let_in")
    choose_neutral_mode(cast, amina)
    phone, _link = old_phone(cast, amina)
    people.edit(
        amina,
        seen_version=amina.version,
        neutral_mode=True,
        family_name="Warsame Ali",
        by=cast.by(cast.kerstin),
    )
    assert phone.get("/me/").status_code == 200


def test_the_person_reads_that_staff_made_and_sent_a_link(act_as, cast, amina, press):
    press("let_in")
    press("send")
    phone, _link = old_phone(cast, amina)
    text = phone.get("/me/openings/").content.decode()
    assert "en länk till din sida skickades" in text
    assert "en länk till din sida lämnades över" in text


def test_whoever_held_a_link_is_drawn_for_the_review(act_as, cast, amina, press):
    press("let_in")
    old_phone(cast, amina)
    today = clock.today()
    text = act_as(cast.maria).get(f"/manage/log/{today.year}/{today.month}/").content.decode()
    assert "gjorde en länk till personens sida" in text
