"""`stegvis engine link-titles`, from file to file."""

import csv

import pytest
from typer.testing import CliRunner

from stegvis.cli.main import app

pytestmark = pytest.mark.pure
CORPUS = "title,id\nnurse,a\nsjuksköterska,b\nNursing professionals,c\nsvetsare,d\n"


@pytest.fixture
def link(tmp_path):
    """Link what is written here."""

    def run(queries, corpus=CORPUS, *more):
        for name, text in (("queries", queries), ("corpus", corpus)):
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        files = [f"--{n}={tmp_path / n}.csv" for n in ("queries", "corpus", "out")]
        return CliRunner().invoke(app, ["engine", "link-titles", *files, *more])

    return run


def found(folder):
    with (folder / "out.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_each_query_gets_a_whole_ranking_with_ranks_and_scores_that_fall(link, tmp_path):
    result = link("id,title\n7,Svetsare\n3,sjuksköterskor\n")
    assert result.exit_code == 0, result.output
    rows = found(tmp_path)
    assert [(r["query_id"], r["rank"]) for r in rows] == [
        (query, str(rank)) for query in "73" for rank in range(1, 5)
    ]
    assert [r["corpus_id"] for r in rows if r["rank"] == "1"] == ["d", "b"]
    scores = [float(r["score"]) for r in rows[:4]]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_a_swedish_title_finds_english_ones_that_share_no_word(link, tmp_path):
    corpus = "id,title\na,Welders and flame cutters\nb,Svensson\nc,Bakers\n"
    assert link("id,title\n1,Svetsare\n", corpus, "--k", "1").exit_code == 0
    assert [r["corpus_id"] for r in found(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("queries", "told"),
    [
        ("id,name\n1,x\n", "row 1: the columns are id and title, not id, name."),
        ("", "row 1: the columns are id and title, not empty."),
        ("id,title\n", "has no rows below its headings."),
        ("id,title\n1,x\n2,NaN\n", "row 3, column title: NaN is no value."),
        ("id,title\n1,x\n,y\n", "row 3, column id: nothing is no value."),
        ("id,title\n1,x\n\n1,y\n", "row 4, column id: 1 stands in row 2 already."),
        ("id,title\n1,x,z\n", "row 2, column 3: is one too many."),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_written(
    link, tmp_path, queries, told
):
    result = link(queries)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["corpus.csv", "queries.csv"]
