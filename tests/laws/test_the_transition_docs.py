"""The tables of what can happen to a stored status say what the code says."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))
import transition_docs  # noqa: E402


def test_the_tables_of_transitions_are_current():
    """If not: python scripts/transition_docs.py"""
    command = [sys.executable, "scripts/transition_docs.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_stored_status_has_its_table():
    own = [model for model in apps.get_models() if model.__module__.startswith("stegvis.")]
    stored = {
        model._meta.app_label
        for model in own
        if any(field.name == "status" for field in model._meta.fields)
    }
    assert stored == set(transition_docs.tables())


def test_steps_between_the_same_two_ask_for_the_same():
    for _, steps in transition_docs.tables().values():
        asked = {}
        for step in steps:
            asks = (step.reason_in, step.clears)
            assert asked.setdefault((step.start, step.end), asks) == asks
