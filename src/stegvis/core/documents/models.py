"""A document kept in the private store. What it belongs to, the room that holds it says.

This room can't know persons or cases: keys point down. An owner's kind and id in this row would be
a key that no database holds. So a room above keeps a row of its own with a true key to both
(`casework.papers.Paper`), and says who may open the document through `registries.HOLDERS`.
A document that no room holds is opened by nobody.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from stegvis.core import clock
from stegvis.core.fields import EncryptedTextField
from stegvis.core.organisations.models import TenantModel
from stegvis.core.public_ids import new_public_id


class Document(TenantModel):
    """A stored file: its name as shown, its kind by content, and the key that opens it.

    The name may say whose it is, so it is kept encrypted and out of the log. Without the row
    nobody can read the file, nor its copies in backups: the key is here alone.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    name = EncryptedTextField()
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    is_scanned = models.BooleanField(default=False)
    stored_as = models.CharField(max_length=40, unique=True)
    key = EncryptedTextField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.public_id
