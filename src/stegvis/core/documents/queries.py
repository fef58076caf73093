"""Reading documents. What may be read, the room that holds one decides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.core import tenancy
from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.documents import store
from stegvis.core.documents.models import Document
from stegvis.core.documents.registries import HOLDERS, Held

UNKNOWN = Refusal("unknown", _("There is no such page."), silent=True)


def open_document(public_id: str, *, by: Actor) -> Document:
    """A document for the one who may open it; the opening is logged first.

    RefusedError when its holder refuses; one that nobody holds is like one that doesn't exist.
    """
    document = Document.objects.filter(public_id=public_id).first()
    if document is None:
        raise RefusedError(UNKNOWN)
    held = _held(document, by)
    verb, by = "documents.document.opened", by.with_purpose("document")
    log.write_read(by, verb, document, person_id=held.person_id, fields=("documents",))
    return document


def _held(document: Document, by: Actor) -> Held:
    for _name, holder in HOLDERS:
        try:
            held = holder(document, by)
        except RefusedError as refused:
            log.keep_refused(by, refused, subject=document, verb="documents.document.opened")
            raise
        if held is not None:
            return held
    raise RefusedError(UNKNOWN)


def content(document: Document) -> bytes:
    """What the file says; DamagedDocumentError when it can't be opened whole."""
    return store.read(document.tenant_id, document.stored_as, key=document.key)


def orphans(*, older_than: float) -> list[str]:
    """Files of the tenant in scope, old enough, that no row knows."""
    names = list(store.names(tenancy.required_tenant_id(), older_than=older_than))
    known = set(Document.objects.filter(stored_as__in=names).values_list("stored_as", flat=True))
    return [name for name in names if name not in known]
