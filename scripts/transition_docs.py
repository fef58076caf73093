"""Write the tables of what can happen to a stored status into docs/reference, from the code's data.

python scripts/transition_docs.py            write the tables
python scripts/transition_docs.py --check    change nothing; 1 when a page is out of date
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stegvis.core.transitions import Transition

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
BETWEEN = r"(<!-- transitions of {name}:.*?-->\n).*?(<!-- end of transitions -->)"
HEAD = "| From | To | Because | Says why in | Empties |\n|---|---|---|---|---|"


def tables() -> dict[str, tuple[str, tuple[Transition, ...]]]:
    """Each model with a stored status, its page, and the steps."""
    from stegvis.core.jobs.models import TRANSITIONS  # noqa: PLC0415
    from stegvis.core.notices.models import NOTICE_TRANSITIONS  # noqa: PLC0415

    return {
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


def main(words: list[str]) -> int:
    """Write the tables, or with --check say whether they are current."""
    import django  # noqa: PLC0415

    os.environ.setdefault("STEGVIS_ENV", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.conf.settings")
    django.setup()
    old = []
    for name, (page, steps) in tables().items():
        file = REFERENCE / page
        text = file.read_text(encoding="utf-8")
        new = renewed(text, name, steps)
        if new != text:
            old.append(page)
        if "--check" not in words:
            file.write_text(new, encoding="utf-8")
    if "--check" in words:
        print(f"out of date: {', '.join(old)}" if old else "the tables are current")
        return 1 if old else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
