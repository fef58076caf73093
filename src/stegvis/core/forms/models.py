"""Which forms have been sent, so that a form sent twice is run once."""

from __future__ import annotations

from django.db import models

from stegvis.core import clock

LONGEST_LOCATION = 300


class SentForm(models.Model):
    """One posted form: its key, who sent it, and where the answer led."""

    tenant_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    key = models.CharField(max_length=32)
    location = models.CharField(max_length=LONGEST_LOCATION, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "key"], name="forms_sent_once")
        ]

    def __str__(self) -> str:
        return self.key
