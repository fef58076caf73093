"""The pages about commands and settings say what the code says."""

import re
import sys
from pathlib import Path

import pytest

from stegvis.conf.variables import GROUPS

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))
import command_docs  # noqa: E402

READING = ("src/stegvis/**/*.py", "scripts/*.py", "tests/**/*.py", "run", ".ci/run")


@pytest.mark.parametrize(
    ("file", "written"),
    [
        (command_docs.COMMANDS, command_docs.commands_page),
        (command_docs.SETTINGS, command_docs.settings_page),
    ],
    ids=["commands", "settings"],
)
def test_the_page_is_up_to_date(file, written):
    """If not: python scripts/command_docs.py"""
    assert file.read_text(encoding="utf-8") == written()


def test_every_variable_that_is_read_is_in_the_list_and_no_other():
    listed = {variable.name for group in GROUPS for variable in group.variables}
    files = [path for pattern in READING for path in ROOT.glob(pattern)]
    files.remove(ROOT / "src/stegvis/conf/variables.py")
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    assert set(re.findall(r"STEGVIS_[A-Z_]*[A-Z]", text)) == listed
