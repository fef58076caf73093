"""`stegvis engine` from file to file; what it finds is held against ranking every pair."""

import csv
import json
import subprocess
import sys

import numpy as np
import pytest
from typer.testing import CliRunner

from stegvis.cli.bulk import columns
from stegvis.cli.bulk.reading import Codes, read_people, read_places
from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.cli.main import app
from stegvis.engine.facts import Opportunities, Seekers
from stegvis.engine.ranking import rank
from stegvis.engine.score import Weights
from stegvis.reference import occupations, skills

pytestmark = pytest.mark.pure
JOB = sorted(occupations.occupations())[7]
SKILL = sorted(skills.skills())[11]


def stegvis(*words):
    return CliRunner().invoke(app, ["engine", *map(str, words)])


@pytest.fixture
def match(tmp_path):
    """Match what is written here; the people and the ads are CSV text."""

    def run(people, ads, *more):
        (tmp_path / "people.csv").write_text(people, encoding="utf-8")
        (tmp_path / "ads.csv").write_text(ads, encoding="utf-8")
        files = [tmp_path / name for name in ("people.csv", "ads.csv", "out.csv")]
        return stegvis("match", "--people", files[0], "--ads", files[1], "--out", files[2], *more)

    return run


def found(folder, name="out.csv"):
    with (folder / name).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_drawn_country_is_matched_as_ranking_every_pair_would(tmp_path):
    assert stegvis("generate", "--people", 120, "--ads", 300, "--out", tmp_path).exit_code == 0
    people, ads = tmp_path / "people.csv", tmp_path / "ads.csv"
    for out, workers in (("out.csv", 1), ("again.csv", 2)):
        told = stegvis(
            "match", "--people", people, "--ads", ads, "--out", tmp_path / out,
            "--k", 6, "--workers", workers, "--json",
        )  # fmt: skip
        assert told.exit_code == 0, told.output
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "again.csv").read_bytes()

    codes = Codes(Taxonomy.of_today())
    places = read_places(ads, codes, lambda _: None)
    seekers = read_people(people, codes, lambda _: None)
    expected = rank(seekers, places, codes.taxonomy.relations(), weights=Weights(), k=6)
    lines = found(tmp_path)
    owner, at = np.nonzero(expected.fits >= 0)
    assert [int(one["person"]) for one in lines] == seekers.ids[owner].tolist()
    assert [int(one["rank"]) for one in lines] == (at + 1).tolist()
    assert [int(one["place"]) for one in lines] == places.ids[expected.fits[owner, at]].tolist()
    assert [float(one["score"]) for one in lines] == expected.fits_score[owner, at].tolist()
    summary = json.loads(told.stdout.splitlines()[-1])
    assert (summary["people"], summary["ads"], summary["fits"]) == (120, 300, len(lines))
    assert set(summary["seconds"]) == {"reading", "compiling", "matching", "writing"}


def test_the_same_seed_draws_the_same_country(tmp_path):
    for folder, seed in (("a", 3), ("b", 3), ("c", 4)):
        stegvis("generate", "--people", 9, "--ads", 9, "--out", tmp_path / folder, "--seed", seed)
    drawn = [
        [(tmp_path / folder / name).read_text() for name in ("people.csv", "ads.csv")]
        for folder in "abc"
    ]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_limits_in_the_files_own_words_hold(match, tmp_path):
    people = f"id,occupations,licences,languages\n1,{JOB},C,sv:B2\n2,{JOB},forklift,sv:A2\n"
    ads = f"id,occupation,licences_asked,languages\n10,{JOB},B,\n11,{JOB},forklift,\n12,,,sv:B1\n"
    result = match(people, ads)
    assert result.exit_code == 0, result.output
    fits = {(one["person"], one["place"]) for one in found(tmp_path)}
    assert fits == {("1", "10"), ("1", "12"), ("2", "11")}, "a licence for C brings that for B"


def test_what_is_left_out_is_unknown_and_whom_nothing_fits_has_no_line(match, tmp_path):
    result = match("id,capacity\n1,50\n2,\n", "extent,id\n100,7\n")
    assert result.exit_code == 0, result.output
    assert [(one["person"], one["place"]) for one in found(tmp_path)] == [("2", "7")]
    assert "1 without any" in result.output


@pytest.mark.parametrize(
    ("people", "ads", "says"),
    [
        ("id,pay\n1,2\n", "id\n1\n", "people.csv, row 1, column pay: not known"),
        ("id,id\n1,2\n", "id\n1\n", "people.csv, row 1, column id: stands there twice"),
        ("capacity\n1\n", "id\n1\n", "people.csv, row 1, column id: is missing"),
        ("id\n", "id\n1\n", "people.csv has no rows below its headings"),
        ("id\n1\n", "", "ads.csv, row 1, column id: is missing"),
        ("id\n1\n2\n1\n", "id\n1\n", "people.csv, row 4, column id: 1 stands in row 2 already"),
        ("id,capacity\n,1\n", "id\n1\n", "people.csv, row 2, column id: is empty"),
        ("id\n-1\n", "id\n1\n", "people.csv, row 2, column id: -1 is outside 0"),
        ("id,capacity\n1,101\n", "id\n1\n", "column capacity: 101 is outside 0 to 100"),
        ("id,capacity\n1,half\n", "id\n1\n", "column capacity: 'half' is no whole number"),
        ("id,latitude\n1,NaN\n", "id\n1\n", "column latitude: NaN is no number"),
        ("id,latitude\n1,inf\n", "id\n1\n", "column latitude: inf is outside -90 to 90"),
        ("id,skills\n1,what\n", "id\n1\n", "column skills: 'what' is no skill of the taxonomy"),
        (f"id,skills\n1,{SKILL}:sure\n", "id\n1\n", "should end in one of :inferred"),
        ("id,languages\n1,sv\n", "id\n1\n", "'sv' should end in one of :A1"),
        ("id\n1\n", "id,occupation\n1,cook\n", "'cook' is no occupation of the taxonomy"),
        ("id\n1\n", "id,starts\n1,soon\n", "column starts: 'soon' is no date like 2026-11-30"),
        ("id\n1\n", "id,asks_training\n1,2\n", "column asks_training: 2 is outside 0 to 1"),
        ("id,capacity\n1\n", "id\n1\n", "row 2, column capacity: 1 cells where there are 2"),
        ('id\n"1\n', "id\n1\n", "no CSV"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_row_and_column(match, tmp_path, people, ads, says):
    (tmp_path / "out.csv").write_text("from before")
    result = match(people, ads)
    assert result.exit_code == 2
    assert says in result.output
    assert (tmp_path / "out.csv").read_text() == "from before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["ads.csv", "out.csv", "people.csv"]


def test_more_words_than_there_is_room_for_are_told(match):
    ads = "id,hours\n" + "".join(f"{at},word{at}\n" for at in range(63))
    result = match("id\n1\n", ads)
    assert result.exit_code == 2
    assert "row 64, column hours: more than 62 different words of hours" in result.output


def test_a_file_that_is_not_there_and_a_k_of_none_are_told(match, tmp_path):
    result = stegvis("match", "--people", tmp_path / "no", "--ads", tmp_path, "--out", tmp_path)
    assert (result.exit_code, "can't be read" in result.output) == (2, True)
    assert match("id\n1\n", "id\n1\n", "--k", 0).exit_code == 2
    (tmp_path / "out.csv").mkdir()
    result = match("id\n1\n", "id\n1\n")
    assert (result.exit_code, "can't be written" in result.output) == (2, True)


def test_the_schema_names_every_field_of_the_engine_and_no_other():
    told = json.loads(stegvis("schema", "--json").stdout)
    for side, table in (("people", Seekers), ("ads", Opportunities)):
        names = {one["name"] for one in told[side]}
        assert names - {"id"} | {"ids"} == set(table.__dataclass_fields__)
    shown = stegvis("schema").output
    assert all(one.name in shown for one in columns.PEOPLE + columns.PLACES)


def test_django_is_never_loaded():
    program = (
        "import sys; from stegvis.cli.main import app; import stegvis.cli.bulk.matching;"
        "app(['engine', 'schema'], standalone_mode=False); print('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
