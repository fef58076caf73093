"""Two records of one person become one: nothing is lost, and it is said what happened."""

from datetime import date

import pytest
from django.db import connection

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Case
from stegvis.casework.doubles import actions, queries
from stegvis.casework.doubles.models import EarlierNumber, Merge
from stegvis.casework.doubles.rules import Pair
from stegvis.casework.journal import actions as journal
from stegvis.casework.people import actions as people
from stegvis.casework.people import lookups, own_page
from stegvis.casework.people.models import HouseholdLink, Person, Protection
from stegvis.casework.people.queries import openings
from stegvis.casework.people.queries.finding import search
from stegvis.casework.people.registries import MOVERS
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core.accounts.models import Party
from stegvis.core.audit import keys
from stegvis.core.audit.actions import action, anyone
from stegvis.core.audit.models import AuditEvent, Erasure
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError
from tests.casework.pages import look, send

NUMBER, OTHER_NUMBER = "189001019802", "189001619809"


def _registered(cast, given="Amina", number="", **more):
    reason = "" if number else "waiting"
    facts = people.NewPerson(
        given_name=given, family_name="Warsame", number=number, no_number_reason=reason, **more
    )
    return people.register(cast.unit, facts=facts, by=cast.system)


def _case(cast, person, coordinator):
    facts = cases.ReferralFacts("other", "Vill arbeta", "consent")
    referral = cases.refer(person, unit=cast.unit, facts=facts, by=cast.system)
    return cases.take(referral, coordinator=coordinator, by=cast.system)


@pytest.fixture
def pair(cast):
    """Amina with a case and a number; Ajna without a number, whose case has ended."""
    amina = _registered(cast, number=NUMBER, phone="070-1740605")
    ajna = _registered(cast, "Ajna", birth_date=date(1890, 1, 1), phone="070-1740606")
    case = _case(cast, ajna, cast.bjorn)
    journal.write(
        case, facts=journal.NoteFacts("talk", "Ett samtal", False), by=cast.by(cast.bjorn)
    )
    job = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")
    cases.end(case, facts=job, seen_version=case.version, by=cast.by(cast.bjorn))
    _case(cast, amina, cast.kerstin)
    return Pair(Person.objects.get(pk=amina.pk), Person.objects.get(pk=ajna.pk))


def merge(cast, pair, by=None, **chosen):
    seen = (pair.kept.version, pair.gone.version)
    return actions.merge(pair, chosen=chosen, seen=seen, by=by or cast.by(cast.maria))


def _about(person):
    return {
        (key.model._meta.label, key.field): key.model.objects.filter(**{key.field: person}).count()
        for _name, mover in MOVERS
        for key in mover.keys
    }


def test_everything_of_both_stands_in_the_one_that_is_kept(cast, pair):
    before = [_about(pair.kept), _about(pair.gone)]
    kept = merge(cast, pair)
    after = _about(kept)
    moved = {key: before[0][key] + before[1][key] for key in after}
    moved["doubles.Merge", "person"] = moved["people.Person", "merged_into"] = 1
    assert after == moved
    assert set(_about(pair.gone).values()) == {0}


def test_the_fact_that_was_chosen_stands_and_the_other_can_be_read(cast, pair):
    kept = merge(cast, pair, given_name="gone")
    assert kept.name == "Ajna Warsame"
    (told,) = queries.merged_into(kept, by=cast.by(cast.maria))
    assert [one.value for one in told.left] == ["Amina"]


def test_old_addresses_lead_on_to_the_file_that_is_kept(cast, pair, act_as):
    merge(cast, pair)
    answer = act_as(cast.maria).get(f"/person/{pair.gone.public_id}/")
    assert answer.status_code == 200
    assert "Amina" in answer.content.decode()


def test_who_coordinated_either_reaches_the_one_file(cast, pair, act_as):
    kept = merge(cast, pair)
    assert act_as(cast.bjorn).get(f"/person/{kept.public_id}/").status_code == 200


def test_the_log_of_both_stays_readable_and_is_one(cast, pair, act_as):
    act_as(cast.bjorn).get(f"/person/{pair.gone.public_id}/")
    kept = merge(cast, pair)
    assert [one.role for one in openings(kept, by=cast.by(cast.kerstin))] == ["coordinator"]
    for event in AuditEvent.objects.filter(person_id=pair.gone.pk).exclude(values=""):
        assert keys.open_values(event) is not None


def test_the_other_number_is_found_still_and_cant_be_registered_again(cast):
    one = _registered(cast, number=NUMBER)
    other = _registered(cast, number=OTHER_NUMBER)
    for person in (one, other):
        people.grant(person, account_id=cast.maria.pk, ground="assignment", by=cast.system)
    kept = merge(cast, Pair(one, other), number="gone")
    assert kept.number == OTHER_NUMBER
    assert EarlierNumber.objects.get().number == NUMBER
    assert search(NUMBER, by=cast.by(cast.maria)) == [kept]
    with pytest.raises(NotAllowedNowError):
        _registered(cast, number=NUMBER)
    assert lookups.holder_in(cast.unit.secrecy_area_id, [kept.number_index]) == kept


@pytest.mark.parametrize("side", ["kept", "gone"])
def test_the_stricter_protection_stands(cast, pair, side):
    people.set_protection(
        getattr(pair, side), level=Protection.STRICT, officers=[cast.maria], reason="Hot",
        by=cast.system,
    )  # fmt: skip
    pair = Pair(Person.objects.get(pk=pair.kept.pk), Person.objects.get(pk=pair.gone.pk))
    kept = merge(cast, pair)
    assert kept.protection == Protection.STRICT
    assert [one.account for one in kept.officers.all()] == [cast.maria]


def test_two_open_cases_in_one_unit_have_to_be_sorted_out_first(cast, pair):
    ajna = pair.gone
    _case(cast, ajna, cast.bjorn)
    with pytest.raises(NotAllowedNowError, match="Arbetsmarknadsenheten"):
        merge(cast, Pair(pair.kept, Person.objects.get(pk=ajna.pk)))
    assert Case.objects.filter(person=ajna).count() == 2


def test_a_link_between_the_two_is_none_and_a_relative_is_one(cast, pair):
    child = _registered(cast, "Leyla")
    for person in (pair.kept, pair.gone):
        people.link_household(person, other=child, kind="parent_child", by=cast.system)
    people.link_household(pair.kept, other=pair.gone, kind="sibling", by=cast.system)
    kept = merge(cast, pair)
    assert HouseholdLink.objects.get().person == kept


def test_one_own_page_remains(cast, pair):
    for person in (pair.kept, pair.gone):
        own_page.let_in(person, by=cast.system)
    kept = merge(cast, pair)
    assert Party.objects.get().record_id == kept.pk


def test_of_two_profiles_what_the_other_said_is_set_aside(cast, pair):
    for person, kilometres in ((pair.kept, 10), (pair.gone, 75)):
        _profile(person, kilometres=kilometres, by=cast.system)
    kept = merge(cast, pair)
    assert CompetenceProfile.objects.get().travel_km == 10
    (told,) = queries.merged_into(kept, by=cast.by(cast.maria))
    assert "75" in [one.value for one in told.left]


@action("tests.profile.made", rule=anyone)
def _profile(person, *, kilometres, by):
    area = person.secrecy_area
    CompetenceProfile(person=person, secrecy_area=area, travel_km=kilometres).save()


@pytest.mark.parametrize("who", ["kerstin", "bjorn", "admin"])
def test_nobody_merges_who_doesnt_resolve_numbers(cast, pair, who):
    with pytest.raises(RefusedError):
        merge(cast, pair, by=cast.by(getattr(cast, who)))


def test_a_record_one_doesnt_answer_for_is_not_merged(cast, pair):
    stranger = _registered(cast, "Aina")
    with pytest.raises(RefusedError):
        merge(cast, Pair(pair.kept, stranger))


def test_boards_keep_a_record_each(cast, pair, board):
    unit, _vera = board
    facts = people.NewPerson(given_name="Amina", family_name="Warsame", number=NUMBER)
    theirs = people.register(unit, facts=facts, by=cast.system)
    with pytest.raises(RefusedError):
        merge(cast, Pair(pair.kept, theirs), by=cast.system)


def test_what_somebody_changed_meanwhile_is_not_overwritten(cast, pair):
    seen = (pair.kept.version, pair.gone.version)
    people.edit(pair.gone, seen_version=pair.gone.version, family_name="Ny", by=cast.system)
    with pytest.raises(StaleVersionError):
        actions.merge(pair, chosen={}, seen=seen, by=cast.by(cast.maria))


def test_a_fault_in_the_last_room_leaves_both_as_they_were(cast, pair, monkeypatch):
    before = _about(pair.gone)
    monkeypatch.setattr(Merge, "save", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merge(cast, pair)
    assert _about(pair.gone) == before
    assert Person.objects.get(pk=pair.gone.pk).name == "Ajna Warsame"


def test_erasing_forgets_the_shell_and_what_the_log_says_of_it(cast, pair):
    kept = merge(cast, pair)
    case = kept.cases.get(closed_on__isnull=True)
    job = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")
    cases.end(case, facts=job, seen_version=case.version, by=cast.system)
    people.erase(Person.objects.get(pk=kept.pk), reason="Begäran från personen", by=cast.system)
    assert not Person.objects.exists()
    assert Erasure.objects.filter(person_id__in=[kept.pk, pair.gone.pk]).count() == 2
    events = AuditEvent.objects.filter(person_id=pair.gone.pk, encrypted=True)
    assert {keys.open_values(event) for event in events} <= {None}


def test_the_page_shows_both_sides_and_one_press_merges(cast, pair, act_as):
    maria = act_as(cast.maria)
    here = pair.kept.public_id
    found = send(maria, "doubles:same", here, sought="Ajna", key="")
    assert pair.gone.public_id in found.content.decode()
    compared = maria.post(f"/doubles/{here}/", {"other": pair.gone.public_id})
    offered = compared.context["form"]["given_name"].field.choices
    assert [label for _side, label in offered] == ["Amina", "Ajna"]
    answer = send(
        maria, "doubles:same", here, other=pair.gone.public_id, given_name="kept",
        seen_version=pair.kept.version, seen_other=pair.gone.version,
    )  # fmt: skip
    assert answer.url == f"/person/{here}/"
    assert Merge.objects.get().account == cast.maria
    assert "Var i två akter" in look(maria, "doubles:same", here).content.decode()


def test_what_is_set_aside_is_encrypted(cast, pair):
    merge(cast, pair)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_aside FROM doubles_merge")
        (stored,) = cursor.fetchone()
    assert stored
    assert "Ajna" not in stored
