import re

import pytest

from stegvis.casework.situation.actions import ProfileFacts, save_profile
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.models import AuditEvent
from tests.casework.test_competence_profile import (
    CARE,
    FACTS,
    KLOTTERSANERARE,
    OMVARDNAD,
    SVENSKA,
    USK,
)

KOCK = "oRB5_b7i_Qzv"


@pytest.fixture
def saved(cast, amina):
    return save_profile(amina, facts=FACTS, seen_version=0, by=cast.by(cast.kerstin))


def url(person):
    return f"/situation/{person.public_id}/profile/"


def sent(**more):
    """What a browser sends for FACTS, changed here and there."""
    return {
        "key": "k",
        "seen_version": "1",
        "occupations": [USK],
        f"occupations_{USK}": "3",
        "wishes": [CARE],
        "skills": [OMVARDNAD],
        f"skills_{OMVARDNAD}": "shown",
        "languages": [SVENSKA],
        f"languages_{SVENSKA}": "B1",
        "licences": ["CE"],
        "exposures_avoided": ["heavy_lifting"],
        "capacity": "50",
        "travel_km": "30",
        **more,
    }


def test_a_first_profile_begins_with_the_languages_that_are_known(kerstin, amina):
    text = kerstin.get(url(amina)).content.decode()
    assert f'name="languages" value="{SVENSKA}"' in text
    assert 'name="seen_version" value="0"' in text


def test_the_page_is_filled_in_and_saved(kerstin, amina):
    answer = kerstin.post(url(amina), sent(seen_version="0"))
    assert answer["Location"] == url(amina)
    profile = CompetenceProfile.objects.get(person=amina)
    assert profile.occupations == [{"id": USK, "years": 3}]
    assert profile.skills == [{"id": OMVARDNAD, "source": "shown"}]
    assert profile.languages == [{"id": SVENSKA, "level": "B1"}]
    assert profile.no_gos == []
    assert (profile.licences, profile.capacity, profile.starts_earliest) == (["CE"], 50, None)
    assert "Undersköterska, hemtjänst" in kerstin.get(url(amina)).content.decode()


def test_what_is_left_in_a_box_is_searched_on_saving_and_choices_are_offered(kerstin, amina, saved):
    page = kerstin.post(url(amina), sent(typed_wishes="köksb", capacity="75"))
    text = page.content.decode()
    assert f'value="wishes:{KOCK}"' in text
    assert 'value="köksb"' in text
    assert 'name="capacity" value="75"' in text
    saved.refresh_from_db()
    assert saved.capacity == 50


@pytest.mark.parametrize(
    ("step", "there", "gone"),
    [
        ({"add": f"wishes:{KOCK}"}, f'name="wishes" value="{KOCK}"', "köksb"),
        ({"remove": f"occupations:{USK}"}, 'value="köksb"', f'name="occupations" value="{USK}"'),
        ({"find": "wishes"}, f'value="wishes:{KOCK}"', 'class="summary"'),
    ],
)
@pytest.mark.usefixtures("saved")
def test_lists_change_step_by_step_without_javascript(kerstin, amina, step, there, gone):
    typed = sent(typed_wishes="köksb", capacity="nittio", travel_km="12", **step)
    text = kerstin.post(url(amina), typed).content.decode()
    assert there in text
    assert gone not in text
    assert 'name="travel_km" value="12"' in text
    assert 'name="seen_version" value="1"' in text
    assert CompetenceProfile.objects.get(person=amina).version == 1


def test_the_second_editor_sees_both_versions_and_loses_nothing(kerstin, cast, amina, saved):
    other = ProfileFacts(occupations=FACTS.occupations, wishes=[KOCK], capacity=25)
    save_profile(amina, facts=other, seen_version=1, by=cast.by(cast.kerstin))
    text = kerstin.post(url(amina), sent(capacity="80")).content.decode()
    assert "Köksbiträde" in text
    assert "Hälso- och sjukvård" in text
    assert 'name="capacity" value="80"' in text
    assert 'name="seen_version" value="2"' in text
    assert CompetenceProfile.objects.get(person=amina).capacity == 25
    assert kerstin.post(url(amina), sent(key="k2", seen_version="2")).status_code == 302


def test_a_form_sent_twice_is_saved_once(kerstin, amina, saved):
    for _time in range(2):
        assert kerstin.post(url(amina), sent()).status_code == 302
    assert CompetenceProfile.objects.get(person=amina).version == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({f"occupations_{USK}": "tre"}, "tre"),
        ({f"occupations_{USK}": "99"}, "99"),
        ({"capacity": "150"}, "150"),
        ({"occupations": ["<b>"]}, "&lt;b&gt;"),
        ({f"languages_{SVENSKA}": "flytande"}, "flytande"),
        ({"no_gos": [CARE]}, "Hälso- och sjukvård"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(kerstin, amina, saved, wrong, said):
    text = kerstin.post(url(amina), sent(**wrong)).content.decode()
    assert 'class="summary"' in text
    assert said in text
    assert 'name="travel_km" value="30"' in text
    assert CompetenceProfile.objects.get(person=amina).version == 1


def test_a_retired_occupation_is_shown_as_such_and_can_stay(kerstin, amina):
    typed = sent(seen_version="0", occupations=[KLOTTERSANERARE])
    assert kerstin.post(url(amina), typed).status_code == 302
    text = kerstin.get(url(amina)).content.decode()
    assert "Klottersanerare" in text
    assert '<span class="tag">' in text


def test_opening_the_page_is_logged_and_strangers_are_refused(kerstin, cast, act_as, amina):
    kerstin.get(url(amina))
    reads = AuditEvent.objects.filter(person_id=amina.pk, verb="people.person.opened")
    assert [read.fields for read in reads] == [["situation"]]
    assert act_as(cast.bjorn).get(url(amina)).status_code == 403
    assert act_as(cast.admin).get(url(amina)).status_code == 404
    assert kerstin.get("/situation/nobody/profile/").status_code == 404


def test_the_participant_fills_in_their_own_and_nobody_elses(cast, act_as, amina):
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(account, kind="participant", record_id=amina.pk, by=cast.system)
    client = act_as(account)
    assert b"band" in client.get(url(amina)).content
    assert client.post(url(amina), sent(seen_version="0")).status_code == 302
    assert client.get(url(cast.person("Bo", "Ek"))).status_code in (403, 404)


def test_a_box_answers_each_key_without_reading_a_person(kerstin, amina):
    before = AuditEvent.objects.count()
    text = kerstin.post(
        "/situation/find/", {"box": "occupations", "typed_occupations": "usk"}
    ).content.decode()
    assert f'value="occupations:{USK}"' in text
    text = kerstin.post("/situation/find/", {"box": "wishes", "typed_wishes": "hälso"})
    assert f'value="wishes:{CARE}"' in text.content.decode()
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("typed", ["", "\0", "<script>", "qqqqqqqqq", "ا" * 500])
def test_a_box_bears_anything(kerstin, typed):
    for box in ("occupations", "skills", "languages", "no_gos", "nobody", ""):
        answer = kerstin.post("/situation/find/", {"box": box, f"typed_{box}": typed})
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()


def test_a_chosen_concept_comes_as_a_row_once(kerstin):
    text = kerstin.post("/situation/row/", {"add": f"skills:{OMVARDNAD}"}).content.decode()
    assert f'name="skills" value="{OMVARDNAD}"' in text
    assert 'id="id_skills"' in text
    again = {"add": f"skills:{OMVARDNAD}", "skills": [OMVARDNAD]}
    assert "Omvårdnad" not in kerstin.post("/situation/row/", again).content.decode()
    assert "<li>" not in kerstin.post("/situation/row/", {"add": "skills:<b>"}).content.decode()


def test_the_boxes_are_for_those_who_have_signed_in(client, cast):
    for address in ("/situation/find/", "/situation/row/"):
        assert client.post(address).status_code == 302


PASTED = "Truckförare en sommar. Har körkort B. Min hemlighet."


def test_a_pasted_cv_proposes_and_nothing_of_it_is_kept(kerstin, amina):
    read = sent(seen_version="0", pasted=PASTED, read="1", capacity="75")
    text = kerstin.post(url(amina), read).content.decode()
    assert 'name="told" value="licences:B" checked' in text
    assert "Truckförare" in text
    assert "hemlighet" not in text
    assert 'value="75"' in text
    assert not CompetenceProfile.objects.exists()
    assert not AuditEvent.objects.filter(verb="situation.profile.saved").exists()


def test_what_is_accepted_joins_what_was_filled_in_and_the_rest_is_dropped(kerstin, amina):
    accept = sent(seen_version="0", accept="1", told=[f"occupations:{KOCK}", "licences:B"])
    text = kerstin.post(url(amina), accept).content.decode()
    assert f'name="occupations" value="{KOCK}"' in text
    assert f'name="occupations" value="{USK}"' in text
    assert "Truckförare" not in text
    assert not CompetenceProfile.objects.exists()


def test_years_levels_and_education_are_proposed_with_the_words_that_say_them(kerstin, amina):
    lines = (
        "Min hemlighet.",
        "Truckförare 2010–2014.",
        "Gymnasieexamen 2009.",
        "Vill inte bli kock.",
    )
    pasted = "\n".join(lines)
    text = kerstin.post(url(amina), sent(pasted=pasted, read="1")).content.decode()
    assert ':4" checked' in text
    assert "4 år" in text
    assert "Truckförare 2010–2014</q>" in text
    assert 'value="education:33||2009"' in text
    assert 'value="no_gos:' in text
    assert "Kock à la carte" in text
    assert "hemlighet" not in text


@pytest.mark.parametrize(("level", "times"), [("", 1), ("none", 1), ("A2", 0)])
def test_a_level_is_proposed_for_a_language_of_which_none_is_known(kerstin, amina, level, times):
    more = {f"languages_{SVENSKA}": level, "pasted": "svenska B2", "read": "1"}
    text = kerstin.post(url(amina), sent(**more)).content.decode()
    assert text.count(f'value="languages:{SVENSKA}:B2"') == times


def test_what_goes_with_an_accepted_thing_stands_in_its_row(kerstin, amina):
    told = [f"occupations:{KOCK}:4", "languages:" + SVENSKA + ":B1", "education:33|72|2009"]
    text = kerstin.post(url(amina), sent(accept="1", told=told)).content.decode()
    assert re.search(rf'name="occupations_{KOCK}"[^>]* value="4"', text)
    assert re.search(r'<option value="B1" selected', text)
    assert re.search(r'<option value="33" selected', text)
    assert re.search(r'<option value="72" selected', text)
    assert re.search(r'name="education_year"[^>]* value="2009"', text)


@pytest.mark.parametrize(
    "told", ["education:99||", "education:33|xx|", "education:33|72|x", "education:3"]
)
def test_an_accepted_education_that_is_none_adds_no_row(kerstin, amina, told):
    text = kerstin.post(url(amina), sent(accept="1", told=[told])).content.decode()
    assert text.count('name="education_level"') == 1
    assert '<option value="33" selected' not in text


@pytest.mark.parametrize("told", ["occupations:made-up", "wishes:x", "licences:Q", "x", ":"])
def test_an_acceptance_of_something_unknown_adds_nothing(kerstin, amina, told):
    accept = sent(seen_version="0", accept="1", told=[told])
    text = kerstin.post(url(amina), accept).content.decode()
    assert text.count('name="occupations" value=') == 1
    assert "made-up" not in text


@pytest.mark.parametrize("pasted", ["", "Min hemlighet.", f"{USK}"])
def test_a_text_that_names_nothing_new_says_so(kerstin, amina, pasted):
    text = kerstin.post(url(amina), sent(pasted=pasted, read="1")).content.decode()
    assert "Texten nämner inget nytt" in text
