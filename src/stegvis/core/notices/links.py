"""The letters that carry a link: the way in for somebody who has no other yet, and the question to
a new address whether it is to be signed in with.

A link's token is nowhere stored. It follows from the notice (or from the change of address) and the
installation's secret, so that every attempt to send carries the same link, and a copy of the outbox
opens nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from stegvis.core import days, site
from stegvis.core.accounts.queries import link_expires, waiting_addresses
from stegvis.core.notices.models import Notice
from stegvis.core.notices.registries import LETTERS
from stegvis.core.notices.sms import UndeliveredError
from stegvis.core.notices.texts import NEW_ADDRESS, SIGN_IN, Text, in_language

LASTS = timedelta(hours=24)
"""Long enough for a new colleague to reach it the next morning, short for a mailbox left open."""

LETTER = Text(
    _("Your link to sign in"),
    _(
        "Open the link and press the button:\n\n%(url)s\n\nIt works once, until %(until)s. If you "
        "didn't expect it, you need do nothing."
    ),
)


ADDRESS_LETTER = Text(
    _("Confirm your new address"),
    _(
        "This address is to be the one you sign in with. Open the link and press the button:\n\n"
        "%(url)s\n\nIt works once, until %(until)s. Until you have pressed it, nothing changes. If "
        "you didn't expect this, you need do nothing."
    ),
)


def token_of(notice: Notice) -> str:
    """The token of the link that a notice carries."""
    return salted_hmac("stegvis sign-in link", notice.public_id, algorithm="sha256").hexdigest()


def letter(notice: Notice, language: str) -> tuple[str, str] | None:
    """Subject and body; None when the link has been used, replaced, or its time is up.

    UndeliveredError while the installation has no address that the link could lead to.
    """
    token = token_of(notice)
    expires = link_expires(token)
    if expires is None:
        return None
    return _written(LETTER, "accounts:link", token, expires, language)


def address_letter(notice: Notice, language: str) -> tuple[str, str] | None:
    """The same of the letter to a new address."""
    change = waiting_addresses().filter(pk=notice.recipient_id).first()
    if change is None:
        return None
    return _written(ADDRESS_LETTER, "accounts:address", change.token, change.expires_at, language)


LETTERS.register(SIGN_IN, letter)
LETTERS.register(NEW_ADDRESS, address_letter)


def _written(
    text: Text, page: str, token: str, expires: datetime, language: str
) -> tuple[str, str]:
    with translation.override(in_language(language)):
        until = days.said(timezone.localtime(expires), "l j F H:i")
        url = _here() + reverse(page, args=[token])
        return str(text.subject), str(text.body) % {"url": url, "until": until}


def _here() -> str:
    try:
        return site.address()
    except site.NoAddressError as error:
        raise UndeliveredError("no_address") from error
