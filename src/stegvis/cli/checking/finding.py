"""One line of what `stegvis check` says."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Finding:
    """A fact about the installation: well, or a fault with how to mend it."""

    name: str
    ok: bool
    says: str
    mend: str = ""

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        return asdict(self)


def well(name: str, says: str) -> Finding:
    """Nothing to do."""
    return Finding(name, True, says)


def fault(name: str, says: str, mend: str) -> Finding:
    """Something is wrong, and this mends it."""
    return Finding(name, False, says, mend)
