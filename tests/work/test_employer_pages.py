import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.core.accounts import actions as accounts
from stegvis.work.employers import actions
from stegvis.work.employers.actions import EmployerFacts, TalkFacts
from stegvis.work.employers.models import Employer, EmployerContact


@pytest.fixture
def kerstin(cast, act_as):
    return act_as(cast.kerstin)


@pytest.fixture
def bakery(cast):
    facts = EmployerFacts("Bollnäs Bageri", number="5560125790", municipality_code="2183")
    return actions.register(facts, by=cast.by(cast.kerstin))


def test_a_coordinator_registers_an_employer(kerstin):
    page = kerstin.get("/employers/new/")
    assert b'value="2183"' in page.content
    answer = kerstin.post(
        "/employers/new/", {"key": "k", "name": "Hällbo IF", "municipality_code": "2183"}
    )
    employer = Employer.objects.get()
    assert answer["Location"] == f"/employers/{employer.public_id}/"
    assert "Hällbo IF" in kerstin.get(answer["Location"]).content.decode()


def test_a_known_number_is_told_at_its_field_and_nothing_typed_is_lost(kerstin, bakery):
    typed = {"key": "k", "name": "Bageriet AB", "number": "556012-5790"}
    text = kerstin.post("/employers/new/", typed).content.decode()
    assert "Bollnäs Bageri har redan det här numret" in text
    assert 'value="Bageriet AB"' in text
    assert Employer.objects.count() == 1


def test_two_editors_see_both_versions(kerstin, cast, bakery):
    url = f"/employers/{bakery.public_id}/edit/"
    changed = EmployerFacts("Bageriet i Bollnäs")
    actions.edit(bakery, facts=changed, seen_version=1, by=cast.by(cast.bjorn))
    typed = {"key": "k", "seen_version": "1", "name": "Bollnäs Bageri & Café"}
    text = kerstin.post(url, typed).content.decode()
    assert "Bageriet i Bollnäs" in text
    assert "Bollnäs Bageri &amp; Café" in text
    again = kerstin.post(url, {**typed, "key": "k2", "seen_version": "2"})
    assert again.status_code == 302
    bakery.refresh_from_db()
    assert bakery.name == "Bollnäs Bageri & Café"


def test_an_industry_is_marked_as_swedish_on_an_english_page(kerstin, cast):
    facts = EmployerFacts("Bollnäs Bageri", industry_code="10")
    bakery = actions.register(facts, by=cast.by(cast.kerstin))
    kerstin.cookies["django_language"] = "en"
    text = kerstin.get(f"/employers/{bakery.public_id}/").content.decode()
    assert '<html lang="en"' in text
    assert f'<li class="tag" lang="sv">{bakery.industry_name}</li>' in text
    edited = kerstin.get(f"/employers/{bakery.public_id}/edit/").content.decode()
    assert '<option value="10" selected lang="sv">' in edited
    assert '<option value="">–</option>' in edited


def test_a_talk_is_logged_from_the_list_by_choosing_writing_and_sending(kerstin, cast, bakery):
    page = kerstin.get("/employers/").content.decode()
    assert 'action="/employers/talk/"' in page
    today = page.split('name="on" value="')[1][:10]
    typed = {"employer": "bollnäs", "text": "Kan ta emot två", "kind": "job_talk", "on": today}
    answer = kerstin.post("/employers/talk/", {"key": "k", **typed})
    assert answer["Location"] == f"/employers/{bakery.public_id}/"
    assert "Kan ta emot två" in kerstin.get(answer["Location"]).content.decode()


def test_an_employer_nobody_knows_is_said_so(kerstin):
    typed = {"key": "k", "employer": "Bagarn", "kind": "job_talk", "on": "2024-01-01"}
    text = kerstin.post("/employers/talk/", typed).content.decode()
    assert "Ingen arbetsgivare heter ”Bagarn”" in text


def test_several_that_fit_are_named(kerstin, cast):
    for name in ("Ica Nära", "Ica Maxi"):
        actions.register(EmployerFacts(name), by=cast.by(cast.kerstin))
    typed = {"key": "k", "employer": "ica", "kind": "job_talk", "on": "2024-01-01"}
    text = kerstin.post("/employers/talk/", typed).content.decode()
    assert "Ica Maxi, Ica Nära" in text
    assert not EmployerContact.objects.exists()


def test_a_name_is_searched_without_leaving_a_trace_in_the_address(kerstin, cast, bakery):
    actions.register(EmployerFacts("Hällbo IF"), by=cast.by(cast.kerstin))
    text = kerstin.post("/employers/", {"name": "bage"}).content.decode()
    assert "Bollnäs Bageri" in text
    assert "Hällbo IF" not in text
    assert 'method="post"' in text.split('id="name"')[0]


def test_what_is_typed_gets_suggestions(kerstin, bakery):
    answer = kerstin.post(
        "/employers/suggest/", {"employer": "bag"}, headers={"HX-Trigger-Name": "employer"}
    )
    assert '<option value="Bollnäs Bageri">' in answer.content.decode()


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_asks_as_many_questions_for_forty_rows_as_for_two(kerstin, cast):
    by = cast.by(cast.kerstin)

    def fill(names):
        for name in names:
            row = actions.register(EmployerFacts(name, owner=cast.bjorn), by=by)
            actions.log_talk(row, facts=TalkFacts(), by=by)

    fill("AB")
    few = queries_of(kerstin, "/employers/")
    fill(f"Nr {n}" for n in range(38))
    assert queries_of(kerstin, "/employers/") == few < 25


@pytest.mark.parametrize("kind", ["participant", "employer", "partner"])
def test_parties_find_no_register(cast, act_as, bakery, kind):
    account = accounts.create_account(
        cast.tenant, email="party@example.org", name="Part", by=cast.system
    )
    accounts.link_party(account, kind=kind, record_id=bakery.pk, by=cast.system)
    client = act_as(account)
    for path in ("", "new/", "talk/", f"{bakery.public_id}/", f"{bakery.public_id}/edit/"):
        assert client.get(f"/employers/{path}").status_code == 404


def test_another_tenants_employer_is_not_found(cast, act_as, bakery):
    assert act_as(cast.stig).get(f"/employers/{bakery.public_id}/").status_code == 404
