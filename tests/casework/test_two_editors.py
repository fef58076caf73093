"""Two who have the same page of a person open: the second sees both, and overwrites nothing."""

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Assignment
from stegvis.casework.people.models import Person
from tests.casework.pages import faults, look, send

FIRST, SECOND = "189001019802", "189001029819"


@pytest.fixture
def amina(cast):
    return cast.person(coordinator=cast.kerstin)


@pytest.fixture
def open_page(act_as):
    """Open a page's form now; what comes back sends it later, as it was filled in."""

    def opened(by, name, person, **values):
        client = act_as(by)
        seen = look(client, name, person.public_id).context["form"]["seen_version"].value()

        def send_it(**more):
            return send(client, name, person.public_id, **{"seen_version": seen} | values | more)

        return send_it

    return opened


def compared(answer):
    assert "Någon annan sparade medan du skrev" in faults(answer)["__all__"][0]
    rows = answer.context["form"].differences
    return {row.label: (row.saved, row.typed) for row in rows}


def test_a_number_given_meanwhile_isnt_overwritten_unseen(cast, amina, open_page):
    first = open_page(cast.kerstin, "people:number", amina, number=FIRST)
    second = open_page(cast.kerstin, "people:number", amina, number=SECOND)
    assert first().status_code == 302
    answer = second()
    assert compared(answer) == {"Personnummer": (FIRST, SECOND)}
    assert Person.objects.get(pk=amina.pk).number == FIRST
    assert second(seen_version=answer.context["form"]["seen_version"].value()).status_code == 302
    assert Person.objects.get(pk=amina.pk).number == SECOND


def test_a_case_handed_over_meanwhile_isnt_handed_on_unseen(cast, amina, open_page):
    facts = cases.ReferralFacts(source="af", reason="Vill arbeta", disclosure_ground="consent")
    referral = cases.refer(amina, unit=cast.unit, facts=facts, by=cast.by(cast.kerstin))
    case = cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    first = open_page(cast.maria, "cases:assign", amina, coordinator=cast.bjorn.public_id)
    second = open_page(cast.maria, "cases:assign", amina, coordinator=cast.kerstin.public_id)
    assert first().status_code == 302
    answer = second()
    (both,) = compared(answer).values()
    assert both[0].startswith("Björn Ask")
    assert both[1].startswith("Kerstin Norling")
    assert Assignment.objects.get(case=case, ends_on__isnull=True).account == cast.bjorn
    assert second(seen_version=answer.context["form"]["seen_version"].value()).status_code == 302
    assert Assignment.objects.get(case=case, ends_on__isnull=True).account == cast.kerstin
