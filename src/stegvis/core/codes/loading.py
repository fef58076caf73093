"""Loading the code lists from `data/*.csv`, the one place where they are written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from stegvis.core import clock
from stegvis.core.codes.models import Code

DATA = Path(__file__).parent / "data"


def rows() -> Iterator[Code]:
    """Every code of the data files, in file order; the order column follows from it."""
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for order, row in enumerate(csv.DictReader(lines)):
                yield _code(path.stem, order, row)


def _code(list_key: str, order: int, row: dict[str, str]) -> Code:
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
