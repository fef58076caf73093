"""Write the record of processing, the disposal plan and the impact assessment's tables.

python scripts/data_protection_docs.py            write the pages
python scripts/data_protection_docs.py --check    change nothing; 1 when a page is out of date

The data are docs/data-protection/register.toml and risks.toml; which tables and columns there are,
which columns are encrypted and how many days things are kept come from the code.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generated import DOCS, write_or_check

if TYPE_CHECKING:
    from django.db import models

FOLDER = DOCS / "data-protection"
LANGUAGES = ("sv", "nb", "en")
ABOUT = ("participant", "account", "contact", "nobody")
NOT_TOLD = frozenset({"id", "tenant", "tenant_id", "version", "secrecy_area"})
"""Columns that every table has, told once in the head of the page."""


def register() -> dict[str, Any]:
    """What is kept, why and how long, as docs/data-protection/register.toml has it."""
    return tomllib.loads((FOLDER / "register.toml").read_text(encoding="utf-8"))


def words() -> dict[str, Any]:
    """Headings and sentences of the pages, in three languages."""
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


def our_models() -> dict[str, type[models.Model]]:
    """Every table of ours, by its name."""
    from django.apps import apps  # noqa: PLC0415

    ours = [model for model in apps.get_models() if model.__module__.startswith("stegvis.")]
    return {model._meta.db_table: model for model in ours}


def days_kept() -> dict[str, int]:
    """The times that the code holds, in days, by name."""
    from stegvis.core.jobs import standing  # noqa: PLC0415

    return {name: getattr(standing, name).days for name in ("KEEP_SENT_FORMS", "KEEP_JOBS")}


def columns(model: type[models.Model]) -> str:
    """What a table's columns are called; * where the value is encrypted."""
    from stegvis.core.fields import EncryptedTextField  # noqa: PLC0415

    told = [field for field in model._meta.concrete_fields if field.name not in NOT_TOLD]
    stars = ["*" if isinstance(field, EncryptedTextField) else "" for field in told]
    names = (f"`{field.name}`{star}" for field, star in zip(told, stars, strict=True))
    return ", ".join(names)


def record(language: str) -> str:
    """The record of processing (GDPR art. 30) as a page in Markdown."""
    told, said, ours = register(), words(), our_models()
    texts = said["record"]
    lines = [f"# {texts['title'][language]}", "", texts["head"][language], ""]
    for key, purpose in told["purposes"].items():
        tables = {n: t for n, t in told["tables"].items() if t["purpose"] == key}
        if not tables or not purpose["basis"]:
            continue
        lines += [f"## {purpose[language]}", "", *_grounds(purpose, texts, language), ""]
        lines += _head(texts["columns"], language)
        for name, table in sorted(tables.items()):
            special = said["yes"][language] if table.get("special") else ""
            cells = [table[language], said["about"][table["about"]][language], special]
            lines.append(_row([*cells, f"`{name}`: {columns(ours[name])}"]))
        lines.append("")
    return "\n".join([*lines, texts["foot"][language], ""])


def _grounds(purpose: dict[str, str], texts: dict[str, Any], language: str) -> list[str]:
    """What the processing rests on: the regulation, and the law of the reader's country."""
    countries = {"sv": ("law_se",), "nb": ("law_no",), "en": ("law_se", "law_no")}[language]
    grounds = f"{texts['basis'][language]} {purpose['basis']}"
    if purpose["special"]:
        grounds += f"; {purpose['special']}"
    return [f"- {grounds}", *(f"- {purpose[country]}" for country in countries)]


def disposal(language: str) -> str:
    """The disposal plan as a page in Markdown: how long each table's rows stay."""
    told, said = register(), words()
    texts, days = said["disposal"], days_kept()
    lines = [f"# {texts['title'][language]}", "", texts["head"][language], ""]
    for key, kept in told["kept"].items():
        tables = sorted(n for n, table in told["tables"].items() if table["kept"] == key)
        if not tables:
            continue
        lines += [f"## {kept[language].format(**days)}", ""]
        lines += [f"- {told['tables'][name][language]} (`{name}`)" for name in tables]
        lines.append("")
    return "\n".join([*lines, texts["foot"][language], ""])


def impact(language: str) -> str:
    """The draft of an impact assessment (GDPR art. 35) as a page in Markdown."""
    texts = tomllib.loads((FOLDER / "risks.toml").read_text(encoding="utf-8"))
    lines = [f"# {texts['title'][language]}", "", texts["head"][language].strip(), ""]
    for part in texts["parts"]:
        lines += [f"## {part[language]}", "", part["text"][language].strip(), ""]
    lines += [f"## {texts['risks_title'][language]}", "", texts["scale"][language], ""]
    lines += _head(texts["columns"], language)
    for number, risk in enumerate(texts["risks"], start=1):
        shown = ", ".join(f"[{Path(test).name}](../../{test})" for test in risk["shown_by"])
        level = f"{risk['likelihood']} × {risk['harm']}"
        left = f"{risk['likelihood_left']} × {risk['harm']}"
        cells = [str(number), risk[language], level, risk["measure"][language], left, shown]
        lines.append(_row(cells))
    return "\n".join([*lines, "", texts["foot"][language].strip(), ""])


def _head(names: list[dict[str, str]], language: str) -> list[str]:
    return [_row([name[language] for name in names]), "|---" * len(names) + "|"]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def pages() -> dict[Path, str]:
    """Every page as it should be."""
    kinds = {"record-of-processing": record, "disposal-plan": disposal, "impact-assessment": impact}
    return {
        FOLDER / f"{name}.{language}.md": write(language)
        for name, write in kinds.items()
        for language in LANGUAGES
    }


if __name__ == "__main__":
    sys.exit(write_or_check(pages, sys.argv[1:]))
