import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure
SCRIPT = Path(__file__).resolve().parents[2] / "run"
TOOLS = ("dirname", "mkdir", "rm", "sh")


def run(*words, **env):
    return subprocess.run(
        ["sh", str(SCRIPT), *words],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_too_old_python_gets_a_sentence(tmp_path):
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = run(PATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("Stegvis needs Python 3.11 or newer")
    assert "apt-get install python3" in done.stderr


def test_a_data_folder_that_cannot_be_written_to_gets_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    done = run(STEGVIS_DATA=str(tmp_path / "file" / "data"))
    assert done.returncode == 2
    assert "can't be written to. Set STEGVIS_DATA to a folder of your own." in done.stderr
