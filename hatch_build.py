"""Compile the message catalogues into the package at build time; no system gettext needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Writes a .mo beside every .po, for wheels and for editable installs alike."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the files are collected."""
        for catalogue in sorted(Path(self.root, "src", "stegvis", "locale").rglob("*.po")):
            target = catalogue.with_suffix(".mo")
            polib.pofile(str(catalogue)).save_as_mofile(str(target))
            build_data["artifacts"].append(target.relative_to(self.root).as_posix())
