"""Loading the code lists from `data/*.csv`, the one place where they are written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from stegvis.core import clock
from stegvis.core.codes.models import Code

DATA = Path(__file__).parent / "data"
FURTHER = DATA / "further"
"""Words of some lists in the participants' further languages, drafts until a speaker has read them:
a file as the list's own, with a column for each language."""


def rows() -> Iterator[Code]:
    """Every code of the data files, in file order; the order column follows from it."""
    for path in sorted(DATA.glob("*.csv")):
        further = _further(path.name)
        for order, row in enumerate(_read(path)):
            yield _code(path.stem, order, row, further.get(row["code"], {}))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _further(name: str) -> dict[str, dict[str, str]]:
    """Words by code and language; empty for a list that no participant meets."""
    path = FURTHER / name
    rows = _read(path) if path.exists() else []
    return {row["code"]: {k: v for k, v in row.items() if k != "code"} for row in rows}


def _code(list_key: str, order: int, row: dict[str, str], further: dict[str, str]) -> Code:
    return Code(
        list_key=list_key,
        code=row["code"],
        country=row["country"],
        group=row.get("group", ""),
        order=order,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        source=row["source"],
        to_be_confirmed=row["confirm"] == "yes",
        label_sv=row["sv"],
        label_nb=row["nb"],
        label_en=row["en"],
        further=further,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_codes() -> int:
    """Make the tables say what the files say; returns how many codes the files hold.

    A code that has left its file is retired, not removed. Safe to repeat.
    """
    wanted = list(rows())
    names = [f.name for f in Code._meta.concrete_fields if f.name != "id"]
    Code.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["list_key", "code"],
        update_fields=[name for name in names if name not in ("list_key", "code")],
    )
    current = {(code.list_key, code.code) for code in wanted}
    for code in Code.objects.filter(valid_to__isnull=True).order_by("pk"):
        if (code.list_key, code.code) not in current:
            code.valid_to = clock.today() - timedelta(days=1)
            code.save(update_fields=["valid_to"])
    return len(wanted)
