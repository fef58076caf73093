"""The page about the data files and NOTICE say what is shipped."""

import re
from pathlib import Path

import pytest

from stegvis.reference import documentation
from stegvis.reference.tables import DATA, sources

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_and_the_notice_are_current():
    """If not: python -m stegvis.reference.documentation ."""
    notice = (ROOT / documentation.NOTICE).read_text()
    assert (ROOT / documentation.PAGE).read_text() == documentation.page()
    assert notice == documentation.renewed_notice(notice)


def test_the_notice_names_each_licence_and_each_item_to_confirm():
    notice = (ROOT / documentation.NOTICE).read_text()
    for source in sources():
        assert source.licence in notice
        assert source.file in notice
    to_confirm = notice.split("to be confirmed with the owner", 1)[1]
    assert all(source.file in to_confirm for source in sources() if source.confirm)


def test_every_test_record_is_in_the_notice():
    notice = (ROOT / documentation.NOTICE).read_text()
    for path in (Path(__file__).parent / "data").glob("*"):
        assert path.name in notice or path.name.startswith("cases_"), path.name


def test_test_only_sources_are_not_shipped():
    shipped = {path.name for path in DATA.rglob("*")}
    assert not any("platsbanken" in name or "jobads" in name for name in shipped)


def test_renewing_the_notice_twice_changes_nothing():
    first = documentation.renewed_notice("Intro\n\nTests only\n  x\n")
    assert documentation.renewed_notice(first) == first
    assert first.startswith("Intro\n")
    assert first.endswith("\nTests only\n  x\n")


def _told(notice: str) -> str:
    return " ".join(notice.split())


def test_the_notice_says_what_the_terms_oblige_to_say():
    notice = _told((ROOT / documentation.NOTICE).read_text())
    assert "This service uses the ESCO classification of the European Commission." in notice
    assert "https://creativecommons.org/licenses/by/4.0/" in notice
    for text in (ROOT / "LICENSES").iterdir():
        assert f"LICENSES/{text.name}" in notice
    for file in re.findall(r"LICENSES/[\w.-]+\.txt", notice):
        assert (ROOT / file).is_file()


def test_what_was_modified_is_said_wherever_the_licence_wants_it():
    notice = _told((ROOT / documentation.NOTICE).read_text())
    for source in sources():
        if any(words in source.licence for words in ("CC BY", "ESCO", "Apache")):
            assert source.changes, source.file
        if source.changes:
            assert f"{source.file}: {source.changes}" in notice
