"""Judging an upload before anything is stored: size, kind by content, name, and the virus scan."""

from __future__ import annotations

import logging
import subprocess
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents import kinds
from stegvis.core.documents.names import ending_of, shown_name

logger = logging.getLogger(__name__)
LARGEST = 10 * 1024 * 1024
SCAN_SECONDS = 60
CLEAN, INFECTED = 0, 1
"""What clamdscan and clamscan answer."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be stored."""

    name: str
    kind: str
    content: bytes
    is_scanned: bool


def check(upload: UploadedFile[bytes], *, field: str = "file") -> CheckedFile:
    """The file, if it may be stored; NotAllowedNowError with a sentence that says why not.

    Belongs before the action: a scan may take long, and a transaction mustn't.
    """
    name = shown_name(upload.name or "")
    if not upload.size:
        raise NotAllowedNowError(_("“%(name)s” is empty.") % {"name": name}, field=field)
    if upload.size > LARGEST:
        raise NotAllowedNowError(_too_large(name, upload.size), field=field)
    upload.seek(0)
    content = upload.read()
    kind = kinds.kind_of(content)
    if kind is None or ending_of(name).lower() not in ("", *kind.endings):
        raise NotAllowedNowError(_not_what_it_claims(name, content, kind), field=field)
    name = name if ending_of(name) else name + kind.endings[0]
    return CheckedFile(name, kind.code, content, is_scanned=_scan(content, name, field))


def _too_large(name: str, size: int) -> str:
    return _(
        "“%(name)s” is %(size)s. At most %(largest)s are taken: save it smaller, or split it."
    ) % {"name": name, "size": filesizeformat(size), "largest": filesizeformat(LARGEST)}


def _not_what_it_claims(name: str, content: bytes, kind: kinds.Kind | None) -> str:
    facts = {"name": name, "is": str(kinds.words_for(content))}
    if kind is not None:
        return (
            _("“%(name)s” is %(is)s, whatever its name says. Save it under its right ending.")
            % facts
        )
    return (
        _("“%(name)s” is %(is)s. PDF, PNG, JPEG, Word, Excel, OpenDocument and text are taken.")
        % facts
    )


def _scan(content: bytes, name: str, field: str) -> bool:
    """Ask the scanner, where one is set. Without a clear answer nothing is taken."""
    command: list[str] = settings.SCAN_COMMAND
    if not command:
        return False
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SCAN_SECONDS, check=False
        )
        answer = done.returncode
    except (OSError, subprocess.SubprocessError) as error:
        logger.error("The virus scanner gave no answer: %s", type(error).__name__)
        answer = -1
    if answer == CLEAN:
        return True
    if answer == INFECTED:
        logger.warning("The virus scanner refused an upload.")
        sentence = _("The virus scan found something in “%(name)s”. It hasn't been stored.")
    else:
        sentence = _("“%(name)s” can't be scanned for viruses right now. Try again in a while.")
    raise NotAllowedNowError(sentence % {"name": name}, field=field)
