"""`stegvis engine allocate` at a cost, from file to file."""

import csv
import json

import pytest
from typer.testing import CliRunner

from stegvis.cli.bulk.pairs import decimal
from stegvis.cli.main import app

pytestmark = pytest.mark.pure
EDGES = "person,place,cost\n"
PLACES = "place,seats\nnorth,1\nsouth,2\n"


@pytest.fixture
def allocate(tmp_path):
    """Allocate what is written here; edges and places are CSV text."""

    def run(edges, places=PLACES, *more, method="flow"):
        (tmp_path / "edges.csv").write_text(edges, encoding="utf-8")
        (tmp_path / "places.csv").write_text(places, encoding="utf-8")
        files = [tmp_path / f"{name}.csv" for name in ("edges", "places", "out")]
        options = ["--edges", files[0], "--places", files[1], "--out", files[2]]
        words = ["engine", "allocate", "--method", method, *map(str, options), *more]
        return CliRunner().invoke(app, words)

    return run


def found(folder):
    with (folder / "out.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == ["person", "place"]
    return rows[1:]


def test_flow_places_most_at_least_cost_and_writes_everybody_in_order(allocate, tmp_path):
    edges = EDGES + "cy,north,0.5\namir,north,0.25\nbo,north,7\nbo,south,1000\n"
    result = allocate(edges, PLACES, "--json")
    assert result.exit_code == 0, result.output
    assert found(tmp_path) == [["cy", ""], ["amir", "north"], ["bo", "south"]]
    told = json.loads(result.stdout.splitlines()[-1])
    assert (told["people"], told["places"], told["seats"], told["edges"]) == (3, 2, 3, 4)
    assert (told["placed"], told["unplaced"], told["cost"]) == (2, 1, 1000.25)
    assert told["worst"] == 1000
    assert set(told["seconds"]) == {"loading", "reading", "allocating", "writing"}


def test_fair_puts_the_dearest_place_before_the_total(allocate, tmp_path):
    places = "place,seats\nx,1\ny,1\n"
    edges = EDGES + "a,x,0\na,y,6\nb,x,6\nb,y,10\n"
    assert "cost 10, the dearest 10" in allocate(edges, places).output
    assert found(tmp_path) == [["a", "x"], ["b", "y"]]
    assert "cost 12, the dearest 6" in allocate(edges, places, method="fair").output
    assert found(tmp_path) == [["a", "y"], ["b", "x"]]


def test_costs_count_to_the_millionth_and_may_be_negative(allocate, tmp_path):
    places = "seats,place\n1,x\n1,y\n"
    edges = "cost,person,place\n-3.000001,a,x\n-3,a,y\n-3e0,b,x\n-2.9999989,b,y\n"
    result = allocate(edges, places)
    assert "row 5, column cost: -2.9999989 has more than 6 decimals; round it." in result.output
    result = allocate(edges.replace("-2.9999989", "-2.999998"), places)
    assert "cost -6, " in result.output
    assert found(tmp_path) == [["a", "y"], ["b", "x"]]
    assert decimal(-1_500_000) == "-1.5"


def test_ties_go_to_the_lower_person_then_to_the_place_first_in_its_file(allocate, tmp_path):
    places = "place,seats\nb,1\na,1\n"
    assert allocate(EDGES + "2,a,1\n2,b,1\n1,a,1\n1,b,1\n3,b,1\n", places).exit_code == 0
    assert found(tmp_path) == [["2", "b"], ["1", "a"], ["3", ""]]


def test_somebody_whose_places_have_no_seats_stands_there_without_one(allocate, tmp_path):
    result = allocate(EDGES + '"Nordin, A",full,1\n', "place,seats\nfull,0\n", "--json")
    assert found(tmp_path) == [["Nordin, A", ""]]
    assert json.loads(result.stdout.splitlines()[-1])["worst"] is None


@pytest.mark.parametrize("method", ["flow", "fair"])
@pytest.mark.parametrize(
    ("edges", "places", "says"),
    [
        ("person,place\na,north\n", PLACES, "edges.csv, row 1, column cost: is missing."),
        (EDGES.replace("cost", "price"), PLACES, "row 1, column price: not known. The columns are"),
        ("person,place,cost,cost\n", PLACES, "row 1, column cost: stands there twice."),
        (EDGES, PLACES, "edges.csv has no rows below its headings."),
        ("", PLACES, "edges.csv, row 1, column person: is missing."),
        (EDGES + "a,north,1\n", "place,seats\n", "places.csv has no rows below its headings."),
        (EDGES + "a,east,1\n", PLACES, "row 2, column place: 'east' is no place of"),
        (EDGES + "a,north,1\n,north,1\n", PLACES, "row 3, column person: is empty."),
        (EDGES + "a,north,\n", PLACES, "row 2, column cost: is empty."),
        (EDGES + "a,north,NaN\n", PLACES, "column cost: 'NaN' is no decimal number like 12.5."),
        (EDGES + "a,north,inf\n", PLACES, "column cost: 'inf' is no decimal number"),
        (EDGES + "a,north,1_0\n", PLACES, "column cost: '1_0' is no decimal number"),
        (EDGES + "a,north,.\n", PLACES, "column cost: '.' is no decimal number"),
        (EDGES + 'a,north,"1,5"\n', PLACES, "column cost: '1,5' is no decimal number"),
        (EDGES + "a,north,1e99\n", PLACES, "column cost: 1e99 is outside -1000000000 to"),
        (EDGES + "a,north,0.0000001\n", PLACES, "0.0000001 has more than 6 decimals"),
        (EDGES + "a,north\n", PLACES, "row 2, column cost: 2 cells where there are 3 headings."),
        (
            EDGES + "a,north,1\nb,north,1\na,north,2\n", PLACES,
            "row 4, column place: 'a' with 'north' stands in row 2 already.",
        ),
        (EDGES + "a,x,1\n", "place,seats\nx,-1\n", "places.csv, row 2, column seats: -1 is"),
        (EDGES + "a,x,1\n", "place,seats\nx,1.5\n", "column seats: '1.5' is no whole number."),
        (EDGES + "a,x,1\n", "place,seats\nx,NaN\n", "column seats: 'NaN' is no whole number."),
        (EDGES + "a,x,1\n", "place,seats\nx,\n", "row 2, column seats: is empty."),
        (
            EDGES + "a,x,1\n", "place,seats\nx,1\nx,2\n",
            "row 3, column place: 'x' stands in row 2 already.",
        ),
        (EDGES + 'a,"x,1\n', PLACES, "no CSV"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_row_and_column(
    allocate, tmp_path, method, *, edges, places, says
):
    (tmp_path / "out.csv").write_text("from before")
    result = allocate(edges, places, method=method)
    assert result.exit_code == 2, result.output
    assert says in result.output
    assert (tmp_path / "out.csv").read_text() == "from before"
    names = sorted(one.name for one in tmp_path.iterdir())
    assert names == ["edges.csv", "out.csv", "places.csv"]


def test_costs_too_far_apart_to_be_added_exactly_are_told(allocate, tmp_path):
    places = "place,seats\n" + "".join(f"p{one},1\n" for one in range(2000))
    edges = EDGES + "a,p1,0.000001\n" + "b,p2,999999999.999999\n"
    result = allocate(edges, places)
    assert result.exit_code == 2
    assert "row 3, column cost: 999999999.999999 is too large to be added up" in result.output
    assert not (tmp_path / "out.csv").exists()
    assert allocate(edges.replace(".999999", "").replace("0.000001", "1"), places).exit_code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say how places are given with --method"),
        (["--method", "flow"], "--method flow needs --edges."),
        (["--method", "fair", "--input", "x"], "--method fair"),
        (["--method", "deferred"], "--method deferred needs --input."),
        (["--method", "deferred", "--input", "x", "--commit"], "takes no --commit."),
        (["--method", "lottery", "--input", "x"], "needs either --seed or --commit."),
        (["--method", "lottery", "--seed", "x"], "needs --input."),
        (["--method", "lottery", "--input", "x", "--seed", ""], "--seed is empty."),
        (["--method", "lottery", "--seed", "x", "--commit"], "needs either --seed or --commit."),
        (["--method", "lottery", "--commit", "--commitment", "x"], "goes with --seed."),
        (["--verify", "x", "--seed", "y"], "--verify takes no --seed."),
    ],
)
def test_options_that_mean_nothing_together_are_told(words, says):
    result = CliRunner().invoke(app, ["engine", "allocate", *words])
    assert (result.exit_code, says in result.output) == (2, True), result.output
