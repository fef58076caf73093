"""Two who have the form of a protection open: the second sees both versions and undoes nothing."""

import pytest

from stegvis.casework.people import actions
from stegvis.casework.people.models import Person, Protection
from tests.casework.pages import faults, look, send

WHY = "Beslut från Skatteverket"


@pytest.fixture
def amina(cast):
    """Marked as confidential; Maria and Kerstin open the file."""
    person = cast.person(coordinator=cast.kerstin)
    actions.set_protection(
        person,
        level=Protection.CONFIDENTIAL,
        officers=[cast.maria, cast.kerstin],
        reason="Hot",
        by=cast.system,
    )
    return person


@pytest.fixture
def open_form(cast, act_as, amina):
    """Open the form as Maria; what comes back sends it, as it was filled in then."""

    def opened(name, **values):
        client = act_as(cast.maria)
        seen = look(client, name, amina.public_id).context["form"]["seen_version"].value()

        def send_it(**more):
            return send(client, name, amina.public_id, **{"seen_version": seen} | values | more)

        return send_it

    return opened


def made_stricter(cast, person):
    fresh = Person.objects.get(pk=person.pk)
    actions.set_protection(
        fresh, level=Protection.STRICT, officers=[cast.maria], reason="Ny dom", by=cast.system
    )


def level_of(person):
    return Person.objects.get(pk=person.pk).protection


def compared(answer):
    rows = answer.context["form"].differences
    return {row.label: (row.saved, row.typed) for row in rows}


def test_a_stricter_level_set_meanwhile_is_shown_and_not_lowered(cast, amina, open_form):
    both = [cast.maria.public_id, cast.kerstin.public_id]
    send_it = open_form("people:protect", protection="1", officers=both, reason=WHY)
    made_stricter(cast, amina)
    answer = send_it()
    assert "Någon annan sparade medan du skrev" in faults(answer)["__all__"][0]
    saved = compared(answer)
    assert saved["Skydd"] == ("Skyddad folkbokföring", "Sekretessmarkering")
    theirs, mine = saved["Vilka som får öppna akten"]
    assert theirs == "Maria Lund"
    assert set(mine.split(", ")) == {"Maria Lund", "Kerstin Norling"}
    assert WHY in answer.content.decode()
    assert level_of(amina) == Protection.STRICT
    assert [one.account for one in amina.officers.all()] == [cast.maria]


def test_whoever_has_seen_both_versions_decides(cast, amina, open_form):
    send_it = open_form(
        "people:protect", protection="1", officers=[cast.maria.public_id], reason=WHY
    )
    made_stricter(cast, amina)
    version = send_it().context["form"]["seen_version"].value()
    assert send_it(seen_version=version).status_code == 302
    assert level_of(amina) == Protection.CONFIDENTIAL


def test_an_officer_named_meanwhile_is_not_ended_unseen(cast, amina, open_form):
    send_it = open_form(
        "people:protect", protection="1", officers=[cast.maria.public_id], reason=WHY
    )
    fresh = Person.objects.get(pk=amina.pk)
    actions.name_officer(fresh, account=cast.bjorn, reason=WHY, by=cast.by(cast.maria))
    assert "Björn Ask" in compared(send_it())["Vilka som får öppna akten"][0]
    assert amina.officers.filter(account=cast.bjorn).exists()


def test_who_works_here_said_meanwhile_is_shown(cast, amina, open_form):
    send_it = open_form("people:colleague", account="", officers=[cast.maria.public_id])
    fresh = Person.objects.get(pk=amina.pk)
    actions.name_colleague(fresh, account=cast.bjorn, officers=[cast.maria], by=cast.system)
    assert compared(send_it())["Arbetar här som"][0] == "Björn Ask"
    assert Person.objects.get(pk=amina.pk).staff_account == cast.bjorn


def test_a_form_without_the_version_it_saw_changes_nothing(cast, act_as, amina):
    answer = send(
        act_as(cast.maria),
        "people:protect",
        amina.public_id,
        protection="0",
        officers=[],
        reason=WHY,
    )
    assert "__all__" in faults(answer)
    assert level_of(amina) == Protection.CONFIDENTIAL
