"""`stegvis engine match --spread`: lists, prices and what they cost."""

import csv
import json
from itertools import pairwise

import pytest
from typer.testing import CliRunner

from stegvis.cli.main import app

pytestmark = pytest.mark.pure


def stegvis(*words):
    return CliRunner().invoke(app, ["engine", *map(str, words)])


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    assert stegvis("generate", "--people", 150, "--ads", 200, "--out", folder).exit_code == 0
    return ("match", "--people", folder / "people.csv", "--ads", folder / "ads.csv", "--k", 5)


def lines(file):
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_lists_are_in_the_order_of_score_minus_price_and_the_cost_is_told(country, tmp_path):
    out = tmp_path / "fits.csv"
    done = stegvis(*country, "--out", out, "--spread", "--most-shown", 2)
    assert done.exit_code == 0, done.output
    assert "Spreading lowers the mean score by" in done.output
    found = lines(out)
    assert any(float(one["price"]) > 0 for one in found)
    for one, after in pairwise(found):
        if one["person"] == after["person"]:
            worth = [float(line["score"]) - float(line["price"]) for line in (one, after)]
            assert worth[0] >= worth[1] - 1e-9


def test_the_summary_carries_the_crowding_of_both(country, tmp_path):
    answers = {}
    for name, more in (("whole", ()), ("short", ("--short-lists",))):
        out = tmp_path / name
        words = ("--out", out, "--spread", "--most-shown", 2, "--json", *more)
        answers[name] = json.loads(stegvis(*country, *words).stdout.splitlines()[-1])
        assert answers[name]["fits"] == len(lines(out))
    whole, short = answers["whole"]["crowding"], answers["short"]["crowding"]
    assert whole["plain"] == short["plain"]
    assert whole["spread"]["most_shown"] < whole["plain"]["most_shown"]
    assert whole["spread"]["short"] == 0 == answers["short"]["beyond"]
    assert short["spread"]["most_shown"] <= 2 * short["plain"]["mean_shown"]


def test_a_plain_file_has_no_price_and_its_summary_no_crowding(country, tmp_path):
    done = stegvis(*country, "--out", tmp_path / "fits.csv", "--json")
    assert json.loads(done.stdout.splitlines()[-1])["crowding"] is None
    assert (tmp_path / "fits.csv").read_text().startswith("person,rank,place,score\n")


@pytest.mark.parametrize("words", [("--quota", -1), ("--most-shown", 0.5), ("--most-shown", "nan")])
def test_a_quota_and_a_goal_that_cannot_be_are_told(country, tmp_path, words):
    done = stegvis(*country, "--out", tmp_path / "fits.csv", "--spread", *words)
    assert (done.exit_code, "--quota is at least 0" in done.output) == (2, True)
