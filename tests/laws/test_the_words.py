"""Every text of the product is there in Swedish and bokmål, and the catalogues are up to date."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]


def test_no_text_is_untranslated_or_left_behind():
    command = [sys.executable, "scripts/messages.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
