"""The one letter that carries a link: the way in for somebody who has no other yet.

The link's token is nowhere stored. It follows from the notice and the installation's secret, so
that every attempt to send the notice carries the same link, and a copy of the outbox opens nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from stegvis.core import site
from stegvis.core.accounts.queries import link_expires
from stegvis.core.notices.models import Notice
from stegvis.core.notices.sms import UndeliveredError
from stegvis.core.notices.texts import Text, in_language

LASTS = timedelta(hours=24)
"""Long enough for a new colleague to reach it the next morning, short for a mailbox left open."""

LETTER = Text(
    _("Your link to sign in"),
    _(
        "Open the link and press the button:\n\n%(url)s\n\nIt works once, until %(until)s. If you "
        "didn't expect it, you need do nothing."
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
    with translation.override(in_language(language)):
        until = date_format(timezone.localtime(expires), "l j F H:i")
        url = _here() + reverse("accounts:link", args=[token])
        return str(LETTER.subject), str(LETTER.body) % {"url": url, "until": until}


def _here() -> str:
    try:
        return site.address()
    except site.NoAddressError as error:
        raise UndeliveredError("no_address") from error
