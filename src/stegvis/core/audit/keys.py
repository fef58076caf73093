"""A person's key: it opens their values in the audit, and destroying it erases them."""

from __future__ import annotations

from stegvis.core import encryption
from stegvis.core.audit.models import AuditEvent, Erasure, PersonKey
from stegvis.core.once import once

ERASED = None


def encrypt_for(person_id: int, tenant_id: int, text: str) -> str | None:
    """Encrypt with the person's key, made on first use; None when the person has been erased."""
    row = PersonKey.objects.filter(person_id=person_id).first()
    if row is None:
        if Erasure.objects.filter(person_id=person_id).exists():
            return ERASED
        row, _created = PersonKey.objects.get_or_create(
            person_id=person_id,
            defaults={"tenant_id": tenant_id, "wrapped": encryption.encrypt(encryption.new_key())},
        )
    return encryption.encrypt_with(encryption.decrypt(row.wrapped), text)


def decrypt_for(person_id: int, token: str) -> str | None:
    """The opposite of `encrypt_for`; None when the person has been erased."""
    own = PersonKey.objects.filter(person_id=person_id)
    row = once(("person key", person_id), own.first)
    return encryption.decrypt_with(encryption.decrypt(row.wrapped), token) if row else ERASED


def open_values(event: AuditEvent) -> str | None:
    """The event's values as JSON text, or None when the person has been erased."""
    if not event.encrypted:
        return event.values
    return decrypt_for(event.person_id or 0, event.values)


def destroy(person_id: int, tenant_id: int, *, public_id: str = "", reason: str = "") -> None:
    """Destroy the key and remember it, so that a restored backup can be made to forget again."""
    Erasure.objects.get_or_create(
        person_id=person_id,
        defaults={"tenant_id": tenant_id, "person_public_id": public_id, "reason": reason},
    )
    PersonKey.objects.filter(person_id=person_id).delete()
