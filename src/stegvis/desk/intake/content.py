"""A judged row as it is kept while the sheet waits: encrypted text, and back again."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from stegvis.desk.intake.checking import Checked
from stegvis.desk.intake.columns import columns
from stegvis.desk.intake.faults import Fault
from stegvis.desk.intake.models import SheetRow


def packed(row: Checked) -> str:
    """What is kept of a row."""
    told = {"cells": row.cells, "facts": row.facts, "faults": [asdict(one) for one in row.faults]}
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False)


def unpacked(row: SheetRow) -> Checked:
    """The row again."""
    told = json.loads(row.content)
    facts = {key: _typed(key, value) for key, value in told["facts"].items()}
    faults = [Fault(**one) for one in told["faults"]]
    return Checked(row.number, told["cells"], facts, faults)


def _typed(key: str, value: Any) -> Any:
    column = columns().get(key)
    return date.fromisoformat(value) if column is not None and column.kind == "day" else value
