"""The audit: one append-only table, the keys that open a person's values in it, and the seals."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from stegvis.core import clock, tenancy
from stegvis.core.audit import recording


class EventKind(models.TextChoices):
    CHANGE = "change"
    READ = "read"
    SEARCH = "search"
    EXPORT = "export"
    DISCLOSURE = "disclosure"
    REFUSAL = "refusal"
    SIGN_IN = "sign_in"


class AuditEvent(models.Model):
    """Something somebody did, saw or was refused. Never changed, never removed, no foreign keys."""

    at = models.DateTimeField(default=clock.now)
    tenant_id = models.BigIntegerField(default=tenancy.INSTALLATION)
    kind = models.CharField(max_length=12, choices=EventKind)
    verb = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30)
    unit_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=60, blank=True)
    job = models.CharField(max_length=60, blank=True)
    person_id = models.BigIntegerField(null=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)
    code = models.CharField(max_length=60, blank=True)
    fields = models.JSONField(default=list)
    values = models.TextField(blank=True)
    encrypted = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "person_id", "at"], name="audit_by_person"),
            models.Index(fields=["tenant_id", "at"], name="audit_by_time"),
            models.Index(fields=["tenant_id", "verb", "account_id", "at"], name="audit_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class PersonKey(models.Model):
    """The key to one person's values in the audit, itself encrypted. No row: erased."""

    tenant_id = models.BigIntegerField()
    person_id = models.BigIntegerField(unique=True)
    wrapped = models.TextField()

    def __str__(self) -> str:
        return f"key of person {self.person_id}"


class Erasure(models.Model):
    """That a person's key was destroyed, and why; replayed after a restore of an older backup."""

    tenant_id = models.BigIntegerField()
    person_id = models.BigIntegerField(unique=True)
    person_public_id = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"erasure of person {self.person_id}"


class Seal(models.Model):
    """A hash over a range of a tenant's events, chained to the seal before it."""

    tenant_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    last_event_id = models.BigIntegerField()
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "sequence"], name="audit_seal_sequence")
        ]

    def __str__(self) -> str:
        return f"seal {self.sequence} of tenant {self.tenant_id}"


class RecordedModel(models.Model):
    """A domain row: saved and deleted only inside an action, which notes what changed."""

    class Meta:
        abstract = True

    _loaded: dict[str, Any]

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **kwargs: Any) -> Self:
        """Remember what was read, so that the action can say what changed."""
        instance = super().from_db(db, field_names, values, **kwargs)
        instance._loaded = dict(zip(field_names, values, strict=False))
        return instance

    def refresh_from_db(
        self, using: Any = None, fields: Any = None, from_queryset: Any = None
    ) -> None:
        """Read the row again, or some fields; the next change is compared with what was read."""
        super().refresh_from_db(using, fields, from_queryset)
        read = recording.concrete_values(self)
        if fields is not None:
            wanted = {
                f.attname for f in self._meta.concrete_fields if {f.name, f.attname} & {*fields}
            }
            read = {name: value for name, value in read.items() if name in wanted}
        self._loaded = {**getattr(self, "_loaded", {}), **read}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save and tell the action in progress what changed."""
        change = recording.change_of(self)
        super().save(*args, **kwargs)
        recording.note(change, self)
        self._loaded = recording.concrete_values(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete and tell the action in progress."""
        recording.note(recording.removal_of(self), self)
        return super().delete(*args, **kwargs)

    @property
    def audit_person_id(self) -> int | None:
        """The person whose key protects this row's values in the audit."""
        return getattr(self, "person_id", None)
