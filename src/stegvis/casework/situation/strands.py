"""What has been gone through with somebody, instrument by instrument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stegvis.casework.situation import catalogue, progress
from stegvis.casework.situation.instruments.definition import Instrument
from stegvis.casework.situation.models import Assessment
from stegvis.casework.situation.progress import Progress
from stegvis.core import clock


@dataclass(frozen=True)
class Strand:
    """The rounds with one instrument, the first to the last; the newest version is its name."""

    instrument: Instrument
    rounds: list[Assessment]

    @property
    def under_way(self) -> Assessment | None:
        """The round that somebody may still answer."""
        return next((one for one in self.rounds if one.is_under_way), None)

    @property
    def over(self) -> list[Assessment]:
        """Rounds that stand as they are."""
        return [one for one in self.rounds if not one.is_under_way]

    @property
    def progress(self) -> Progress | None:
        """The picture of what has been finished; None before the first time."""
        finished = [one for one in self.rounds if one.is_finished]
        finished.sort(key=lambda one: (one.taken_on or clock.today(), one.pk))
        return progress.draw(self.instrument, finished) if finished else None


def strands(rounds: Sequence[Assessment], *, always: Instrument) -> list[Strand]:
    """Rounds by their instrument: `always` first, though it has none; the others by name."""
    keys = {one.instrument for one in rounds} - {always.key}
    used = sorted(
        (catalogue.current(key) for key in keys), key=lambda one: (str(one.name), one.key)
    )
    return [
        Strand(one, [each for each in rounds if each.instrument == one.key])
        for one in (always, *used)
    ]
