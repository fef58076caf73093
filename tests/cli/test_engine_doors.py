"""`stegvis engine doors` from file to file."""

import csv
import json

import numpy as np
import pytest
from typer.testing import CliRunner

from stegvis.cli.bulk import columns
from stegvis.cli.bulk.reading import Codes, read_educations, read_people, read_places
from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.cli.main import app
from stegvis.engine.doors.educations import educated
from stegvis.engine.ranking import judge
from stegvis.engine.score import Weights
from stegvis.reference import occupations, skills

pytestmark = pytest.mark.pure
JOB = sorted(occupations.occupations())[7]
FIRST, SECOND = sorted(skills.skills())[11:13]
NAMES = ("people", "ads", "educations")


def stegvis(*words):
    return CliRunner().invoke(app, ["engine", *map(str, words)])


@pytest.fixture
def run(tmp_path):
    """Doors of what is written here as CSV text."""

    def doors(people, ads, educations, *more):
        for name, text in zip(NAMES, (people, ads, educations), strict=True):
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        files = [word for name in NAMES for word in (f"--{name}", tmp_path / f"{name}.csv")]
        return stegvis("doors", *files, "--out", tmp_path / "out.csv", *more)

    return doors


def found(folder):
    with (folder / "out.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def cells(folder, *names):
    return [tuple(line[name] for name in names) for line in found(folder)]


ADS = f"id,musts,licences_asked,languages,occupation,asks_training\n10,{FIRST},,,,\n11,,B,,,\n\
12,,,sv:B1,,\n13,,,,{JOB},1\n14,{FIRST},B,,,\n"
EDUCATIONS = f"id,name,gives_skills,gives_licences,gives_languages,gives_occupations\n\
4,Welding,{FIRST},,,\n3,Lorry,,C,,\n2,Swedish,,,sv:B2,\n1,Training,,,,{JOB}\n"


def test_each_education_is_told_with_what_it_opens(run, tmp_path):
    result = run("id,languages\n1,sv:A2\n", ADS, EDUCATIONS)
    assert result.exit_code == 0, result.output
    told = cells(tmp_path, "person", "rank", "education", "opens", "worth")
    assert told == [("1", str(n), str(n), "1", "1.000000") for n in (1, 2, 3, 4)]


def test_whom_a_place_fits_today_makes_it_count_less(run, tmp_path):
    people = f"id,languages,licences,skills\n1,sv:A2,,\n2,sv:B1,B,\n3,sv:B1,,{FIRST}\n"
    run(people, ADS, EDUCATIONS, "--k", 2)
    worth = cells(tmp_path, "person", "education", "worth")
    assert worth[:2] == [("1", "1", "1.000000"), ("1", "3", "0.500000")]
    assert ("3", "3", "1.500000") in worth, "what takes skill and licence is open to nobody else"


def test_a_set_opens_what_no_single_one_does(run, tmp_path):
    result = run("id,languages\n1,sv:A2\n", ADS, EDUCATIONS, "--together", 2)
    assert result.exit_code == 0, result.output
    (line,) = found(tmp_path)
    assert (sorted(line["educations"].split()), line["opens"]) == (["3", "4"], "3")
    assert float(line["at_most"]) >= float(line["worth"]) == 3


def test_seats_in_a_group_go_where_they_open_most(run, tmp_path):
    people = "id,licences\n1,\n2,B\n"
    ads = f"id,musts,licences_asked\n10,{FIRST},\n11,{FIRST},B\n"
    educations = f"id,gives_skills,seats\n7,{FIRST},1\n"
    result = run(people, ads, educations, "--group")
    assert result.exit_code == 0, result.output
    assert cells(tmp_path, "person", "education", "opens") == [("1", "", "0"), ("2", "7", "2")]
    assert "worth 2.000 to the group" in result.output


def test_of_all_educations_only_as_many_courses_are_held_as_asked_for(run, tmp_path):
    run("id,languages\n1,sv:A1\n2,sv:A1\n", ADS, EDUCATIONS, "--group", "--courses", 1)
    assert {line["education"] for line in found(tmp_path)} == {"1"}


def drawn(rows, headings, seed):
    """Rows with some skills, licences and jobs each."""
    random = np.random.default_rng(seed)
    words = {
        "skills": sorted(skills.skills())[11:17],
        "licences": ["B", "forklift"],
        "languages": ["sv:A2", "sv:B1"],
        "occupation": sorted(occupations.occupations())[7:10],
    }

    def cell(kind):
        most = 1 if kind in {"languages", "occupation"} else 2
        return " ".join(random.choice(words[kind], random.integers(0, most + 1), replace=False))

    lines = [",".join([str(at), *map(cell, headings.values())]) for at in range(rows)]
    return "\n".join([",".join(["id", *headings]), *lines, ""])


def test_what_opens_is_what_fits_after_the_education(run, tmp_path):
    gives = {"gives_" + name: name for name in ("skills", "licences", "languages")}
    asks = {"musts": "skills", "licences_asked": "licences", "languages": "languages"}
    told = run(
        drawn(12, {name: name for name in ("skills", "licences", "languages")}, 1),
        drawn(60, {**asks, "occupation": "occupation"}, 2),
        drawn(6, {**gives, "gives_occupations": "occupation"}, 3),
        "--json",
    )
    assert told.exit_code == 0, told.output
    codes = Codes(Taxonomy.of_today())
    places = read_places(tmp_path / "ads.csv", codes, lambda _: None)
    seekers = read_people(tmp_path / "people.csv", codes, lambda _: None)
    given = read_educations(tmp_path / "educations.csv", codes, lambda _: None)

    relations = codes.taxonomy.relations()

    def fit(people):
        judged = judge(people, places, relations, weights=Weights())
        return np.concatenate([block.broken == 0 for block in judged])

    today = fit(seekers)
    share = 1 / (1 + today.sum(axis=0))
    lines = found(tmp_path)
    assert json.loads(told.stdout.splitlines()[-1])["lines"] == len(lines) > 0
    for line in lines:
        at = int(np.flatnonzero(seekers.ids == int(line["person"]))[0])
        after = educated(seekers.take(np.array([at])), given, np.array([int(line["education"])]))
        new = fit(after)[0] & ~today[at]
        assert int(line["opens"]) == new.sum()
        assert float(line["worth"]) == pytest.approx(share[new].sum(), abs=1e-3)


@pytest.mark.parametrize(
    ("educations", "more", "says"),
    [
        ("id,gives_pay\n1,2\n", [], "educations.csv, row 1, column gives_pay: not known"),
        ("name\nx\n", [], "educations.csv, row 1, column id: is missing"),
        ("id,gives_skills\n1,x\n", [], "column gives_skills: 'x' is no skill of the taxonomy"),
        ("id,gives_occupations\n1,x\n", [], "'x' is no occupation of the taxonomy"),
        ("id,gives_languages\n1,sv\n", [], "column gives_languages: 'sv' should end in one of"),
        ("id,seats\n1,-1\n", [], "row 2, column seats: -1 is outside 0"),
        ("id\n1\n1\n", [], "row 3, column id: 1 stands in row 2 already"),
        ("id\n1\n", ["--k", 0], "--k is at least 1"),
        ("id\n1\n", ["--together", 6], "--together 0 to 5"),
        ("id\n1\n", ["--together", 2, "--group"], "--together is for persons"),
        ("id\n1\n", ["--courses", 2], "--courses for a --group"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(run, tmp_path, educations, more, says):
    result = run("id\n1\n", "id\n1\n", educations, *more)
    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert not (tmp_path / "out.csv").exists()


def test_the_schema_tells_the_columns_of_educations_and_of_what_is_written():
    told = json.loads(stegvis("schema", "--json").stdout)
    assert [one["name"] for one in told["educations"]] == [c.name for c in columns.EDUCATIONS]
    assert [one["name"] for one in told["out of doors --group"]] == list(columns.SEATS)
