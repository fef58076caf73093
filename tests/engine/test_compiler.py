"""Who loads the compiler, and where machine code is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure


def said_by(program, **environment):
    """What a process of its own prints."""
    told = {**os.environ, **environment}
    done = subprocess.run(
        [sys.executable, "-c", program], env=told, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_process_that_serves_pages_never_loads_the_compiler():
    program = (
        "import django, sys; django.setup(); import stegvis.conf.urls, stegvis.conf.wsgi;"
        "print('numba' in sys.modules, 'stegvis.engine.ranking' in sys.modules)"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "stegvis.conf.settings", "STEGVIS_ENV": "test"}
    assert said_by(program, **settings) == "False True"


KEPT = "from stegvis.engine import compiler; import numba; print(numba.config.CACHE_DIR)"


def test_machine_code_is_kept_apart_for_each_state_of_the_code(tmp_path):
    digest = said_by("from stegvis.engine import compiler; print(compiler.code_of_the_engine())")
    assert said_by(KEPT, NUMBA_CACHE_DIR=str(tmp_path)) == str(tmp_path / digest)
    assert said_by(KEPT, NUMBA_CACHE_DIR="", XDG_CACHE_HOME=str(tmp_path)) == str(
        tmp_path / "stegvis" / digest
    )


def test_where_nothing_can_be_kept_it_goes_with_the_process(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    kept = said_by(KEPT, NUMBA_CACHE_DIR=str(tmp_path / "taken"), TMPDIR=str(tmp_path))
    assert kept.startswith(str(tmp_path / "stegvis-"))
    assert not Path(kept).exists()
