"""All tests: on SQLite, again on PostgreSQL, and in a browser once. `./run test [pytest words]`.

Notes on what can't run and how to get it come first; the last line sums everything up. With
STEGVIS_REQUIRE_ALL=1 whatever can't run, and every skipped test, is a failure.

Each run is divided among as many processes as there are processors, each with a database, a data
folder and ports of its own.
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
INTERRUPTED = 130


@dataclass
class Pass:
    """One run of pytest. `divided` says how (`--dist` of pytest-xdist)."""

    name: str
    marks: str
    divided: str = "worksteal"
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, words: list[str], folder: Path, shared: dict[str, str]) -> Counter[str]:
        """Run to the end; how many tests passed, failed and were skipped.

        A run that breaks off before any test could fail counts as one that failed.
        """
        report = folder / f"{self.name}.json"
        environment = {**shared, **self.environment, "STEGVIS_TEST_REPORT": str(report)}
        among = ["-n", str(os.cpu_count() or 1), "--dist", self.divided]
        command = [sys.executable, "-m", "pytest", "-q", *among, "-m", self.marks, *words]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        counts: Counter[str] = Counter(json.loads(report.read_text()) if report.exists() else {})
        if code not in (0, NO_TESTS_MATCHED) and not counts["failed"]:
            counts["failed"] = 1
        return counts


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
                environment={"STEGVIS_TEST_DATABASE": "postgresql"},
            )
        )
    else:
        notes.append(
            "PostgreSQL: no server answers, so its run is left out. Start one and set "
            "STEGVIS_TEST_POSTGRES to a superuser's URL (postgresql://role:password@host:port/db)."
        )
    chromium = find_chromium()
    if chromium:
        # A file of these tells one story, in order.
        passes.append(Pass("browser", "browser", "loadfile", {"STEGVIS_CHROMIUM": chromium}))
    else:
        notes.append(
            "Browser: no Chromium was found, so its tests are left out. Install one (Debian: "
            "apt-get install chromium) or set STEGVIS_CHROMIUM to its path."
        )
    return passes, notes


def run_all(passes: list[Pass], words: list[str]) -> Counter[str]:
    """Run the passes one after the other, and sum their counts."""
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="stegvis-tests-") as folder:
        shared = _environment(Path(folder))
        for one in passes:
            print(f"\n== {one.name}", flush=True)
            total += one.run(words, Path(folder), shared)
    return total


def _environment(folder: Path) -> dict[str, str]:
    """Our own environment, in which modules are compiled once and not by every process anew.

    Where bytecode isn't to be left beside the modules (containers often say so), it goes into the
    folder of the run: the tests start the command some hundred times.
    """
    ours = dict(os.environ)
    if ours.pop("PYTHONDONTWRITEBYTECODE", ""):
        ours["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    return ours


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
    total = run_all(passes, words)
    if not sum(total.values()):
        print("No test matched.")
    print()
    print(last_line(total))
    missing = bool(notes or total["skipped"])
    return int(bool(total["failed"]) or not sum(total.values()) or (required and missing))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        # The runs got the same signal and have ended by themselves.
        sys.exit(INTERRUPTED)
