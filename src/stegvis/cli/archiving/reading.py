"""Reading an archive: everything is compared with its checksum before anything is touched."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from stegvis.cli.archiving import manifest
from stegvis.cli.errors import BadInputError
from stegvis.cli.screen import Step
from stegvis.cli.words import counted

CHUNK = 1024 * 1024


def verify(file: Path, progress: Step) -> manifest.Manifest:
    """The manifest of an archive that is whole; BadInputError says what is wrong with another."""
    try:
        with zipfile.ZipFile(file) as archive:
            told = manifest.Manifest.from_json(archive.read(manifest.NAME).decode())
            _compare(archive, told, progress)
    except FileNotFoundError as error:
        raise BadInputError(f"There is no file {file}. Check the name.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, UnicodeDecodeError) as error:
        raise _not_whole(file, "it is cut off or isn't a backup of Stegvis") from error
    except OSError as error:
        raise BadInputError(f"{file} can't be read ({error.strerror}).") from error
    return told


def _compare(archive: zipfile.ZipFile, told: manifest.Manifest, progress: Step) -> None:
    name = Path(archive.filename or "")
    there = set(archive.namelist()) - {manifest.NAME}
    if there != set(told.files):
        raise _not_whole(
            name,
            counted(len(there ^ set(told.files)), "file is", "files are") + " missing or too many",
        )
    for done, (entry, digest) in enumerate(told.files.items(), start=1):
        if not _stays_inside(entry):
            raise _not_whole(name, f"{entry} would be written outside the data folder")
        if _digest(archive, entry) != digest:
            raise _not_whole(name, f"{entry} was changed after the backup was made")
        progress(done, len(told.files))


def _digest(archive: zipfile.ZipFile, entry: str) -> str:
    state = hashlib.sha256()
    with archive.open(entry) as read:
        while chunk := read.read(CHUNK):
            state.update(chunk)
    return state.hexdigest()


def _stays_inside(entry: str) -> bool:
    path = PurePosixPath(entry)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in entry


def _not_whole(file: Path, why: str) -> BadInputError:
    return BadInputError(
        f"{file} can't be restored: {why}. Nothing was changed. Take another copy of it, or an "
        "earlier backup."
    )


def extract(file: Path, folder: Path, progress: Step) -> None:
    """Unpack a verified archive into a folder, private to its owner."""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        for done, name in enumerate(names, start=1):
            archive.extract(name, folder)
            progress(done, len(names))
