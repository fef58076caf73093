"""Finding persons by a phone number or an e-mail address, however it is written."""

from __future__ import annotations

from stegvis.core import addresses, encryption

PURPOSE = "contact way"


def of(value: str) -> str:
    """The fingerprint stored beside the number or the address; '' for a postal address."""
    return next(iter(every(value)), "")


def every(value: str) -> list[str]:
    """Those of one way under every data key, newest first: what a look-up has to try."""
    known_by = addresses.bare(value)
    return encryption.blind_indexes(known_by, purpose=PURPOSE) if known_by else []
