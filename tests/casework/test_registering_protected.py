"""Who is protected, or works here, is shut in from the moment they are registered, and not lost."""

from datetime import timedelta

import pytest

from stegvis.casework.people import actions as people
from stegvis.casework.people import queries
from stegvis.casework.people.addresses import page_of
from stegvis.casework.people.models import Person, Protection
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.notices.models import Notice
from tests.casework.pages import faults, look, send

NUMBER = "189001019802"
SIRI = {
    "given_name": "Siri",
    "family_name": "Hemlig",
    "language": "sv",
    "interpreter": "none",
    "number": NUMBER,
}
LEVELS = [Protection.CONFIDENTIAL, Protection.STRICT]


def registered(cast, act_as, level, *officers, **more):
    """Siri, registered by Kerstin with a protection."""
    named = [officer.public_id for officer in officers]
    answer = send(
        act_as(cast.kerstin), "people:register", **SIRI, protection=level, officers=named, **more
    )
    assert answer.status_code == 302, faults(answer)
    return Person.objects.get()


@pytest.mark.parametrize("level", LEVELS)
def test_nobody_but_the_officers_finds_them_anywhere(cast, act_as, level):
    siri = registered(cast, act_as, level)
    send(
        act_as(cast.kerstin),
        "cases:refer",
        siri.public_id,
        source="social_services",
        reason="Vill arbeta",
        disclosure_ground="consent",
        received_on=clock.today().isoformat(),
    )
    for colleague in (cast.bjorn, cast.maria):
        client = act_as(colleague)
        assert look(client, "person:page", siri.public_id).status_code == 404
        for text in ("Hemlig", NUMBER):
            found = client.post("/people/search/", {"q": text}).content.decode()
            assert "Siri" not in found
            assert siri.public_id not in found
        assert siri.public_id not in look(client, "cases:queue").content.decode()
        assert not queries.visible_to(cast.by(colleague)).exists()
    assert siri.public_id not in look(act_as(cast.maria), "manage:home").content.decode()
    known = send(act_as(cast.bjorn), "people:register", **SIRI)
    assert list(faults(known)) == ["number"]
    assert "Skyddad" not in faults(known)["number"][0]


@pytest.mark.parametrize("level", LEVELS)
def test_whoever_registers_them_still_reaches_them_a_month_later(cast, act_as, level):
    siri = registered(cast, act_as, level)
    with clock.set_to(clock.now() + timedelta(days=30)):
        assert act_as(cast.kerstin).get(page_of(siri)).status_code == 200


def test_those_named_at_once_may_take_the_case_and_are_told(cast, act_as):
    siri = registered(cast, act_as, Protection.STRICT, cast.maria)
    assert {officer.account for officer in siri.officers.all()} == {cast.kerstin, cast.maria}
    assert [n.recipient_id for n in Notice.objects.order_by("pk")] == [cast.maria.pk]


def test_without_protection_nobody_becomes_an_officer(cast, act_as):
    person = registered(cast, act_as, Protection.NONE, cast.maria)
    assert not person.officers.exists()
    assert not Notice.objects.exists()


def test_a_colleague_is_shielded_from_the_first_moment(cast, act_as):
    person = registered(
        cast, act_as, Protection.NONE, cast.bjorn, staff_account=cast.bjorn.public_id
    )
    assert person.staff_account == cast.bjorn
    assert [officer.account for officer in person.officers.all()] == [cast.kerstin]
    assert not Notice.objects.exists()
    refused = {
        account: queries.decide(person, by=cast.by(account)) for account in (cast.bjorn, cast.maria)
    }
    assert [one.code for one in refused.values()] == ["own_record", "colleague"]
    for account in refused:
        assert not queries.visible_to(cast.by(account)).exists()
    with clock.set_to(clock.now() + timedelta(days=30)):
        assert act_as(cast.kerstin).get(page_of(person)).status_code == 200


def test_nobody_registers_themself_as_a_colleague(cast, act_as):
    answer = send(
        act_as(cast.kerstin), "people:register", **SIRI, staff_account=cast.kerstin.public_id
    )
    assert list(faults(answer)) == ["staff_account"]
    assert not Person.objects.exists()


@pytest.mark.parametrize("who", ["stig", "left"])
def test_only_somebody_who_works_here_today_is_named(cast, act_as, who):
    if who == "left":
        accounts.end_role(
            cast.bjorn.memberships.get(), ends=clock.days_from_today(-1), by=cast.system
        )
    named = cast.stig if who == "stig" else cast.bjorn
    answer = send(act_as(cast.kerstin), "people:register", **SIRI, staff_account=named.public_id)
    assert list(faults(answer)) == ["staff_account"]
    facts = people.NewPerson("Siri", "Hemlig", number=NUMBER, staff_account=named)
    with pytest.raises(NotAllowedNowError) as fault:
        people.register(cast.unit, facts=facts, by=cast.by(cast.kerstin))
    assert fault.value.field == "staff_account"
    assert not Person.objects.exists()
