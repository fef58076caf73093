"""All tests: on SQLite, again on PostgreSQL, and in a browser once. `./run test [pytest words]`.

Notes on what can't run and how to get it come first; the last line sums everything up. With
STEGVIS_REQUIRE_ALL=1 whatever can't run, and every skipped test, is a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("STEGVIS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NO_TESTS_MATCHED = 5


@dataclass
class Pass:
    """One run of pytest."""

    name: str
    marks: str
    environment: dict[str, str] = field(default_factory=dict)


def find_chromium() -> str | None:
    """The browser the tests drive, if there is one."""
    wanted = os.environ.get("STEGVIS_CHROMIUM")
    return next(filter(None, (shutil.which(c) for c in (wanted, *CHROMIUMS) if c)), None)


def postgres_answers() -> bool:
    """Whether the server for the second run can be reached."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def plan() -> tuple[list[Pass], list[str]]:
    """The passes that can run, and a note for each that can't."""
    passes = [Pass("SQLite", "not browser")]
    notes: list[str] = []
    if postgres_answers():
        passes.append(
            Pass(
                "PostgreSQL",
                "not browser and not laws and not pure",
                {"STEGVIS_TEST_DATABASE": "postgresql"},
            )
        )
    else:
        notes.append(
            "PostgreSQL: no server answers, so its run is left out. Start one and set "
            "STEGVIS_TEST_POSTGRES to a superuser's URL (postgresql://role:password@host:port/db)."
        )
    chromium = find_chromium()
    if chromium:
        passes.append(Pass("browser", "browser", {"STEGVIS_CHROMIUM": chromium}))
    else:
        notes.append(
            "Browser: no Chromium was found, so its tests are left out. Install one (Debian: "
            "apt-get install chromium) or set STEGVIS_CHROMIUM to its path."
        )
    return passes, notes


def run(one: Pass, words: list[str]) -> tuple[Counter[str], bool]:
    """Run a pass; its counts, and whether anything went wrong."""
    print(f"\n== {one.name}", flush=True)
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        environment = {**os.environ, **one.environment, "STEGVIS_TEST_REPORT": report.name}
        command = [sys.executable, "-m", "pytest", "-q", "-m", one.marks, *words]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        text = Path(report.name).read_text()
    counts: Counter[str] = Counter(json.loads(text) if text else {})
    return counts, code not in (0, NO_TESTS_MATCHED)


def last_line(counts: Counter[str]) -> str:
    """`N passed`, with failed and skipped where there are any."""
    parts = [f"{counts['passed']} passed"]
    parts += [f"{counts[kind]} {kind}" for kind in ("failed", "skipped") if counts[kind]]
    return ", ".join(parts)


def main(words: list[str]) -> int:
    """Run everything; 0 when all that ran passed and all that must run could."""
    required = os.environ.get("STEGVIS_REQUIRE_ALL") == "1"
    passes, notes = plan()
    for note in notes:
        print(f"Note: {note}")
    total: Counter[str] = Counter()
    wrong = bool(required and notes)
    for one in passes:
        counts, failed = run(one, words)
        total += counts
        wrong = wrong or failed
    if required and total["skipped"]:
        wrong = True
    if not sum(total.values()):
        print("No test matched.")
        wrong = True
    print()
    print(last_line(total))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
