"""Staff and units, never a person; an administrator puts nobody before the files unseen."""

import json
import re

import pytest
from django.core import mail
from django.urls import reverse

from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, AddressChange, Membership, PartyKind, Role
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.queries import changed_by
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.days import day
from stegvis.core.forms.forms import new_key
from stegvis.core.jobs import worker
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Organisation, Unit

HOME = "/manage/administration/"


@pytest.fixture
def arne(client, cast):
    client.force_login(cast.admin)
    return client


def fill(client, page, **given):
    """Open the form, fill it in and send it."""
    form = client.get(page).context["form"]
    held = {name: form[name].value() or "" for name in ("key", "seen_version")}
    return client.post(page, held | given, follow=True)


def press(client, page, **given):
    """One button."""
    return client.post(page, {"key": new_key(), **given}, follow=True)


def hire(client, cast, role=Role.COORDINATOR):
    fill(client, f"{HOME}account/", name="Lena Ny", email="Lena@example.org", language="nb")
    lena = Account.objects.get(email="lena@example.org")
    fill(
        client,
        f"{HOME}account/{lena.public_id}/role/",
        unit=cast.unit.public_id,
        role=role,
        starts=clock.today(),
    )
    return lena


def test_a_new_colleague_gets_an_account_a_role_and_a_link(arne, cast):
    lena = hire(arne, cast)
    answer = press(arne, f"{HOME}account/{lena.public_id}/sign-in/", do="link").content.decode()
    assert "Länken är på väg" in answer
    assert lena.memberships.get().role == Role.COORDINATOR
    worker.run_worker(once=True)
    assert [letter.to for letter in mail.outbox if "/in/" in letter.body] == [["lena@example.org"]]


@pytest.mark.parametrize("email", ["kerstin@example.org", "stig@example.org", "amina@example.org"])
def test_an_address_in_use_is_told_and_nothing_typed_is_lost(arne, cast, email):
    amina = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(amina, kind=PartyKind.PARTICIPANT, record_id=1, by=cast.system)
    text = fill(
        arne, f"{HOME}account/", name="Lena Ny", email=email, language="sv"
    ).content.decode()
    assert f"Någon loggar redan in med {email}" in text
    assert 'value="Lena Ny"' in text


def test_a_participants_account_is_nowhere(arne, cast):
    amina = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina Warsame", by=cast.system
    )
    accounts.link_party(amina, kind=PartyKind.PARTICIPANT, record_id=1, by=cast.system)
    assert "Warsame" not in arne.get(HOME).content.decode()
    assert arne.get(f"{HOME}account/{amina.public_id}/").status_code == 404
    assert arne.get(f"{HOME}account/{cast.stig.public_id}/").status_code == 404


def test_a_role_that_reaches_persons_is_told_to_the_manager_and_in_the_review(arne, cast):
    hire(arne, cast)
    worker.run_worker(once=True)
    assert [letter.to for letter in mail.outbox] == [["maria@example.org"]]
    arne.force_login(cast.maria)
    month = clock.today()
    text = arne.get(f"/manage/log/{month.year}/{month.month}/").content.decode()
    assert "fick rollen Koordinator · Arne Admin" in text


def reviewed(client, cast):
    """What Maria reads this month of who came and went, as one line of text."""
    client.force_login(cast.maria)
    month = clock.today()
    text = client.get(f"/manage/log/{month.year}/{month.month}/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_review_says_what_an_account_was_called_before_and_is_now(arne, cast):
    page = f"{HOME}account/{cast.kerstin.public_id}/"
    fill(arne, page, name="Kerstin Ek", language="nb")
    press(arne, f"{page}sign-in/", do="close")
    text = reviewed(arne, cast)
    assert "Namn: Kerstin Norling → Kerstin Ek" in text
    assert "Språk: Svenska → Norsk bokmål" in text
    assert "kontot stängdes · Arne Admin" in text
    events = AuditEvent.objects.filter(object_type="accounts.account", object_id=cast.kerstin.pk)
    closed = changed_by(events.get(verb="accounts.account.closed"))
    assert closed == {"accounts.account.is_active": (True, False)}


def test_the_review_says_from_when_to_when_a_role_was_given_and_ended(arne, cast):
    lena = hire(arne, cast)
    last = clock.days_from_today(400)
    role = lena.memberships.get()
    press(arne, f"{HOME}account/{lena.public_id}/end/", membership=role.pk, ends=last)
    text = reviewed(arne, cast)
    assert f"fick rollen Koordinator · Arne Admin Från: {day(clock.today())}" in text
    assert f"rollen Koordinator avslutades · Arne Admin Sista dag: {day(last)}" in text


def test_what_a_participant_signs_in_as_is_in_the_log_in_no_one_elses_words(cast):
    amina = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina Warsame", by=cast.system
    )
    accounts.link_party(amina, kind=PartyKind.PARTICIPANT, record_id=1, by=cast.system)
    assert not AuditEvent.objects.filter(values__icontains="amina").exists()


def test_a_role_without_persons_is_told_to_nobody(arne, cast):
    hire(arne, cast, Role.HR)
    worker.run_worker(once=True)
    assert mail.outbox == []


def test_nobody_gives_themselves_a_role(arne, cast):
    own = f"{HOME}account/{cast.admin.public_id}/"
    assert f"{own}role/" not in arne.get(own).content.decode()
    fill(arne, f"{own}role/", unit=cast.unit.public_id, role="coordinator", starts=clock.today())
    assert cast.admin.memberships.count() == 1


def test_a_role_is_ended_on_a_day(arne, cast):
    role = cast.kerstin.memberships.get()
    ends = clock.days_from_today(3)
    press(arne, f"{HOME}account/{cast.kerstin.public_id}/end/", membership=role.pk, ends=ends)
    assert Membership.objects.get(pk=role.pk).ends == ends


def test_a_lost_phone_is_forgotten_and_told(arne, cast):
    press(arne, f"{HOME}account/{cast.kerstin.public_id}/sign-in/", do="reset")
    worker.run_worker(once=True)
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "kerstin@example.org",
        "kerstin@example.org",
        "maria@example.org",
    ]


def test_an_account_is_closed_and_opened(arne, cast):
    page = f"{HOME}account/{cast.kerstin.public_id}/"
    press(arne, f"{page}sign-in/", do="close")
    assert not Account.objects.get(pk=cast.kerstin.pk).is_active
    assert "stängt" in arne.get(HOME).content.decode()
    press(arne, f"{page}sign-in/", do="open")
    assert Account.objects.get(pk=cast.kerstin.pk).is_active


def test_a_unit_is_added_and_changed(arne, cast):
    new = f"{HOME}unit/"
    facts = {
        "name": "Enheten i norr",
        "organisation": cast.unit.organisation_id,
        "secrecy_area": cast.unit.secrecy_area_id,
        "address": "Storgatan 1",
        "phone": "",
    }
    answer = fill(arne, new, municipality_code="9999", **facts)
    assert list(answer.context["form"].errors) == ["municipality_code"]
    assert 'value="Storgatan 1"' in answer.content.decode()
    fill(arne, new, municipality_code="2184", **facts)
    north = Unit.objects.get(name="Enheten i norr")
    assert north.municipality_code == "2184"
    changed = {"name": "Nya namnet", "municipality_code": "2183", "address": "Torget 1"}
    fill(arne, f"{HOME}unit/{north.public_id}/", phone="", **changed)
    north.refresh_from_db()
    assert {name: getattr(north, name) for name in changed} == changed


def test_a_units_municipality_is_chosen_by_name_and_the_nearest_come_first(arne, cast):
    with_code = {"name": cast.unit.name, "municipality_code": "2183", "address": "", "phone": ""}
    page = f"{HOME}unit/{cast.unit.public_id}/"
    fill(arne, page, **with_code)
    text = arne.get(page).content.decode()
    assert '<option value="2183" selected>Bollnäs</option>' in text
    assert text.index("Gävleborgs län") < text.index("Blekinge län")
    assert "Drammen" not in text


def test_an_organisation_is_chosen_from_as_soon_as_it_is_added(arne, cast):
    person = cast.person(coordinator=cast.kerstin)
    page = f"{HOME}organisations/"
    fill(arne, page, name="Försäkringskassan", kind="authority")
    assert "Annan myndighet" in arne.get(page).content.decode()
    arne.force_login(cast.kerstin)
    for name in ("consent", "disclose"):
        form = arne.get(reverse(f"network:{name}", args=[person.public_id])).context["form"]
        assert "Försäkringskassan" in str(form["to"])


def test_an_organisation_is_renamed_and_the_log_holds_both_names(arne, cast):
    about = organisations.create_organisation(
        cast.tenant, name="Lärcentrum", kind="school", by=cast.system
    )
    fill(arne, f"{HOME}organisations/{about.public_id}/", name="Komvux", kind="association")
    about.refresh_from_db()
    assert (about.name, about.kind) == ("Komvux", "association")
    event = AuditEvent.objects.get(verb="organisations.organisation.changed")
    (change,) = json.loads(event.values)
    assert change["values"]["name"] == ["Lärcentrum", "Komvux"]


def test_two_organisations_dont_share_a_name_and_a_branch_stays_one(arne, cast):
    school = organisations.create_organisation(
        cast.tenant, name="Lärcentrum", kind="school", by=cast.system
    )
    own = cast.unit.organisation
    for page, name, kind, field in (
        ("", "LÄRCENTRUM".lower(), "school", "name"),
        ("", own.name, "other", "name"),
        ("", "", "other", "name"),
        ("", "Kassan", "", "kind"),
        (f"{school.public_id}/", "Lärcentrum", "own", "kind"),
        (f"{own.public_id}/", own.name, "authority", "kind"),
    ):
        answer = fill(arne, f"{HOME}organisations/{page}", name=name, kind=kind)
        assert list(answer.context["form"].errors) == [field], (page, name, kind)
    assert Organisation.objects.exclude(pk__in=[school.pk, own.pk]).count() == 0
    for about, kind in ((school, "own"), (own, "authority")):
        with pytest.raises(NotAllowedNowError):
            organisations.change_organisation(
                about, name="Ny", kind=kind, seen_version=about.version, by=cast.by(cast.admin)
            )


def test_employers_are_none_of_an_administrators(arne, cast):
    """That one has been granted something tells that somebody is there."""
    bakery = organisations.create_organisation(
        cast.tenant, name="Bageriet", kind="employer", by=cast.system
    )
    assert "Bageriet" not in arne.get(f"{HOME}organisations/").content.decode()
    assert arne.get(f"{HOME}organisations/{bakery.public_id}/").status_code == 404
    by = cast.by(cast.admin)
    with pytest.raises(RefusedError):
        organisations.change_organisation(
            bakery, name="Nytt", kind="employer", seen_version=bakery.version, by=by
        )
    with pytest.raises(NotAllowedNowError):
        organisations.create_organisation(cast.tenant, name="Nytt", kind="employer", by=by)
    fill(arne, f"{HOME}organisations/", name="Bageriet", kind="association")
    assert Organisation.objects.filter(name="Bageriet").count() == 2


def test_another_address_is_proposed_shown_and_taken_back(arne, cast):
    page = f"{HOME}account/{cast.kerstin.public_id}/"
    taken = fill(arne, f"{page}address/", email="stig@example.org")
    assert list(taken.context["form"].errors) == ["email"]
    assert 'value="stig@example.org"' in taken.content.decode()
    said = fill(arne, f"{page}address/", email="Kerstin.Ek@example.org").content.decode()
    assert "Ett brev är på väg till Kerstin.Ek@example.org" in said
    assert "Väntar på ja från kerstin.ek@example.org" in said
    said = press(arne, f"{page}sign-in/", do="withdraw").content.decode()
    assert "Adressen förblir som den var" in said
    assert "Väntar på ja" not in said


def test_nobody_proposes_an_address_of_their_own(arne, cast):
    own = f"{HOME}account/{cast.admin.public_id}/"
    assert f"{own}address/" not in arne.get(own).content.decode()
    fill(arne, f"{own}address/", email="arne.ny@example.org")
    assert not AddressChange.objects.exists()


@pytest.mark.parametrize("who", ["kerstin", "maria"])
def test_nobody_else_opens_the_pages(client, cast, who):
    client.force_login(getattr(cast, who))
    for address in (
        "",
        "account/",
        f"account/{cast.bjorn.public_id}/",
        "unit/",
        "boards/",
        "organisations/",
    ):
        assert client.get(f"{HOME}{address}").status_code == 403


def test_staff_stand_in_the_order_of_the_alphabet(arne, cast):
    """Å comes before Ä, which bytes and many databases have the other way round."""
    for name in ("Ärla Ek", "Åsa Ek", "Zara Ek"):
        accounts.create_account(
            cast.tenant, email=f"{len(name)}{ord(name[0])}@example.org", name=name, by=cast.system
        )
    text = arne.get(HOME).content.decode()
    assert text.index("Zara Ek") < text.index("Åsa Ek") < text.index("Ärla Ek")
