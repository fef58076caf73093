"""Static files on the wire: compressed once, when the server starts.

A participant's phone may be on a slow line, and not every installation has a proxy in front that
compresses. Only files that are the same for everybody are: a page holds secrets beside what its
reader sends, whose length would tell (BREACH).
"""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

TEXTS = {".css", ".js", ".svg"}
"""Kinds of files that get much smaller; fonts are compressed already."""


class CompressedFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise with a gzip copy of each text file, for those who take one."""

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        """As WhiteNoise does it; without a copy where none can be kept."""
        plain = super().get_static_file(path, url, stat_cache)
        copy = _copy(Path(path)) if Path(path).suffix in TEXTS else None
        if copy is None:
            return plain
        _pattern, _path, headers = plain.alternatives[-1]
        kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
        return StaticFile(path, kept, encodings={"gzip": str(copy)})


def _copy(file: Path) -> Path | None:
    """The compressed copy among the installation's data, named by what it holds; made if need be.

    Several processes may start at once: each writes a file of its own and puts it into place whole.
    """
    content = file.read_bytes()
    folder = settings.DATA_DIR / "static"
    copy: Path = folder / f"{hashlib.sha256(content).hexdigest()[:20]}.gz"
    if copy.exists():
        return copy
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as half:
            half.write(gzip.compress(content, 9, mtime=0))
        Path(half.name).replace(copy)
    except OSError:
        return None
    return copy
