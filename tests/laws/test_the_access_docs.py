"""The pages about who reaches a person, and what is outside the walls, say what the code does."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("script", ["access_docs", "table_docs", "list_docs", "instrument_docs"])
def test_the_page_is_current(script):
    command = [sys.executable, f"scripts/{script}.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
