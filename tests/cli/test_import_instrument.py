"""`stegvis import instrument`: all faults told; taken in only when asked, whole or not at all."""

import subprocess
import sys
from contextlib import suppress

import pytest
from typer.testing import CliRunner

from stegvis.casework.situation.instruments.template import template
from stegvis.casework.situation.models import OwnInstrument
from stegvis.cli.main import app
from stegvis.core import tenancy
from tests.cast import build_cast

KILLED_AFTER = (0.8, 1.6, 2.4)
"""Seconds: while it starts, reads and stores."""


def run(*words):
    return CliRunner().invoke(app, ["import", *map(str, words)], env={"COLUMNS": "160"})


def stored(tenant):
    with tenancy.tenant_scope(tenant.pk):
        return [str(row) for row in OwnInstrument.objects.order_by("pk")]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "day.toml"
    path.write_text(template("sv"), "utf-8")
    return path


@pytest.mark.django_db
def test_without_accept_it_says_what_the_instrument_is_and_stores_nothing(cast, file):
    result = run("instrument", file, "--tenant", cast.tenant.name)
    assert (result.exit_code, stored(cast.tenant)) == (0, [])
    assert "“A day at work” (a_day_at_work 1): 2 items, steps 1 to 3" in result.output
    assert "Nothing is stored. Give --accept to take it in." in result.output


@pytest.mark.django_db
def test_with_accept_it_is_taken_in_and_given_again_it_is_there(cast, file):
    words = ("instrument", file, "--tenant", cast.tenant.name, "--accept")
    assert "a_day_at_work 1 is taken in" in run(*words).output
    again = run(*words)
    assert (again.exit_code, stored(cast.tenant)) == (0, ["a_day_at_work 1"])
    assert "here already, nothing to take in" in again.output


@pytest.mark.django_db
def test_all_faults_are_told_and_nothing_is_stored(cast, file):
    text = template("sv").replace("licence", "license").replace("value = 2", "value = 7")
    file.write_text(text.replace('"breaks"', '"tasks"'), "utf-8")
    result = run("instrument", file, "--tenant", cast.tenant.name, "--accept")
    assert (result.exit_code, stored(cast.tenant)) == (1, [])
    for told in (
        "licence: This is missing",
        "license: There is no field of this name",
        "anchors: The steps of the scale have to follow each other. Missing in between: 2, 4, 5, 6",
        "items: “tasks” stands here twice",
        "4 faults. Nothing is stored.",
    ):
        assert told in result.output


@pytest.mark.django_db
def test_half_a_file_is_told_and_nothing_is_stored(cast, file):
    file.write_bytes(file.read_bytes()[:700])
    result = run("instrument", file, "--tenant", cast.tenant.name, "--accept")
    assert (result.exit_code, stored(cast.tenant)) == (1, [])
    assert "Nothing is stored" in result.output


@pytest.mark.django_db
def test_a_file_that_is_not_there_and_a_tenant_that_is_not_are_told(cast, file):
    elsewhere = run("instrument", file.with_name("other.toml"), "--tenant", cast.tenant.name)
    assert elsewhere.exit_code == 2
    assert "can't be read (No such file or directory)" in elsewhere.output
    nobody = run("instrument", file, "--tenant", "Ingen")
    assert (nobody.exit_code, "no one tenant called" in nobody.output) == (2, True)


@pytest.mark.django_db
def test_the_template_is_written_in_the_language_asked_for(cast, tmp_path):
    path = tmp_path / "mal.toml"
    assert run("instrument-template", path, "--language", "nb").exit_code == 0
    assert "# Hva instrumentet heter." in path.read_text("utf-8")
    assert "Choose sv, nb or en" in run("instrument-template", path, "--language", "da").output
    assert "can't be written" in run("instrument-template", tmp_path).output


def test_killed_in_the_middle_it_is_whole_or_not_there(own_database, file):
    cast = build_cast()
    command = [sys.executable, "-m", "stegvis", "import", "instrument", str(file), "--accept"]
    command += ["--tenant", cast.tenant.name]
    for moment in KILLED_AFTER:
        with subprocess.Popen(command, env=own_database, stdout=subprocess.DEVNULL) as doomed:
            with suppress(subprocess.TimeoutExpired):
                doomed.wait(moment)
            doomed.kill()
        assert stored(cast.tenant) in ([], ["a_day_at_work 1"])
    subprocess.run(command, env=own_database, check=True, stdout=subprocess.DEVNULL)
    assert stored(cast.tenant) == ["a_day_at_work 1"]
