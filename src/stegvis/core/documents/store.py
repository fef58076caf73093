"""The private store: encrypted files with random names, a folder per tenant, outside the web root.

A file is encrypted whole, with a key of its own, as one Fernet token: the same primitive as every
other value at rest. With documents of at most ten megabytes that fits in memory, and nothing is
ever handed out of a file that was cut or tampered with, since a token opens whole or not at all; a
chunked format would have to be ours. The price is a third more room on the disk.
"""

from __future__ import annotations

import errno
import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from stegvis.core import encryption
from stegvis.core.audit.refusals import NotAllowedNowError

logger = logging.getLogger(__name__)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PART = ".part"


class DamagedDocumentError(Exception):
    """The file is missing, cut or changed: it has to come from a backup."""


def folder_of(tenant_id: int) -> Path:
    """Where a tenant's files are."""
    return Path(settings.MEDIA_ROOT) / str(tenant_id)


def new_name() -> str:
    """A random name that says nothing."""
    return secrets.token_hex(16)


def write(tenant_id: int, name: str, content: bytes, *, key: str) -> None:
    """Store a file whole or not at all; NotAllowedNowError when there is no room.

    Written beside, flushed to the disk, then renamed. It is there before the row is committed; a
    row that is never committed leaves a file nobody can read, which the sweep removes.
    """
    path = folder_of(tenant_id) / name
    part = path.with_suffix(PART)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_through(part, encryption.encrypt_bytes_with(key, content))
        part.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        _remove_quietly(part)
        logger.error("A document couldn't be stored: %s", errno.errorcode.get(error.errno or 0))
        raise NotAllowedNowError(_sentence(error), field="file") from error


def read(tenant_id: int, name: str, *, key: str) -> bytes:
    """The content; DamagedDocumentError when the file can't be opened whole."""
    try:
        return encryption.decrypt_bytes_with(key, (folder_of(tenant_id) / name).read_bytes())
    except (OSError, encryption.CannotDecryptError) as error:
        raise DamagedDocumentError(name) from error


def remove(tenant_id: int, name: str) -> None:
    """Remove a file; one that is gone already is no fault."""
    (folder_of(tenant_id) / name).unlink(missing_ok=True)


def names(tenant_id: int, *, older_than: float) -> Iterator[str]:
    """Files of a tenant last written before a moment (seconds since 1970), unfinished ones too."""
    folder = folder_of(tenant_id)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.stat().st_mtime < older_than:
            yield path.name


def _write_through(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_quietly(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        logger.error("An unfinished document is left to the sweep.")


def _sentence(error: OSError) -> str:
    if error.errno in NO_ROOM:
        return _(
            "There is no room left for documents, so this one hasn't been stored. Tell the "
            "administrator; everything else works on."
        )
    return _("The document couldn't be stored. Nothing has been saved; tell the administrator.")
