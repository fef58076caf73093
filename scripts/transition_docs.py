"""Write the tables of what can happen to a stored status into docs/reference, from the code's data.

python scripts/transition_docs.py            write the tables
python scripts/transition_docs.py --check    change nothing; 1 when a page is out of date
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generated import DOCS, write_or_check

if TYPE_CHECKING:
    from stegvis.core.transitions import Transition

REFERENCE = DOCS / "reference"
BETWEEN = r"(<!-- transitions of {name}:.*?-->\n).*?(<!-- end of transitions -->)"
HEAD = "| From | To | Because | Says why in | Empties |\n|---|---|---|---|---|"


def tables() -> dict[str, tuple[str, tuple[Transition, ...]]]:
    """Each model with a stored status, its page, and the steps."""
    from stegvis.casework.meetings.models import MEETING_TRANSITIONS  # noqa: PLC0415
    from stegvis.core.jobs.models import TRANSITIONS  # noqa: PLC0415
    from stegvis.core.notices.models import NOTICE_TRANSITIONS  # noqa: PLC0415

    return {
        "meetings": ("meetings.md", MEETING_TRANSITIONS),
        "jobs": ("background-work.md", TRANSITIONS),
        "notices": ("notices.md", NOTICE_TRANSITIONS),
    }


def table(steps: tuple[Transition, ...]) -> str:
    """The steps as a table in Markdown."""
    lines = [HEAD]
    for step in steps:
        why = f"`{step.reason_in}`" if step.reason_in else ""
        emptied = ", ".join(f"`{name}`" for name in step.clears)
        cells = [str(step.start), str(step.end), step.because, why, emptied]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def renewed(text: str, name: str, steps: tuple[Transition, ...]) -> str:
    """The page with its table as it should be; ValueError where it has no place for one."""
    between = re.compile(BETWEEN.format(name=name), re.DOTALL)
    new, found = between.subn(lambda m: f"{m[1]}\n{table(steps)}\n\n{m[2]}", text)
    if found != 1:
        raise ValueError(f"no place for the transitions of {name}")
    return new


def pages() -> dict[Path, str]:
    """Each page as it should be."""
    found = {}
    for name, (page, steps) in tables().items():
        file = REFERENCE / page
        found[file] = renewed(file.read_text(encoding="utf-8"), name, steps)
    return found


if __name__ == "__main__":
    sys.exit(write_or_check(pages, sys.argv[1:]))
