import pytest

from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError
from stegvis.reference import skills
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.opportunities import actions, queries, words
from stegvis.work.opportunities.actions import PlaceFacts


@pytest.fixture
def bakery(cast):
    facts = EmployerFacts("Bollnäs Bageri", municipality_code="2183")
    return employers.register(facts, by=cast.by(cast.kerstin))


@pytest.fixture
def offer(cast, bakery):
    """`offer("Bagare", ...)`: a place of our own at the bakery."""

    def offered(title="Bageribiträde", kind="internship", **facts):
        said = PlaceFacts(title, kind, bakery, **facts)
        return actions.offer(said, by=cast.by(cast.kerstin))

    return offered


def test_a_place_of_ours_is_open_until_its_last_day(cast, offer):
    place = offer(ends_on=clock.days_from_today(3))
    by = cast.by(cast.kerstin)
    for days, is_open in ((3, True), (4, False)):
        with clock.set_to(clock.days_from_today(days)):
            assert place.is_open is is_open
            assert queries.open_places(by).exists() is is_open


def test_a_withdrawn_place_is_no_longer_open(cast, offer):
    place, by = offer(), cast.by(cast.kerstin)
    for _time in range(2):
        actions.withdraw(place, by=by)
    assert not place.is_open
    assert not queries.listed(by, queries.Filters()).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"kind": "slaveri"}, "kind"),
        ({"extent_min": 101}, "extent_min"),
        ({"extent_min": 75, "extent_max": 50}, "extent_max"),
        ({"seats": 0}, "seats"),
        ({"exposures": ["lejon"]}, "exposures"),
        ({"starts_on": clock.days_from_today(2), "ends_on": clock.days_from_today(1)}, "ends_on"),
    ],
)
def test_a_fault_is_told_at_its_field(offer, facts, field):
    with pytest.raises(NotAllowedNowError) as fault:
        offer(**facts)
    assert fault.value.field == field


def test_the_second_editor_is_told(cast, bakery, offer):
    place, by = offer(), cast.by(cast.kerstin)
    facts = PlaceFacts("Bagare", "internship", bakery)
    actions.edit(place, facts=facts, seen_version=1, by=by)
    with pytest.raises(StaleVersionError):
        actions.edit(place, facts=facts, seen_version=1, by=by)


def test_an_ad_is_not_changed_here(cast, bakery, offer):
    place = offer()
    place.source = "platsbanken"
    with pytest.raises(RefusedError):
        actions.withdraw(place, by=cast.by(cast.kerstin))


def test_requirements_are_shown_as_words(cast, offer):
    truck = next(one for one in skills.skills().values() if one.label.startswith("Truck"))
    place = offer(
        must_skills=[truck.concept_id],
        languages=[{"id": "zSLA_vw2_FXN", "level": "B1"}],
        licences=["B"],
        exposures=["heavy_lifting"],
    )
    shown = {g.title: [t.label for t in g.things] for g in words.requirements(place)}
    assert shown == {
        "Krav": [truck.label],
        "Språk": ["Svenska B1"],
        "Körkort": ["B – Personbil"],
        "Arbetet innebär": ["Tunga lyft"],
    }


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"municipality": "2184"}, []),
        ({"kind": "summer_job"}, ["Glasskiosk"]),
        ({"source": "platsbanken"}, []),
        ({"occupation": "glass"}, ["Glasskiosk"]),
        ({"occupation": "bagare"}, ["Bageri"]),
    ],
)
def test_the_list_is_narrowed(cast, offer, filters, titles):
    offer("Bageri", occupation=queries.search.find_occupations("bagare", 1)[0].concept_id)
    offer("Glasskiosk", "summer_job")
    rows = queries.listed(cast.by(cast.kerstin), queries.Filters(**filters))
    assert [row.title for row in rows] == titles


def test_an_employer_sees_its_own_places_and_a_participant_no_list(cast, bakery, offer):
    own = offer()
    other = employers.register(EmployerFacts("Andra"), by=cast.by(cast.kerstin))
    for party_id, seen in ((bakery.pk, [own]), (other.pk, [])):
        employer = Actor(cast.tenant.pk, "employer", party_kind="employer", party_id=party_id)
        assert list(queries.visible_to(employer)) == seen
    participant = Actor(cast.tenant.pk, "participant", party_kind="participant", party_id=1)
    assert not queries.visible_to(participant).exists()
