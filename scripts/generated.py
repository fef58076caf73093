"""What the scripts that write pages of documentation share."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def write_or_check(pages: Callable[[], Mapping[Path, str]], words: list[str]) -> int:
    """Write the pages, each a file and its text; with --check say which are out of date.

    The exit status: 1 when a page is out of date. `pages` may read models and settings.
    """
    import django  # noqa: PLC0415

    os.environ.setdefault("STEGVIS_ENV", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.conf.settings")
    django.setup()
    old = {file: text for file, text in pages().items() if not _holds(file, text)}
    if "--check" in words:
        names = ", ".join(str(file.relative_to(ROOT)) for file in old)
        print(f"out of date: {names}" if old else "the pages are current")
        return 1 if old else 0
    for file, text in old.items():
        file.write_text(text, encoding="utf-8")
    return 0


def _holds(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text
