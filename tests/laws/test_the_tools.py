"""The tools that read the code, each a test, so that they count and can be chosen with -k."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.laws

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "words",
    [
        ["ruff", "check", "--no-cache"],
        ["ruff", "format", "--check", "--no-cache"],
        ["lint-imports", "--no-cache"],
        ["mypy"],
        ["hadolint", "packaging/Containerfile"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_the_tool_finds_nothing(words):
    done = subprocess.run(
        [str(BIN / words[0]), *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
