"""Handing a notice to a provider: e-mail through Django, text messages through a gateway."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage

from stegvis.core.notices import sms
from stegvis.core.notices.models import Channel
from stegvis.core.notices.registries import Way
from stegvis.core.notices.sms import UndeliveredError


@dataclass(frozen=True)
class Letter:
    """What is sent, and the key that is the same at every attempt."""

    key: str
    subject: str
    body: str


def deliver(letter: Letter, way: Way, *, country: str) -> str:
    """Send and return the provider's id of it; UndeliveredError says whether to try again.

    A phone number without a country's code is one of `country`.
    """
    if way.channel == Channel.SMS:
        number = sms.international(way.address, country)
        return sms.sender().send(number, letter.body, key=letter.key)
    return _by_email(letter, way.address)


def _by_email(letter: Letter, address: str) -> str:
    """The same Message-ID at every attempt lets the receiving side drop a double."""
    message_id = f"<{letter.key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    email = EmailMessage(letter.subject, letter.body, to=[address], headers=headers)
    try:
        email.send()
    except smtplib.SMTPRecipientsRefused as error:
        raise UndeliveredError("refused", for_good=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise UndeliveredError("unavailable") from error
    return message_id
