"""The record of processing tells of every table, and its pages say what the data say."""

import sys
import tomllib
from pathlib import Path

import pytest
from django.db import models

from stegvis.casework.people.models import Person

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))
import data_protection_docs as docs  # noqa: E402

REGISTER = docs.register()
RISKS = tomllib.loads((docs.FOLDER / "risks.toml").read_text(encoding="utf-8"))


def says_in_every_language(told):
    return all(told.get(language, "").strip() for language in docs.LANGUAGES)


def holds_persons(model):
    keys = (f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey))
    return any(key.related_model is Person for key in keys)


def test_every_table_is_in_the_record_and_no_other():
    assert set(REGISTER["tables"]) == set(docs.our_models())


@pytest.mark.parametrize("name", sorted(REGISTER["tables"]))
def test_each_table_says_whose_what_why_and_how_long(name):
    told = REGISTER["tables"][name]
    assert told["about"] in docs.ABOUT
    assert told["purpose"] in REGISTER["purposes"]
    assert told["kept"] in REGISTER["kept"]
    assert says_in_every_language(told)


def test_a_table_with_a_key_to_a_person_is_about_participants():
    keyed = {name for name, model in docs.our_models().items() if holds_persons(model)}
    told = {name for name, table in REGISTER["tables"].items() if table["about"] == "participant"}
    assert keyed
    assert keyed <= told


def test_only_what_concerns_nobody_lacks_a_legal_basis():
    without = {key for key, purpose in REGISTER["purposes"].items() if not purpose["basis"]}
    about = {t["about"] for t in REGISTER["tables"].values() if t["purpose"] in without}
    assert about == {"nobody"}


def test_what_may_be_sensitive_has_a_ground_for_it():
    for name, table in REGISTER["tables"].items():
        assert not table.get("special") or REGISTER["purposes"][table["purpose"]]["special"], name


@pytest.mark.parametrize("risk", RISKS["risks"], ids=lambda risk: risk["en"][:40])
def test_each_measure_against_a_risk_is_shown_by_tests_that_exist(risk):
    assert says_in_every_language(risk)
    assert says_in_every_language(risk["measure"])
    assert risk["shown_by"]
    assert all((ROOT / file).is_file() for file in risk["shown_by"])
    assert 1 <= risk["likelihood_left"] <= risk["likelihood"] <= 4 >= risk["harm"] >= 1


def test_the_pages_are_current():
    """If not: python scripts/data_protection_docs.py"""
    old = [f.name for f, text in docs.pages().items() if f.read_text(encoding="utf-8") != text]
    assert old == []
