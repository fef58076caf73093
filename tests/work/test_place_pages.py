import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.core.accounts import actions as accounts
from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.opportunities import actions
from stegvis.work.opportunities.actions import PlaceFacts, import_ads
from stegvis.work.opportunities.models import Opportunity
from tests.work.ads_for_tests import VARNISH, ad, write

TYPED = {
    "key": "k",
    "title": "Bageribiträde",
    "kind": "internship",
    "employer": "bollnäs",
    "occupation": "",
    "municipality_code": "2183",
    "extent_min": "25",
    "extent_max": "50",
    "seats": "2",
    "languages": "Svenska B1\narabiska",
    "must_skills": "",
    "experience_required": "false",
}


@pytest.fixture
def kerstin(cast, act_as):
    return act_as(cast.kerstin)


@pytest.fixture
def bakery(cast):
    facts = EmployerFacts("Bollnäs Bageri", municipality_code="2183")
    return employers.register(facts, by=cast.by(cast.kerstin))


@pytest.fixture
def place(cast, bakery):
    facts = PlaceFacts("Bageribiträde", "internship", bakery, extent_min=25, extent_max=50)
    return actions.offer(facts, by=cast.by(cast.kerstin))


@pytest.fixture
def advertised(cast, tmp_path):
    asked = {"skills": [VARNISH], "languages": [], "work_experiences": []}
    path = write(tmp_path, [ad(1, must_have=asked)])
    import_ads(path, by=cast.system, progress=lambda _percent: None)
    return Opportunity.objects.get(source="platsbanken")


def test_a_coordinator_offers_a_place(kerstin, bakery):
    page = kerstin.get(f"/places/new/?employer={bakery.public_id}").content.decode()
    assert 'value="Bollnäs Bageri (Bollnäs)"' in page
    skill = "Gaffeltruck"
    answer = kerstin.post("/places/new/", TYPED | {"must_skills": skill})
    place = Opportunity.objects.get()
    assert answer["Location"] == f"/places/{place.public_id}/"
    assert (place.employer, place.extent, place.seats) == (bakery, "25–50\u00a0%", 2)
    assert [row["level"] for row in place.languages] == ["B1", ""]
    text = kerstin.get(answer["Location"]).content.decode()
    assert "Svenska B1" in text
    assert skill in text


def test_a_skill_nobody_knows_is_named_with_the_nearest_and_nothing_is_lost(kerstin, bakery):
    text = kerstin.post("/places/new/", TYPED | {"must_skills": "Qxzwv"}).content.decode()
    assert "”Qxzwv” är inte känt" in text
    assert "Svenska B1\narabiska" in text
    assert not Opportunity.objects.exists()


def test_two_editors_see_both_versions(kerstin, cast, bakery, place):
    changed = PlaceFacts("Bagare", "internship", bakery)
    actions.edit(place, facts=changed, seen_version=1, by=cast.by(cast.bjorn))
    url = f"/places/{place.public_id}/edit/"
    typed = TYPED | {"seen_version": "1", "must_skills": "", "title": "Konditor"}
    text = kerstin.post(url, typed).content.decode()
    table = text.split('<table class="rows">')[1].split("</table>")[0]
    assert "Bagare" in table
    assert "Konditor" in table
    assert 'Antal platser</th><td class="pre">1</td>' in table
    assert "Typ<" not in table
    assert kerstin.post(url, typed | {"key": "k2", "seen_version": "2"}).status_code == 302


def test_an_unknown_concept_stays_when_somebody_edits_the_rest(kerstin, cast, bakery):
    facts = PlaceFacts("Bagare", "internship", bakery, must_skills=["gone_ski_ll0"])
    place = actions.offer(facts, by=cast.by(cast.kerstin))
    url = f"/places/{place.public_id}/edit/"
    assert "gone_ski_ll0" in kerstin.get(url).content.decode()
    typed = TYPED | {"seen_version": "1", "must_skills": "gone_ski_ll0", "title": "Konditor"}
    assert kerstin.post(url, typed).status_code == 302
    place.refresh_from_db()
    assert (place.title, place.must_skills) == ("Konditor", ["gone_ski_ll0"])


def test_an_ad_is_shown_in_words_with_what_is_unknown_marked(kerstin, advertised):
    text = kerstin.get(f"/places/{advertised.public_id}/").content.decode()
    assert "Tjärbränning" in text
    assert "okänt begrepp" in text
    assert "Platsbanken" in text


def test_an_ad_has_no_page_to_edit(kerstin, advertised):
    assert kerstin.get(f"/places/{advertised.public_id}/edit/").status_code == 404


def test_an_ad_is_not_withdrawn_here(kerstin, advertised):
    assert (
        kerstin.post(f"/places/{advertised.public_id}/withdraw/", {"key": "k"}).status_code == 403
    )
    advertised.refresh_from_db()
    assert advertised.is_open


def test_a_place_is_withdrawn_by_one_press(kerstin, place):
    answer = kerstin.post(f"/places/{place.public_id}/withdraw/", {"key": "k"}, follow=True)
    assert "Inte längre öppen" in answer.content.decode()
    assert "Bageribiträde" not in kerstin.get("/places/").content.decode()


def test_the_filters_stand_in_the_address(kerstin, place, advertised):
    text = kerstin.get("/places/?kind=internship&municipality=2183").content.decode()
    assert "Bageribiträde" in text
    assert "Undersköterska 1" not in text
    assert '<option value="internship" selected>' in text


def test_an_employers_page_shows_its_places(kerstin, bakery, place):
    text = kerstin.get(f"/employers/{bakery.public_id}/").content.decode()
    assert f"/places/{place.public_id}/" in text
    assert f"/places/new/?employer={bakery.public_id}" in text


def queries_of(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_asks_as_many_questions_for_forty_rows_as_for_two(kerstin, cast, bakery):
    def fill(number):
        for n in range(number):
            facts = PlaceFacts(f"Plats {n}", "internship", bakery)
            actions.offer(facts, by=cast.by(cast.kerstin))

    fill(2)
    few = queries_of(kerstin, "/places/")
    fill(38)
    assert queries_of(kerstin, "/places/") == few < 25


@pytest.mark.parametrize("kind", ["participant", "employer", "partner"])
def test_parties_find_no_places(cast, act_as, bakery, place, kind):
    account = accounts.create_account(
        cast.tenant, email="party@example.org", name="Part", by=cast.system
    )
    accounts.link_party(account, kind=kind, record_id=bakery.pk, by=cast.system)
    client = act_as(account)
    for path in ("", "new/", "occupations/", f"{place.public_id}/", f"{place.public_id}/edit/"):
        assert client.get(f"/places/{path}").status_code == 404
    assert client.post(f"/places/{place.public_id}/withdraw/").status_code == 404


@pytest.mark.parametrize("year", ["0026", "9999"])
def test_a_year_of_two_digits_is_told_and_nothing_lost(kerstin, bakery, year):
    typed = {**TYPED, "employer": bakery.public_id, "starts_on": f"{year}-03-01"}
    answer = kerstin.post("/places/new/", typed)
    assert "Kontrollera året" in answer.context["form"].errors["starts_on"][0]
    assert answer.context["form"]["title"].value() == "Bageribiträde"
    assert not Opportunity.objects.exists()
