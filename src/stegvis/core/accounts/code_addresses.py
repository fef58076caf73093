"""What is kept of a phone number or an e-mail address that a code to sign in went to."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from stegvis.core.addresses import one_form


def fingerprint(typed: str) -> str:
    """What is kept of it (hex, 64 characters); made with the installation's secret key."""
    text = one_form(typed)
    return salted_hmac("stegvis code address", text, algorithm="sha256").hexdigest()
