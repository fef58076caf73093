"""The plan as a page to print: in plain words, in the language asked for, for those who may."""

from string import Formatter

import pytest
from django.utils import translation

from stegvis.casework.people import actions as people
from stegvis.casework.plans import actions, printing, queries, wording
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.audit.models import AuditEvent
from stegvis.web.printing import sheets
from tests.casework.pages import look
from tests.casework.test_plan_pages import WORDS, agreed, taken


@pytest.fixture
def case(cast):
    return taken(cast, cast.person())


def sheet(cast, case, code):
    """What stands on the paper, in a voice."""
    page = queries.plan_page(case.person, by=cast.by(cast.kerstin))
    voice = wording.VOICES[code]
    with translation.override(voice.lang):
        return printing.sheet_of(page, page.plan, voice)


def words(sheet):
    return str(sheet)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sv", "Du sa ja till planen"),
        ("sv-easy", "Du har sagt ja till planen. Det var den"),
        ("nb", "Du sa ja til planen"),
        ("en", "You said yes to the plan"),
    ],
)
def test_a_plan_is_printed_in_each_language_and_in_easy_swedish(cast, act_as, case, code, said):
    agreed(cast, case)
    answer = act_as(cast.kerstin).get(f"/plans/{case.person.public_id}/print/?in={code}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    told = words(sheet(cast, case, code))
    assert said in told
    assert WORDS in told
    assert "Praktik på Ekbacken" in told


def test_easy_swedish_has_a_sentence_of_its_own_for_everything_that_is_said():
    easy = wording._easy()
    assert easy.keys() == wording.SENTENCES.keys()
    for key, sentence in wording.SENTENCES.items():
        assert _facts(easy[key]) <= _facts(str(sentence)), key
    sentences = [one for text in easy.values() for one in text.split(". ")]
    assert [one for one in sentences if len(one.split()) > 12] == []


def _facts(sentence):
    return {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name}


def test_a_draft_has_lines_to_sign_on_and_what_is_agreed_has_none(cast, case):
    by = cast.by(cast.kerstin)
    agreed(cast, case)
    assert "signatures" not in words(sheet(cast, case, "sv"))
    actions.set_goal(actions.start(case, by=by), words="Ett till", by=by)
    draft = words(sheet(cast, case, "sv"))
    assert "signatures" in draft
    assert "Det här är ett utkast" in draft


def test_the_paper_names_no_one_whose_identity_is_protected(cast, act_as, case):
    agreed(cast, case)
    assert "Amina Warsame" in words(sheet(cast, case, "sv"))
    people.set_protection(
        case.person, level=2, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    assert "Warsame" not in words(sheet(cast, case, "sv"))
    address = f"/plans/{case.person.public_id}/print/"
    assert act_as(cast.kerstin).get(address).status_code == 200
    assert act_as(cast.maria).get(address).status_code == 404


def test_a_print_is_written_down_as_an_export_and_as_an_opening(cast, act_as, case):
    agreed(cast, case)
    act_as(cast.kerstin).get(f"/plans/{case.person.public_id}/print/?in=nb")
    rows = AuditEvent.objects.filter(person_id=case.person.pk).order_by("-pk")[:2]
    assert [(row.kind, row.verb, row.code) for row in rows] == [
        ("export", "plans.plan.printed", "nb"),
        ("read", "people.person.opened", ""),
    ]


def test_the_person_fetches_their_own_and_a_colleague_gets_nothing(cast, act_as, case):
    agreed(cast, case)
    own = accounts.let_in(
        cast.tenant, ("participant", case.person.pk), name="Deltagare", by=cast.system
    )
    address = f"/plans/{case.person.public_id}/print/"
    answer = act_as(own).get(f"{address}?in=sv-easy")
    assert 'filename="plan-1.pdf"' in answer["Content-Disposition"]
    assert address in act_as(own).get("/me/").content.decode()
    assert act_as(cast.bjorn).get(address).status_code == 403


def test_the_file_says_nothing_where_somebody_else_may_see_the_phone(cast, act_as, case):
    agreed(cast, case)
    people.edit(case.person, neutral_mode=True, seen_version=1, by=cast.system)
    answer = act_as(cast.kerstin).get(f"/plans/{case.person.public_id}/print/")
    assert 'filename="1.pdf"' in answer["Content-Disposition"]


def test_without_a_plan_there_is_nothing_to_print(cast, act_as, case):
    answer = look(act_as(cast.kerstin), "plans:print", case.person.public_id)
    assert answer.status_code == 404


def test_a_page_that_cannot_be_made_is_told_and_no_export_is_written(
    cast, act_as, case, monkeypatch
):
    agreed(cast, case)

    def broken(_sheet):
        raise sheets.TypesettingError("no font")

    monkeypatch.setattr(sheets, "typeset", broken)
    answer = look(act_as(cast.kerstin), "plans:print", case.person.public_id)
    assert answer.status_code == 500
    assert "Planen går inte att skriva ut" in answer.content.decode()
    assert not AuditEvent.objects.filter(verb="plans.plan.printed").exists()


def test_a_step_under_way_is_told_as_begun(cast, case):
    agreed(cast, case)
    with clock.set_to(clock.days_from_today(3)):
        assert "Började" in words(sheet(cast, case, "sv"))
