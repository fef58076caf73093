import subprocess
import sys

import pytest
from typer.testing import CliRunner

from stegvis.cli.main import app

pytestmark = pytest.mark.pure


def test_help_names_every_word_and_loads_no_framework():
    code = (
        "import sys; from stegvis.cli.main import app\n"
        "try: app(['--help'])\n"
        "except SystemExit: print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("False")
    assert "serve" in done.stdout


def test_an_unknown_word_is_bad_input():
    result = CliRunner().invoke(app, ["fly"])
    assert result.exit_code == 2
    assert "No such command 'fly'" in result.output


def test_the_version_is_said():
    assert CliRunner().invoke(app, ["--version"]).output.startswith("Stegvis 0.")
