"""Making an archive: written beside its place under another name, read through, then renamed."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import connection

from stegvis.casework.people import erasures
from stegvis.cli.archiving import databases, manifest, reading
from stegvis.cli.errors import BadInputError, CannotGoOnError
from stegvis.cli.screen import Step
from stegvis.core import clock, encryption
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.models import EventKind

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Made:
    """What an archive holds."""

    size: int
    rows: int
    documents: int


def make(target: Path, progress: Step) -> Made:
    """Write a backup of the installation to `target`; nothing is left there when it fails."""
    if target.exists():
        raise BadInputError(f"{target} exists already. Choose another name for this backup.")
    if not target.parent.is_dir():
        raise BadInputError(f"There is no folder {target.parent}. Make it, or choose another.")
    by = Actor.system("backup", tenant_id=None)
    log.write_event(by, EventKind.EXPORT, "installation.backed_up")
    try:
        with tempfile.TemporaryDirectory(prefix=".stegvis-backup-", dir=target.parent) as folder:
            draft = Path(folder) / target.name
            made = _write(draft, Path(folder), progress)
            draft.replace(target)
    except OSError as error:
        raise CannotGoOnError(
            f"The backup couldn't be written to {target.parent} ({error.strerror}). Nothing was "
            "left there. Make room, or choose another folder."
        ) from error
    return made


def _write(draft: Path, folder: Path, progress: Step) -> Made:
    erasures.keep_file()
    dumped = folder / manifest.DATABASE[connection.vendor]
    facts = databases.dump(dumped)
    documents = _documents()
    total = 2 * (len(documents) + 2)
    files: dict[str, str] = {}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        files[dumped.name] = _add(archive, dumped, dumped.name)
        dumped.unlink()
        files[manifest.ERASURES] = _add(archive, erasures.path(), manifest.ERASURES)
        for done, document in enumerate(documents, start=2):
            name = manifest.DOCUMENTS + document.relative_to(settings.MEDIA_ROOT).as_posix()
            try:
                files[name] = _add(archive, document, name)
            except FileNotFoundError:
                continue  # removed since the database was copied: its row is an erased one
            progress(done, total)
        archive.writestr(manifest.NAME, _manifest(facts, files).to_json())
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    half = total // 2
    reading.verify(draft, lambda done, _of: progress(half + done, total))
    return Made(draft.stat().st_size, sum(facts.rows.values()), len(files) - 2)


def _documents() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def _add(archive: zipfile.ZipFile, source: Path, name: str) -> str:
    """Add a file and return its SHA-256."""
    digest = hashlib.sha256()
    with source.open("rb") as read:
        entry = zipfile.ZipInfo.from_file(source, name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(entry, "w", force_zip64=True) as written:
            while chunk := read.read(CHUNK):
                digest.update(chunk)
                written.write(chunk)
    return digest.hexdigest()


def _manifest(facts: databases.Facts, files: dict[str, str]) -> manifest.Manifest:
    probe, *older = (encryption.encrypt_with(key, manifest.PROBE) for key in settings.DATA_KEYS)
    return manifest.Manifest(
        version=metadata.version("stegvis"),
        made_at=clock.now().isoformat(timespec="seconds"),
        kind=connection.vendor,
        migrations=facts.migrations,
        rows=facts.rows,
        seals=facts.seals,
        files=files,
        probe=probe,
        older_probes=older,
    )
