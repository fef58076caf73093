"""What a notice says: that there is something to sign in for, and nothing about whom or what.

A notice may be read on a shared phone, in a preview or by a provider. So: no name, no place, no
link (the letters in `links` and `codes` apart, which are one), and no word that tells what kind of
service the sender is.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.core.languages import pages_of


@dataclass(frozen=True)
class Text:
    """A subject (e-mail only) and a body of one or two sentences."""

    subject: str | Promise
    body: str | Promise


SIGN_IN, NEW_ADDRESS, CODE = "sign_in", "new_address", "code"
"""The letters of `links` and `codes`, which `tell` doesn't know."""

TEXTS = {
    "message": Text(_("You have a message"), _("You have a message. Sign in to read it.")),
    "get_in_touch": Text(
        _("Please get in touch"),
        _("Please call or write to your contact person when you can."),
    ),
    "task": Text(_("You have a new task"), _("You have a new task. Sign in to see it.")),
    "way_in": Text(
        _("A new way to sign in"),
        _("There is a new way to sign in as you. If you don't know why, tell your manager today."),
    ),
    "address": Text(
        _("A new address to sign in with"),
        _(
            "Another address has been proposed to sign in as you. Until it is confirmed there you "
            "sign in as before. If you don't know why, tell your manager today."
        ),
    ),
    "address_changed": Text(
        _("Your address to sign in with is changed"),
        _(
            "Another address is used to sign in as you from now on. If you don't know why, tell "
            "your manager today."
        ),
    ),
    "time_new": Text(
        _("You have a new appointment"),
        _("You have a new appointment. Sign in or call to hear when."),
    ),
    "time_changed": Text(
        _("An appointment has changed"),
        _("An appointment of yours has changed. Sign in or call to hear when."),
    ),
    "time_cancelled": Text(
        _("An appointment is cancelled"),
        _("An appointment of yours is cancelled. Sign in or call to hear more."),
    ),
    "review": Text(
        _("Something needs your review today"),
        _("Something has happened that needs your review today. Sign in to see it."),
    ),
}


def written(code: str, language: str) -> tuple[str, str]:
    """Subject and body in the language, or in the installation's where there is no catalogue."""
    with translation.override(in_language(language)):
        return str(TEXTS[code].subject), str(TEXTS[code].body)


def in_language(language: str) -> str:
    """The language, or the installation's where there is no catalogue."""
    try:
        return translation.get_supported_language_variant(pages_of(language))
    except LookupError:
        return settings.LANGUAGE_CODE
