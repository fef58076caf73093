"""The instruments that come with the product: a TOML file in `data` for each version."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from stegvis.casework.situation.instruments import reading
from stegvis.casework.situation.instruments.definition import Instrument

DATA = Path(__file__).parent.parent / "data"


@cache
def shipped() -> Mapping[tuple[str, int], Instrument]:
    """Every version that comes with the product, by key and version."""
    files = sorted(DATA.glob("*.toml"))
    found = [reading.read(reading.parsed(file.read_bytes())) for file in files]
    return {(one.key, one.version): one for one in found}
