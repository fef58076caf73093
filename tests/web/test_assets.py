import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]
THEME = (ROOT / "src/stegvis/web/static/web/theme.css").read_text()
PAIRS = [
    ("ink", "paper"),
    ("ink", "sand"),
    ("soft", "card"),
    ("soft", "paper"),
    ("lake", "card"),
    ("lake", "lake-tint"),
    ("lingon", "card"),
    ("lingon", "lingon-tint"),
    ("cloudberry", "cloudberry-tint"),
    ("cloudberry", "card"),
    ("moss", "moss-tint"),
    ("plum", "plum-tint"),
    ("card", "lake"),
]


def test_vendored_files_are_as_fetched():
    command = [sys.executable, "scripts/vendor_assets.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_pair_of_colours_can_be_read(text, ground):
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(name):
    value = re.search(rf"--{name}: #([0-9a-f]{{6}})", THEME).group(1)
    channels = [int(value[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_template_needs_an_inline_style_or_script():
    for path in (ROOT / "src/stegvis").rglob("*.html"):
        text = path.read_text()
        assert " style=" not in text, path
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=", text), path
