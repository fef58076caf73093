"""Two who have the same page of a person open: the second sees both, and overwrites nothing."""

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Assignment
from stegvis.casework.people import actions as people
from stegvis.casework.people.forms import ProtectForm
from stegvis.casework.people.models import Person, Protection
from stegvis.core.accounts.models import Account
from tests.casework.pages import faults, look, send

FIRST, SECOND = "189001019802", "189001029819"


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


def test_who_hands_the_case_to_the_same_one_is_told_that_nothing_differs(cast, amina, open_page):
    facts = cases.ReferralFacts(source="af", reason="Vill arbeta", disclosure_ground="consent")
    referral = cases.refer(amina, unit=cast.unit, facts=facts, by=cast.by(cast.kerstin))
    cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    first, second = (
        open_page(cast.maria, "cases:assign", amina, coordinator=cast.bjorn.public_id)
        for _page in range(2)
    )
    assert first().status_code == 302
    answer = second()
    assert answer.context["form"].differences == []
    (said,) = faults(answer)["__all__"]
    assert "rör inget av det du har skrivit" in said
    assert "visas här" not in said


def test_an_officer_whom_the_form_does_not_offer_is_shown_by_name(cast, amina):
    people.set_protection(
        amina, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    said = {"key": "k", "protection": "2", "officers": [cast.maria.public_id], "reason": "Hot"}
    offered = Account.objects.filter(pk=cast.maria.pk).order_by("pk")
    form = ProtectForm(said, staff=offered)
    assert form.is_valid(), form.errors
    form.show_conflict(amina)
    shown = {row.label: (row.saved, row.typed) for row in form.differences}
    assert shown["Vilka som får öppna akten"] == ("Kerstin Norling", "Maria Lund")
