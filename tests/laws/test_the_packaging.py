"""What is shipped to run Stegvis for real names only what exists."""

import re
from pathlib import Path

import pytest
import typer.main

from stegvis.cli.main import app
from stegvis.conf.variables import GROUPS

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _pages():
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_every_command_in_units_and_instructions_exists():
    words = set(typer.main.get_command(app).commands)
    files = [*(ROOT / "packaging").rglob("*.*"), *(ROOT / "docs/how-to").glob("*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    used = set(re.findall(r"(?:^|bin/|`|\d\. `)stegvis ([a-z]+)", text, re.MULTILINE))
    assert {"serve", "worker", "upgrade", "backup"} <= used
    assert used <= words


def test_every_setting_in_the_example_exists():
    listed = {variable.name for group in GROUPS for variable in group.variables}
    example = (ROOT / "packaging/stegvis.env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^(STEGVIS_\w+)=", example, re.MULTILINE)) <= listed


def test_links_between_the_pages_lead_somewhere():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in _pages()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
