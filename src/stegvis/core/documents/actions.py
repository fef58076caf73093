"""Storing and removing documents; called by the action of the room that holds them."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from stegvis.core import encryption, tenancy
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.documents import rules, store
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.documents.models import Document


@action("documents.document.stored", rule=rules.may_keep)
def keep(file: CheckedFile, *, by: Actor) -> Document:
    """Store a checked file; NotAllowedNowError when the disk has no room for it."""
    key, stored_as = encryption.new_key(), store.new_name()
    store.write(tenancy.required_tenant_id(), stored_as, file.content, key=key)
    document = Document(
        name=file.name,
        kind=file.kind,
        size=len(file.content),
        is_scanned=file.is_scanned,
        stored_as=stored_as,
        key=key,
        uploaded_by_id=by.account_id,
    )
    document.save(force_insert=True)
    return document


@action("documents.document.removed", rule=rules.may_keep)
def remove(document: Document, *, by: Actor) -> None:
    """Remove a document: its key at once, its file when the transaction is committed."""
    erase_file = partial(store.remove, document.tenant_id, document.stored_as)
    document.delete()
    transaction.on_commit(erase_file, robust=True)


@action("documents.store.swept", rule=only_system)
def sweep(names: list[str], *, by: Actor) -> int:
    """Remove files that no row knows (see `queries.orphans`); returns how many."""
    for name in names:
        store.remove(tenancy.required_tenant_id(), name)
    return len(names)
