from dataclasses import replace
from datetime import date, timedelta

import pytest

from stegvis.casework.cases import queries as cases
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.casework.situation import desk_rows, queries
from stegvis.casework.situation.actions import ProfileFacts, save_profile
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError

USK = "bSEB_VKd_Ub3"
CARE = "NYW6_mP6_vwf"
TRANSPORT = "ASGV_zcE_bWf"
KLOTTERSANERARE = "15DU_axL_nRT"
OMVARDNAD = "MR4H_FFT_mTj"
SVENSKA = "zSLA_vw2_FXN"

FACTS = ProfileFacts(
    occupations=[{"id": USK, "years": 3}],
    wishes=[CARE],
    no_gos=[TRANSPORT],
    skills=[{"id": OMVARDNAD, "source": "shown"}],
    languages=[{"id": SVENSKA, "level": "B1"}],
    licences=["CE"],
    exposures_avoided=["heavy_lifting"],
    capacity=50,
    travel_km=30,
    starts_earliest=date(2026, 1, 7),
)


def save(cast, person, facts=FACTS, *, seen=0, who=None):
    return save_profile(person, facts=facts, seen_version=seen, by=cast.by(who or cast.kerstin))


def test_what_is_filled_in_together_is_what_matching_reads(cast, amina):
    save(cast, amina)
    profile = queries.profile_of(amina, by=cast.by(cast.kerstin))
    assert profile.occupations == [{"id": USK, "years": 3}]
    assert profile.may_drive >= {"CE", "C", "B"}
    assert (profile.capacity, profile.travel_km) == (50, 30)
    assert profile.gone_through_on == clock.today()


def test_what_nobody_has_asked_is_unknown_and_not_zero(cast, amina):
    profile = save(cast, amina, ProfileFacts())
    profile.refresh_from_db()
    assert (profile.capacity, profile.travel_km, profile.starts_earliest) == (None, None, None)
    assert profile.wishes == profile.exposures_avoided == []


def test_no_hours_at_all_is_an_answer(cast, amina):
    assert save(cast, amina, ProfileFacts(capacity=0)).capacity == 0


def test_two_editors_do_not_overwrite_each_other(cast, amina):
    save(cast, amina)
    save(cast, amina, replace(FACTS, capacity=75), seen=1)
    with pytest.raises(StaleVersionError) as stale:
        save(cast, amina, replace(FACTS, travel_km=80), seen=1)
    assert stale.value.current.capacity == 75
    profile = CompetenceProfile.objects.get(person=amina)
    assert (profile.capacity, profile.travel_km, profile.version) == (75, 30, 2)


def test_two_who_make_the_first_profile_get_one(cast, amina):
    save(cast, amina)
    with pytest.raises(StaleVersionError):
        save(cast, amina, replace(FACTS, capacity=100))
    assert CompetenceProfile.objects.count() == 1


def test_a_retired_occupation_is_kept(cast, amina):
    profile = save(cast, amina, ProfileFacts(occupations=[{"id": KLOTTERSANERARE, "years": None}]))
    assert profile.occupations[0]["id"] == KLOTTERSANERARE


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        (ProfileFacts(capacity=101), "capacity", "101"),
        (ProfileFacts(travel_km=0), "travel_km", "1000"),
        (ProfileFacts(occupations=[{"id": USK, "years": 90}]), "occupations", "90"),
        (ProfileFacts(occupations=[{"id": "nope", "years": None}]), "occupations", "nope"),
        (ProfileFacts(wishes=[OMVARDNAD]), "wishes", OMVARDNAD),
        (ProfileFacts(wishes=[USK, USK]), "wishes", "Undersköterska"),
        (ProfileFacts(wishes=[USK], no_gos=[USK]), "no_gos", "Undersköterska"),
        (ProfileFacts(skills=[{"id": OMVARDNAD, "source": "heard"}]), "skills", ""),
        (ProfileFacts(languages=[{"id": SVENSKA, "level": "D1"}]), "languages", ""),
        (ProfileFacts(licences=["X"]), "licences", "X"),
        (ProfileFacts(exposures_avoided=["asthma"]), "exposures_avoided", ""),
        (ProfileFacts(starts_earliest=date(2226, 1, 1)), "starts_earliest", ""),
        (ProfileFacts(wishes=["x"] * 61), "wishes", "60"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_value(cast, amina, facts, field, said):
    with pytest.raises(NotAllowedNowError) as refused:
        save(cast, amina, facts)
    assert refused.value.field == field
    assert said in str(refused.value.sentence)
    assert not CompetenceProfile.objects.exists()


def test_only_who_has_to_do_with_the_person_reads_or_writes_it(cast, amina):
    save(cast, amina)
    for stranger in (cast.bjorn, cast.admin):
        with pytest.raises(RefusedError):
            queries.profile_of(amina, by=cast.by(stranger))
        with pytest.raises(RefusedError):
            save(cast, amina, seen=1, who=stranger)


def test_a_grant_for_the_plan_does_not_hold_the_profile(cast, amina):
    people.grant(
        amina, account_id=cast.bjorn.pk, ground=Ground.CONSENT, scope="plan", by=cast.system
    )
    with pytest.raises(RefusedError):
        queries.profile_of(amina, by=cast.by(cast.bjorn))
    with pytest.raises(RefusedError):
        queries.profile_to_fill_in(amina, by=cast.by(cast.bjorn))
    assert desk_rows.timeline(amina, cast.by(cast.bjorn)) == []


def test_the_timeline_shows_when_it_was_made_and_gone_through(cast, amina):
    by = cast.by(cast.kerstin)
    assert desk_rows.timeline(amina, by) == []
    save(cast, amina)
    with clock.set_to(clock.now() + timedelta(days=90)):
        save(cast, amina, seen=1)
        days = [e.starts for e in cases.timeline(amina, by=by) if e.row == "contact"]
        assert days == [clock.today() - timedelta(days=90), clock.today()]


def test_the_log_says_which_parts_changed(cast, amina):
    save(cast, amina)
    save(cast, amina, replace(FACTS, capacity=75), seen=1)
    event = AuditEvent.objects.filter(verb="situation.profile.saved").order_by("pk").last()
    assert event.person_id == amina.pk
    assert event.encrypted
    assert any("capacity" in name for name in event.fields)
    assert not any("travel_km" in name for name in event.fields)
