"""What a good row says, in words: shown before anything of it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from stegvis.core.accounts.models import Account
from stegvis.core.codes import queries as codes
from stegvis.desk.intake.checking import Checked
from stegvis.desk.intake.taking import FULL_TIME


@dataclass(frozen=True)
class Line:
    """A row as it will be read; whoever's identity the row protects has no name in it."""

    number: int
    who: str
    born: date | None
    is_known: bool
    opened_on: date | None
    coordinator: str
    goal: str
    step: str
    placement: str

    def __str__(self) -> str:
        """On one line, for a screen of text."""
        state = _("known already") if self.is_known else _("new")
        case = f"{self.opened_on:%Y-%m-%d}" if self.opened_on else _("today")
        parts = (self.who, state, case, self.coordinator or _("waits in the queue"),
                 self.goal, self.step, self.placement)  # fmt: skip
        return " · ".join(part for part in parts if part)


def lines(rows: Iterable[tuple[Checked, bool]]) -> list[Line]:
    """Each row, and whether the person is known already."""
    told = list(rows)
    names = _names(row.facts.get("coordinator", 0) for row, _known in told)
    return [_line(row, is_known, names) for row, is_known in told]


def _line(row: Checked, is_known: bool, names: dict[int, str]) -> Line:
    facts = row.facts
    name = f"{facts['given_name']} {facts['family_name']}"
    protected = facts.get("protection")
    coordinator = names.get(facts.get("coordinator", 0), "")
    return Line(
        number=row.number,
        who=_("Protected case") if protected else name,
        born=None if protected else facts.get("birth_date"),
        is_known=is_known,
        opened_on=facts.get("opened_on"),
        coordinator=coordinator,
        goal=facts.get("goal", "") if coordinator else "",
        step=_step(facts) if coordinator else "",
        placement=_placement(facts) if coordinator else "",
    )


def _names(accounts: Iterable[int]) -> dict[int, str]:
    rows = Account.objects.filter(pk__in={pk for pk in accounts if pk}).order_by()
    return dict(rows.values_list("pk", "name"))


def _step(facts: dict[str, Any]) -> str:
    if not facts.get("step"):
        return ""
    label = codes.label("measure_type", facts["step"])
    return _joined(label, _days(facts, "step_starts_on", "step_ends_on"))


def _placement(facts: dict[str, Any]) -> str:
    if not facts.get("placement") or not facts.get("placement_starts_on"):
        return ""
    label = codes.label("placement_kind", facts["placement"])
    days = _days(facts, "placement_starts_on", "placement_ends_on")
    extent = facts.get("extent", FULL_TIME)
    return _joined(label, facts.get("employer", ""), days, f"{extent} %")


def _days(facts: dict[str, Any], first: str, last: str) -> str:
    days = (facts.get(first), facts.get(last))
    return "–".join(f"{day:%Y-%m-%d}" if day else "" for day in days) if any(days) else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
