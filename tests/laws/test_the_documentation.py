"""The documentation's links lead somewhere."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.laws
ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"""\]\(([^)#\s]+)[^)]*\)|src="([^"]+)\"""")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_that_is_there(page):
    found = [a or b for a, b in LINK.findall(page.read_text(encoding="utf-8"))]
    inside = [link for link in found if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (page.parent / link).exists()] == []
