"""`stegvis import people`: looked through first; taken in only when asked, and only once."""

import subprocess
import sys
import time
import tracemalloc

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.cli.main import app
from stegvis.core import tenancy
from stegvis.desk.intake import reading
from tests.cast import build_cast
from tests.desk.lists import AMINA, NORA, separated, workbook

PATIENCE = 60
"""Seconds on a slow machine, after which waiting is given up."""


def run(*words):
    return CliRunner().invoke(app, ["import", *map(str, words)], env={"COLUMNS": "160"})


def persons(tenant):
    with tenancy.tenant_scope(tenant.pk):
        return Person.objects.count()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(AMINA, NORA | {"Språk": "klingon"}))
    return path


@pytest.mark.django_db
def test_without_accept_the_faults_are_told_and_nothing_is_stored(cast, file):
    result = run("people", file, "--tenant", cast.tenant.name)
    assert (result.exit_code, persons(cast.tenant)) == (1, 0)
    assert "2 rows read: 1 new, 0 known already, 1 with faults" in result.output
    assert "row 3: Language: “klingon”: This isn't one of the values" in result.output
    assert "Nothing is stored. Give --accept" in result.output


@pytest.mark.django_db
def test_what_each_good_row_will_bring_is_told_when_asked_for(cast, file):
    words = ("people", file, "--tenant", cast.tenant.name)
    line = "row 2: Amina Warsame · new · 2026-09-01 · Kerstin Norling · Jag vill jobba i kök · "
    assert line in " ".join(run(*words, "--rows").output.split())
    assert "Kerstin Norling" not in run(*words).output


@pytest.mark.django_db
def test_with_accept_the_good_rows_are_taken_in_and_given_again_they_add_nothing(cast, file):
    words = ("people", file, "--tenant", cast.tenant.name, "--accept")
    assert "1 row taken in, 0 with nothing to add, 1 with faults left out" in run(*words).output
    assert persons(cast.tenant) == 1
    assert "0 rows taken in, 1 with nothing to add" in run(*words).output
    assert persons(cast.tenant) == 1


@pytest.mark.django_db
def test_a_unit_that_isnt_there_names_those_that_are(cast, file):
    result = run("people", file, "--tenant", cast.tenant.name, "--unit", "Fel")
    assert result.exit_code == 2
    assert "Arbetsmarknadsenheten" in result.output


@pytest.mark.django_db
def test_a_file_that_cant_be_read_says_why(cast, file):
    file.write_bytes(file.read_bytes()[:-400])
    result = run("people", file, "--tenant", cast.tenant.name, "--accept")
    assert (result.exit_code, persons(cast.tenant)) == (2, 0)
    assert "damaged" in result.output


@pytest.mark.django_db
def test_the_template_is_written_in_the_language_asked_for(cast, tmp_path):
    path = tmp_path / "mal.xlsx"
    assert run("people-template", path, "--language", "nb").exit_code == 0
    assert load_workbook(path)["Personer"]["B1"].value == "Etternavn"
    assert "Choose sv, nb or en" in run("people-template", path, "--language", "da").output
    elsewhere = path.with_suffix(".csv")
    assert "end in .xlsx" in run("people-template", elsewhere).output
    assert not elsewhere.exists()


def test_killed_in_the_middle_every_person_is_whole_and_the_rest_follows(own_database, tmp_path):
    cast = build_cast()
    count, file = 60, tmp_path / "list.csv"
    rows = [NORA | {"Förnamn": f"Nora{n}", "Efternamn": f"Ek{n}"} for n in range(count)]
    file.write_bytes(separated(*rows))
    command = [sys.executable, "-m", "stegvis", "import", "people", str(file), "--accept"]
    command += ["--tenant", cast.tenant.name]
    with subprocess.Popen(command, env=own_database, stdout=subprocess.DEVNULL) as doomed:
        until = time.monotonic() + PATIENCE
        while persons(cast.tenant) == 0 and time.monotonic() < until:
            time.sleep(0.02)
        doomed.kill()
    with tenancy.tenant_scope(cast.tenant.pk):
        left = Person.objects.count()
        assert 0 < left <= count
        assert Case.objects.count() == left
    subprocess.run(command, env=own_database, check=True, stdout=subprocess.DEVNULL)
    with tenancy.tenant_scope(cast.tenant.pk):
        assert (Person.objects.count(), Case.objects.count()) == (count, count)


def test_reading_takes_no_more_memory_for_a_longer_list(tmp_path):
    def peak(count):
        path = tmp_path / f"{count}.csv"
        path.write_bytes(separated(*[NORA] * count))
        tracemalloc.start()
        with path.open("rb") as file, reading.opened(file) as sheet:
            assert sum(1 for _row in sheet.rows) == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(30_000) < 1.2 * peak(3_000)
