"""Receiving uploads: in memory only, so that nothing is ever written to the disk in the clear.

How much may be sent at all is judged before, in `bodies`.
"""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from stegvis.core.documents.checking import LARGEST


class InMemory(FileUploadHandler):
    """Keeps a file up to the largest size that is taken; of a larger one only the size.

    From somebody who isn't signed in no file is kept at all; the other fields are, so that a form
    which outlived its session gives its text back.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins; SkipFile when it is a stranger's."""
        if self.request is None or not self.request.user.is_authenticated:
            raise SkipFile
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what may be kept; the rest is let through to nowhere."""
        if start + len(raw_data) <= LARGEST:
            self.kept.write(raw_data)
        else:
            self.kept = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, of the size that was sent."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
