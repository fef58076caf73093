"""What came with a referral: kept and shown by the rooms that hold documents."""

from __future__ import annotations

from stegvis.casework.cases.models import Referral
from stegvis.casework.cases.registries import ENCLOSURES
from stegvis.core.audit.actor import Actor
from stegvis.core.documents.checking import CheckedFile


def enclose(referral: Referral, files: list[CheckedFile], *, by: Actor) -> None:
    """Keep checked files with the referral, in the transaction that stores it."""
    for _name, room in ENCLOSURES:
        if files:
            room.enclose(referral, files=files, by=by)


def mark(referrals: list[Referral], *, by: Actor) -> None:
    """Give each referral, as `enclosed`, the documents that came with it and may be opened."""
    for referral in referrals:
        referral.enclosed = []
    for _name, room in ENCLOSURES:
        found = room.enclosed(referrals, by=by)
        for referral in referrals:
            referral.enclosed = [*referral.enclosed, *found.get(referral.pk, [])]
