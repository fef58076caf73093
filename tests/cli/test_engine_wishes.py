"""`stegvis engine allocate` by wishes: stable allocation, and the lottery that can be replayed."""

import hashlib
import json

import pytest
from typer.testing import CliRunner

from stegvis.cli.main import app

pytestmark = pytest.mark.pure
MARKET = {
    "applicants": {"a1": ["p1", "p2"], "a2": ["p1", "p2"], "a3": ["p1"], "a4": ["p3"]},
    "places": {
        "p1": {"seats": 1, "ranking": [["a1", "a2"], "a4"]},
        "p2": {"seats": 1, "ranking": ["a4", "a2", "a1"]},
        "p3": {"seats": 2},
    },
}
STRATA = {"a2": 1, "a4": 2, "a1": 2}
SEEDS = ["7", "8", "9", "ett frö"]


def run(*words):
    return CliRunner().invoke(app, ["engine", "allocate", *map(str, words)])


def last_line(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout.splitlines()[-1])


@pytest.fixture
def given(tmp_path):
    """A file with what is given; text is written as it is."""

    def write(facts, name="input.json"):
        text = facts if isinstance(facts, str) else json.dumps(facts)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def by_hash(seed, applicants):
    """The order of the draw, as the how-to tells it."""
    return sorted(applicants, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())


@pytest.mark.parametrize("seed", SEEDS)
def test_deferred_breaks_ties_by_the_draw_and_gives_nobody_a_place_that_does_not_name_them(
    given, tmp_path, seed
):
    out = tmp_path / "out.json"
    words = ["--method", "deferred", "--input", given(MARKET), "--seed", seed, "--out", out]
    told = last_line(run(*words, "--json"))
    first, second = by_hash(seed, ["a1", "a2"])
    written = json.loads(out.read_text())
    assert written["allocation"] == {first: "p1", second: "p2", "a3": None, "a4": "p3"}
    assert (told["matched"], told["unmatched"], told["free_seats"]) == (3, 1, 1)
    assert (told["ranks"], told["blocking_pairs"]) == ({"1": 2, "2": 1}, 0)
    shown = run(*words).output
    assert "3 matched, 1 unmatched, 1 free seat\nwish 1: 2, wish 2: 1\n0 blocking pairs" in shown


def test_a_draw_without_a_seed_is_recorded_and_done_again_from_the_record(given, tmp_path):
    out = tmp_path / "out.json"
    told = last_line(run("--method", "deferred", "--input", given(MARKET), "--out", out, "--json"))
    assert len(told["seed"]) == 32
    assert last_line(run("--verify", out, "--json"))["ranks"] == told["ranks"]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lottery_goes_by_stratum_then_number_and_asks_no_place(given, tmp_path, seed):
    out = tmp_path / "out.json"
    asked = given(MARKET | {"stratum": STRATA})
    told = last_line(
        run("--method", "lottery", "--input", asked, "--seed", seed, "--out", out, "--json")
    )
    written = json.loads(out.read_text())
    order = by_hash(seed, MARKET["applicants"])
    assert written["numbers"] == {one: order.index(one) + 1 for one in MARKET["applicants"]}
    assert written["allocation"] == {"a2": "p1", "a1": "p2", "a4": "p3", "a3": None}
    assert written["seed"] == seed
    assert written["commitment"] == hashlib.sha256(seed.encode()).hexdigest()
    assert written["input_sha256"] == hashlib.sha256(asked.read_bytes()).hexdigest()
    assert told["blocking_pairs"] is None


def test_a_seed_is_committed_before_and_opened_after(given, tmp_path):
    kept = tmp_path / "kept.json"
    commit = ["--method", "lottery", "--commit", "--out", kept, "--input", given(MARKET)]
    told = last_line(run(*commit, "--json"))
    seed = json.loads(kept.read_text())["seed"]
    assert told["commitment"] == hashlib.sha256(seed.encode()).hexdigest()
    assert seed not in json.dumps(told)
    assert kept.stat().st_mode & 0o077 == 0
    again = run(*commit)
    assert (again.exit_code, "a seed is never replaced" in again.output) == (2, True)
    assert json.loads(kept.read_text())["seed"] == seed

    out = tmp_path / "out.json"
    draw = ["--method", "lottery", "--input", tmp_path / "input.json", "--out", out, "--seed"]
    refused = run(*draw, "another", "--commitment", told["commitment"])
    assert (refused.exit_code, "isn't the one that was committed" in refused.output) == (2, True)
    assert not out.exists()
    assert run(*draw, seed, "--commitment", told["commitment"]).exit_code == 0
    verified = run("--verify", out, "--commitment", told["commitment"], "--input", draw[3])
    assert "every number and every place is the same" in verified.output
    assert run("--verify", out, "--commitment", "0" * 64).exit_code == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda told: told["allocation"].update(a1=None), "allocation of a1 is None there, and"),
        (lambda told: told["numbers"].update(a1=9), "numbers of a1 is 9 there"),
        (lambda told: told.update(seed="other"), "commitment is "),
        (lambda told: told.update(matched=4), "matched is 4 there, and 3 when done again"),
        (lambda told: told["input"]["places"]["p1"].update(seats=2), "when done again"),
        (lambda told: told.update(input_sha256="0"), "input_sha256 is '0' there"),
    ],
)
def test_a_protocol_that_was_changed_is_found(given, tmp_path, change, says):
    out, asked = tmp_path / "out.json", given(MARKET)
    run("--method", "lottery", "--input", asked, "--seed", "x", "--out", out)
    told = json.loads(out.read_text())
    change(told)
    result = run("--verify", given(told, "changed.json"), "--input", asked)
    assert (result.exit_code, says in result.output) == (1, True), result.output


@pytest.mark.parametrize("name", ["protocol", "method", "seed", "input", "allocation"])
def test_what_is_no_protocol_is_told(given, tmp_path, name):
    out = tmp_path / "out.json"
    run("--method", "lottery", "--input", given(MARKET), "--seed", "x", "--out", out)
    told = json.loads(out.read_text())
    for wrong in (told | {name: []}, {key: told[key] for key in told if key != name}, []):
        result = run("--verify", given(wrong, "changed.json"))
        assert result.exit_code in {1, 2}
        assert result.output.startswith(str(tmp_path / "changed.json")), result.output


A, P = '{"a1": ["p1"]}', '{"p1": {"seats": 1}}'


def both(applicants=A, places=P, more=""):
    return f'{{"applicants": {applicants},\n "places": {places}{more}}}'


@pytest.mark.parametrize("method", ["deferred", "lottery"])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "row 1, column 2: no JSON"),
        ("[]", "row 1, column 1: should be an object with applicants and places."),
        ('{"applicants": {}}', "row 1, column 1: places is missing."),
        (both("{}"), "row 1, column 16: applicants: should be an object with at least one"),
        (both(places="{}"), "row 2, column 12: places: should be an object with at least one"),
        (both(more=', "seed": 1'), "row 2, column 42: seed: not known. The keys are applicants,"),
        (both('{"a1": ["p1", "p9"]}'), "column 30: applicants, a1, 2: 'p9' is no place."),
        (both('{"a1": ["p1", "p1"]}'), "column 30: applicants, a1, 2: 'p1' stands there already."),
        (both('{"a1": [["p1"]]}'), "applicants, a1, 1: ['p1'] is no place."),
        (both('{"a1": "p1"}'), "applicants, a1: should be a list of places."),
        (both('{"a1": [], "a1": []}'), "row 1, column 27: 'a1' stands there twice."),
        (both('{"": []}'), "applicants, : the name is empty or no text."),
        (both('{"\\ud800": []}'), "the name is empty or no text."),
        (both(places='{"p1": {}}'), "row 2, column 19: places, p1: seats is missing."),
        (both(places='{"p1": {"seats": -1}}'), "places, p1, seats: -1 is outside 0 to"),
        (both(places='{"p1": {"seats": NaN}}'), "places, p1, seats: nan is no whole number."),
        (both(places='{"p1": {"seats": true}}'), "places, p1, seats: True is no whole number."),
        (both(places='{"p1": {"seats": 1, "rank": []}}'), "places, p1, rank: not known."),
        (
            both(places='{"p1": {"seats": 1, "ranking": ["a1", ["a9"]]}}'),
            "row 2, column 51: places, p1, ranking, 2, 1: 'a9' is no applicant.",
        ),
        (
            both(places='{"p1": {"seats": 1, "ranking": ["a1", "a1"]}}'),
            "places, p1, ranking, 2: 'a1' stands there already.",
        ),
        (both(places='{"p1": {"seats": 1, "ranking": "a1"}}'), "should be a list of applicants."),
        (both(more=', "stratum": {"a9": 1}'), "stratum, a9: 'a9' is no applicant."),
        (both(more=', "stratum": {"a1": 1.5}'), "stratum, a1: 1.5 is no whole number."),
        (both(more=', "stratum": []'), "stratum: should be an object with a whole number"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_row_and_column(given, tmp_path, text, says, method):
    out = given("from before", "out.json")
    result = run("--method", method, "--input", given(text), "--seed", "x", "--out", out)
    assert result.exit_code == 2, result.output
    assert f"{tmp_path / 'input.json'}" in result.output
    assert says in result.output
    assert out.read_text() == "from before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["input.json", "out.json"]


def test_files_that_are_not_there_or_no_text_are_told(tmp_path):
    result = run("--method", "deferred", "--input", tmp_path / "no")
    assert (result.exit_code, "can't be read" in result.output) == (2, True)
    (tmp_path / "latin.json").write_bytes(b'{"\xe5": 1}')
    result = run("--method", "deferred", "--input", tmp_path / "latin.json")
    assert (result.exit_code, "isn't UTF-8" in result.output) == (2, True)
