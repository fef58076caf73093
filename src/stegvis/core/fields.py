"""Model fields of our own."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from stegvis.core import encryption


class EncryptedTextField(models.TextField[str, str]):
    """Text stored encrypted with the data keys; an empty text stays empty.

    `is_secret` keeps its values out of the audit. It can't be searched: store a blind index beside.
    """

    is_secret = True

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        text = super().get_prep_value(value)
        return encryption.encrypt(text) if text else text

    @staticmethod
    def from_db_value(
        value: str | None, _expression: Any, _connection: BaseDatabaseWrapper
    ) -> str | None:
        """Decrypt on the way out."""
        return encryption.decrypt(value) if value else value


class SealedTextField(models.TextField[str, str]):
    """Text that comes encrypted with a key of its own (a person's), and is stored as it comes.

    `is_secret` keeps its values out of the audit. It doesn't rest on the data keys itself.
    """

    is_secret = True
