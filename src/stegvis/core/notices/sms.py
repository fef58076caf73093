"""Text messages: into a file by default, or to a gateway over HTTP.

The gateway's protocol (`docs/reference/notices.md`): POST of a JSON object with `to`, `from`,
`text` and `key`; any 2xx answer is a yes, and its `id`, when it has one, is kept. 408, 425, 429 and
5xx, no answer and no connection are tried again, with the same key, and not before `Retry-After`
where it is said; any other answer is a no.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from stegvis.core import clock

ANSWER_SECONDS = 10
ANSWER_BYTES = 64 * 1024
TRY_AGAIN = (408, 425, 429)
LONGEST_WAIT = 86_400
COUNTRY_CODES = {"SE": "46", "NO": "47"}


class UndeliveredError(Exception):
    """It wasn't sent, with a code why; `for_good` when trying again is no use.

    `after` is how long the provider asked us to wait before that.
    """

    def __init__(
        self, code: str, *, for_good: bool = False, after: timedelta = timedelta(0)
    ) -> None:
        super().__init__(code)
        self.code = code
        self.for_good = for_good
        self.after = after


class Sender(Protocol):
    """What sends text messages."""

    def send(self, to: str, text: str, *, key: str) -> str:
        """Send and return the provider's id; UndeliveredError when it wasn't taken."""


def sender() -> Sender:
    """The gateway when settings.SMS_URL names one, else the file."""
    if settings.SMS_URL:
        return Gateway(settings.SMS_URL, settings.SMS_TOKEN, settings.SMS_FROM)
    return Outbox(Path(settings.OUTBOX_DIR))


class Outbox:
    """One file per message, named by its key, so that a message sent twice is there once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, to: str, text: str, *, key: str) -> str:
        """Write the file whole or not at all."""
        content = json.dumps({"to": to, "text": text}, ensure_ascii=False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f"{key}.part"
            part.write_text(content, encoding="utf-8")
            part.replace(self.folder / f"{key}.sms.json")
        except OSError as error:
            raise UndeliveredError("unavailable") from error
        return key


class Gateway:
    """A provider's HTTP gateway."""

    def __init__(self, url: str, token: str, sender_name: str) -> None:
        self.url = url
        self.token = token
        self.sender_name = sender_name

    def send(self, to: str, text: str, *, key: str) -> str:
        """POST the message. The key is sent as `Idempotency-Key` as well."""
        message = {"to": to, "from": self.sender_name, "text": text, "key": key}
        request = urllib.request.Request(
            self.url,
            data=json.dumps(message).encode(),
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        try:
            with _opener.open(request, timeout=ANSWER_SECONDS) as answer:
                return _id_in(answer.read(ANSWER_BYTES)) or key
        except urllib.error.HTTPError as error:
            error.close()
            again = error.code in TRY_AGAIN or error.code >= 500
            after = _asked_to_wait(error.headers.get("Retry-After", ""))
            code = f"http_{error.code}"
            raise UndeliveredError(code, for_good=not again, after=after) from error
        except (OSError, HTTPException) as error:
            raise UndeliveredError("unavailable") from error


def _asked_to_wait(header: str) -> timedelta:
    """What `Retry-After` asks for, in seconds or as a date (RFC 9110, 10.2.3); 0 for neither."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text), LONGEST_WAIT))
    try:
        wait = parsedate_to_datetime(text) - clock.now()
    except (ValueError, TypeError):
        return timedelta(0)
    return max(wait, timedelta(0))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Nobody is led elsewhere with a number and a token in hand."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def _id_in(answer: bytes) -> str:
    """The provider's own id, when the answer is an object that has one."""
    try:
        found = json.loads(answer)
    except ValueError:
        return ""
    value = found.get("id") if isinstance(found, dict) else None
    return str(value)[:120] if value else ""


def international(number: str, country: str) -> str:
    """A number as a gateway wants it: + and the country's code, digits only."""
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    if digits.startswith("+"):
        return digits
    if digits.startswith("00"):
        return "+" + digits[2:]
    return f"+{COUNTRY_CODES.get(country, '46')}{digits.removeprefix('0')}"
