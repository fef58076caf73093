"""Offering places of our own, and importing advertised ones."""

from stegvis.work.opportunities.actions.importing import (
    AdsNotImportedError,
    ImportReport,
    NotUnderstood,
    import_ads,
)
from stegvis.work.opportunities.actions.keeping import read_anew
from stegvis.work.opportunities.actions.own_places import PlaceFacts, edit, offer, withdraw

__all__ = [
    "AdsNotImportedError",
    "ImportReport",
    "NotUnderstood",
    "PlaceFacts",
    "edit",
    "import_ads",
    "offer",
    "read_anew",
    "withdraw",
]
