"""The name of a file as it is shown and offered: what was typed, without tricks."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
"""Unicode categories that can't be seen, among them those that turn the direction of writing:
with one of these "gpj.exe" is shown as "exe.jpg"."""


def shown_name(name: str) -> str:
    """The last part of the path, composed, without hidden characters, at most 120 long.

    Nothing left: "document". The ending survives the shortening.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in HIDDEN)
    clean = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", seen)).strip(" .")
    stem, ending = PurePosixPath(clean or "document").stem, ending_of(clean)
    return stem[: LONGEST - len(ending)] + ending if len(clean) > LONGEST else clean or "document"


def ending_of(name: str) -> str:
    """The ending in small letters with its dot, or nothing; a long tail is no ending."""
    ending = PurePosixPath(name).suffix
    return ending if len(ending) <= 10 else ""
