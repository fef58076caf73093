"""Check of the audit: its seals hold."""

from __future__ import annotations

from stegvis.cli.auditing.verifying import verify
from stegvis.cli.checking.finding import Finding, fault, well


def audit() -> Finding:
    """Every seal of every tenant fits what it sealed."""
    verdict = verify(lambda _done, _of: None)
    if verdict.faults:
        return fault(
            "audit", f"{len(verdict.faults)} faults in the log", "See which: stegvis audit verify"
        )
    return well("audit", f"{verdict.seals} seals hold")
