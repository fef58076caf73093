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


SEALED = {
    "User=stegvis",
    "StateDirectory=stegvis",
    "StateDirectoryMode=0700",
    "UMask=0077",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "ProtectKernelTunables=yes",
    "ProtectKernelModules=yes",
    "ProtectControlGroups=yes",
    "RestrictNamespaces=yes",
    "RestrictSUIDSGID=yes",
    "CapabilityBoundingSet=",
}


@pytest.mark.parametrize(
    "unit", sorted((ROOT / "packaging/systemd").glob("*.service")), ids=lambda path: path.stem
)
def test_a_unit_writes_to_its_own_folder_alone(unit):
    lines = unit.read_text(encoding="utf-8").splitlines()
    assert set(lines) >= SEALED
    assert {line for line in lines if line.startswith("ReadWritePaths=")} <= {
        "ReadWritePaths=/var/backups/stegvis"
    }


def test_the_image_is_told_to_run_as_somebody_on_a_read_only_root():
    text = (ROOT / "packaging/Containerfile").read_text(encoding="utf-8")
    runs = text[text.rindex("\nFROM ") :]
    assert re.search(r"^USER [1-9]\d+$", runs, re.MULTILINE)
    assert 'VOLUME ["/data"]' in runs
    assert "STEGVIS_DATA=/data" in runs
    assert "PYTHONDONTWRITEBYTECODE=1" in runs
    assert {"--read-only", "--tmpfs", "--cap-drop"} <= set(text.partition("\nFROM ")[0].split())
    shown = (ROOT / "docs/how-to/install.md").read_text(encoding="utf-8")
    assert {"--read-only", "--tmpfs", "--cap-drop"} <= set(shown.split())
