"""The page about who reaches a person says what the rules do."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_access_rules_is_current():
    command = [sys.executable, "scripts/access_docs.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
