from datetime import date
from unittest.mock import patch

import pytest

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Person
from stegvis.casework.situation import actions as situation
from stegvis.casework.situation.actions import ProfileFacts
from stegvis.core.audit.refusals import RefusedError
from stegvis.engine.facts import Certainty
from stegvis.work.matching import actions, facts, profiles
from stegvis.work.matching.judging import judge
from stegvis.work.matching.models import Proposal
from tests.work.matching import (
    CHILD_MINDER,
    CLEANER,
    FIRST,
    NURSES_LICENCE,
    SECOND,
    SKILL,
    SWEDISH,
    enrolled,
    place,
)


def known(cast, person, **said):
    """What matching reads after the profile has been filled in so."""
    by = cast.by(cast.kerstin)
    situation.save_profile(person, facts=ProfileFacts(**said), seen_version=0, by=by)
    return profiles.of_person(Person.objects.get(pk=person.pk), by=by)


def test_the_profile_is_read_in_the_words_of_matching(cast):
    read = known(
        cast,
        enrolled(cast),
        occupations=[{"id": CHILD_MINDER, "years": 7}],
        wishes=[CLEANER],
        skills=[{"id": FIRST, "source": "said"}, {"id": SECOND, "source": "certified"}],
        languages=[{"id": SWEDISH, "level": "B1"}],
        licences=["C"],
        exposures_avoided=["noise"],
        capacity=50,
        travel_km=20,
        starts_earliest=date(2027, 1, 11),
    )
    assert read.skills == {FIRST: Certainty.STATED, SECOND: Certainty.CERTIFIED}
    assert (read.occupations, read.wishes, read.languages) == (
        [CHILD_MINDER],
        [CLEANER],
        {SWEDISH: 3},
    )
    assert {"AM", "B", "C", "C1"} <= set(read.licences)
    assert (read.capacity, read.travel_limit, read.exposures_avoided) == (50, 20, ["noise"])
    assert read.earliest_start == facts.days(date(2027, 1, 11))


def test_a_professional_licence_is_known_by_its_name_among_the_skills(cast):
    licence = {"id": SKILL[NURSES_LICENCE], "source": "certified"}
    assert NURSES_LICENCE in known(cast, enrolled(cast), skills=[licence]).licences


def test_without_a_profile_nothing_is_known_and_nothing_held_against_anybody(cast):
    read = profiles.of_person(enrolled(cast), by=cast.by(cast.kerstin))
    assert (read.skills, read.capacity, read.travel_limit) == ({}, None, None)


def test_a_colleague_without_a_task_reads_no_competence(cast):
    with pytest.raises(RefusedError):
        profiles.of_person(enrolled(cast), by=cast.by(cast.bjorn))


def test_whatever_is_outside_the_whitelist_changes_not_a_bit(cast):
    """Every field of a person, and years of work, are changed; the hash and the terms stay."""
    amina, where = enrolled(cast), place(cast, must_skills=[FIRST], exposures=["night_or_shift"])
    said = {"skills": [{"id": FIRST, "source": "said"}]}
    asked = facts.of_place(where, country="SE")
    first = known(cast, amina, occupations=[{"id": CHILD_MINDER, "years": 1}], **said)
    other = Person.objects.get(pk=amina.pk)
    outside = {
        "given_name": "Nils",
        "family_name": "Ek",
        "birth_date": date(1961, 2, 3),
        "number": "196102031234",
        "number_kind": "samordningsnummer",
        "no_number_reason": "",
        "language": "so",
        "other_languages": ["ar"],
        "interpreter": "always",
        "protection": 1,
        "own_milder_protection": 0,
        "unattended_since": date(2024, 5, 2),
        "neutral_mode": True,
        "created_at": None,
    }
    for name, value in outside.items():
        setattr(other, name, value)
    with patch.object(
        profiles.situation,
        "profile_of",
        return_value=profiles.CompetenceProfile(
            occupations=[{"id": CHILD_MINDER, "years": 31}], **said
        ),
    ):
        second = profiles.of_person(other, by=cast.by(cast.kerstin))
    one, two = judge(first, asked), judge(second, asked)
    assert one.input_hash == two.input_hash
    assert one.explanation.terms == two.explanation.terms
    read = {"id", "tenant", "public_id", "secrecy_area", "sort_key", "number_index", "version"}
    read |= {"name_key", "merged_into"}
    known_fields = {field.name for field in Person._meta.concrete_fields}
    assert known_fields - set(outside) - read - {"staff_account"} == {
        "municipality_code",
        "postal_code",
    }


def test_erasing_a_person_takes_their_proposals_with_them(cast, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    amina = enrolled(cast)
    by = cast.by(cast.kerstin)
    actions.decide(amina, opportunity=place(cast), decision="proposed", by=by)
    people.erase(amina, reason="Gallringsfristen har gått", by=cast.system)
    assert not Proposal.objects.exists()
