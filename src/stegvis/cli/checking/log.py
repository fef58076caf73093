"""Checks of the log and of erasures: its seals hold, and who was erased is gone."""

from __future__ import annotations

from stegvis.casework.people import erasures
from stegvis.cli.auditing.verifying import verify
from stegvis.cli.checking.finding import Finding, fault, well
from stegvis.cli.words import counted


def audit() -> Finding:
    """Every seal of every tenant fits what it sealed."""
    verdict = verify(lambda _done, _of: None)
    if verdict.faults:
        return fault(
            "audit",
            f"{counted(len(verdict.faults), 'fault')} in the log",
            "See which: stegvis audit verify",
        )
    return well("audit", counted(verdict.seals, "seal holds", "seals hold"))


def erased_persons() -> Finding:
    """Nobody on the list of erasures is in the database (after a restore by other means)."""
    try:
        listed = erasures.read(erasures.path())
    except erasures.ErasureListError as error:
        return fault("erasures", str(error), "Put back a whole copy of the list.")
    back = erasures.still_here(listed)
    if back:
        return fault(
            "erasures",
            counted(
                len(back),
                "erased person is in the database again",
                "erased persons are in the database again",
            ),
            "Restore the backup with: stegvis restore FILE --over",
        )
    return well(
        "erasures",
        counted(len(listed), "person was erased and is gone", "persons were erased and are gone"),
    )
