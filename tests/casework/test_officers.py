"""Who may open a file that is shut to others is named, told and ended, and somebody remains."""

import pytest

from stegvis.casework.people import actions, queries
from stegvis.casework.people.models import Grant, Ground, Protection
from stegvis.casework.people.queries import finding
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.notices.models import Notice
from stegvis.core.organisations import actions as organisations
from tests.casework.pages import faults, look, send, send_seen

WHY = "Tar över samtalen"


@pytest.fixture
def colleague(cast):
    """Somebody who works here, enrolled in Maria's unit, whom nobody opens but Kerstin."""
    person = cast.person("Björn", "Ask")
    actions.grant(
        person,
        unit=cast.unit,
        role=Role.UNIT_MANAGER,
        ground=Ground.MANAGEMENT,
        by=cast.system,
    )
    actions.name_colleague(person, account=cast.bjorn, officers=[cast.kerstin], by=cast.system)
    return person


def test_whoever_is_named_finds_somebody_who_was_never_referred(cast, siri):
    assert list(queries.visible_to(cast.by(cast.kerstin))) == [siri]
    assert finding.search("Hemlig", by=cast.by(cast.kerstin)) == [siri]


def test_an_officer_names_one_more_who_is_told_nothing_but_to_sign_in(cast, act_as, siri):
    client = act_as(cast.kerstin)
    before = list(Notice.objects.values_list("pk", flat=True))
    send(client, "people:officers", siri.public_id, account=cast.maria.public_id, reason=WHY)
    assert act_as(cast.maria).get(f"/person/{siri.public_id}/").status_code == 200
    (notice,) = Notice.objects.exclude(pk__in=before)
    assert (notice.recipient_id, notice.text) == (cast.maria.pk, "task")


def test_an_officer_of_another_unit_stays_when_the_form_is_sent_as_it_stands(cast, act_as, siri):
    there = organisations.create_unit(
        cast.unit.organisation, name="Andra", secrecy_area=cast.unit.secrecy_area, by=cast.system
    )
    lena = accounts.create_account(
        cast.tenant, email="lena@example.org", name="Lena", by=cast.system
    )
    accounts.give_role(
        there, account=lena, role=Role.COORDINATOR, starts=clock.today(), by=cast.system
    )
    for account in (cast.maria, lena):
        actions.name_officer(siri, account=account, reason=WHY, by=cast.by(cast.kerstin))
    client = act_as(cast.maria)
    form = look(client, "people:protect", siri.public_id).context["form"]
    offered = {one.public_id for one in form.fields["officers"].queryset}
    shown = [one for one in form.initial["officers"] if one in offered]
    send_seen(
        client, "people:protect", siri.public_id,
        protection=int(Protection.STRICT), officers=shown, reason="Oförändrat",
    )  # fmt: skip
    assert {one.account for one in siri.officers.all()} == {cast.kerstin, cast.maria, lena}


def test_whoever_is_ended_reaches_the_person_no_more(cast, act_as, siri):
    officer = actions.name_officer(siri, account=cast.maria, reason=WHY, by=cast.by(cast.kerstin))
    answer = send(act_as(cast.kerstin), "people:officer_end", siri.public_id, officer=officer.pk)
    assert answer.url == f"/people/{siri.public_id}/officers/"
    assert look(act_as(cast.maria), "people:officers", siri.public_id).status_code == 404
    assert not Grant.objects.filter(account=cast.maria, ends__isnull=True).exists()


def test_ending_oneself_leads_to_the_start(cast, act_as, siri):
    actions.name_officer(siri, account=cast.maria, reason=WHY, by=cast.by(cast.kerstin))
    own = siri.officers.get(account=cast.kerstin)
    answer = send(act_as(cast.kerstin), "people:officer_end", siri.public_id, officer=own.pk)
    assert answer.url == "/"


def test_the_last_officer_stays_until_another_is_named(cast, act_as, siri):
    client, own = act_as(cast.kerstin), siri.officers.get()
    assert "Avsluta" not in _table(client, siri)
    send(client, "people:officer_end", siri.public_id, officer=own.pk)
    assert siri.officers.exists()
    send(client, "people:officers", siri.public_id, account=cast.maria.public_id, reason=WHY)
    assert "Avsluta" in _table(client, siri)


def test_an_officer_who_has_left_is_nobody_who_remains(cast, siri):
    other = actions.name_officer(siri, account=cast.maria, reason=WHY, by=cast.by(cast.kerstin))
    membership = cast.maria.memberships.get()
    accounts.end_role(membership, ends=clock.days_from_today(-1), by=cast.system)
    with pytest.raises(NotAllowedNowError):
        actions.end_officer(siri.officers.get(account=cast.kerstin), by=cast.system)
    actions.end_officer(other, by=cast.by(cast.kerstin))


def test_nobody_is_named_twice(cast, act_as, siri):
    answer = send(
        act_as(cast.kerstin),
        "people:officers",
        siri.public_id,
        account=cast.kerstin.public_id,
        reason=WHY,
    )
    assert list(faults(answer)) == ["account"]


def test_for_everybody_else_the_page_of_a_protected_person_does_not_exist(cast, act_as, siri):
    for account in (cast.maria, cast.bjorn, cast.admin):
        client = act_as(account)
        nothing = client.get("/people/zzzzzzzzzzzzzzzz/officers/")
        assert look(client, "people:officers", siri.public_id).status_code == 404
        assert nothing.status_code == 404
        answer = send(
            client, "people:officers", siri.public_id, account=account.public_id, reason=WHY
        )
        assert answer.status_code == 404
    assert siri.officers.count() == 1


def test_the_manager_names_who_takes_a_colleague_and_stays_shut_out(cast, act_as, colleague):
    client = act_as(cast.maria)
    refused = client.get(f"/person/{colleague.public_id}/")
    assert refused.status_code == 403
    assert f"/people/{colleague.public_id}/officers/" in refused.content.decode()
    page = look(client, "people:officers", colleague.public_id).content.decode()
    assert "Kerstin Norling" in page
    assert "Ask" not in page.split("<main")[1]
    send(client, "people:officers", colleague.public_id, account=cast.maria.public_id, reason=WHY)
    assert client.get(f"/person/{colleague.public_id}/").status_code == 200


def test_nobody_names_officers_for_their_own_file_or_from_another_task(cast, act_as, colleague):
    for account in (cast.bjorn, cast.admin):
        answer = look(act_as(account), "people:officers", colleague.public_id)
        assert answer.status_code in (403, 404)
    with pytest.raises(NotAllowedNowError):
        actions.name_officer(colleague, account=cast.bjorn, reason=WHY, by=cast.system)


def test_without_protection_there_is_nobody_to_name(cast, act_as):
    amina = cast.person(coordinator=cast.kerstin)
    client = act_as(cast.kerstin)
    assert look(client, "people:officers", amina.public_id).status_code == 403


def test_lifting_the_protection_of_a_colleague_keeps_the_file_shut_and_open_to_somebody(
    cast, colleague
):
    with pytest.raises(NotAllowedNowError):
        actions.set_protection(colleague, level=0, officers=[], reason="x", by=cast.system)
    actions.set_protection(colleague, level=0, officers=[cast.kerstin], reason="x", by=cast.system)
    assert queries.reaches(colleague, by=cast.by(cast.kerstin))


def test_without_protection_any_longer_nobody_reaches_by_having_been_named(cast, siri):
    actions.set_protection(siri, level=0, officers=[], reason="Upphävt", by=cast.system)
    assert not queries.visible_to(cast.by(cast.kerstin)).exists()


def _table(client, person):
    page = look(client, "people:officers", person.public_id).content.decode()
    return page.split("<tbody>")[1].split("</tbody>")[0]
