"""Handing out a document."""

from __future__ import annotations

import logging

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.documents import queries
from stegvis.core.documents.handing_out import attachment
from stegvis.core.documents.kinds import KINDS
from stegvis.core.documents.store import DamagedDocumentError

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def download(request: ActorRequest, public_id: str) -> HttpResponse:
    """The file as an attachment, never shown in the browser's window as a page of ours."""
    document = queries.open_document(public_id, by=request.actor)
    try:
        content = queries.content(document)
    except DamagedDocumentError:
        logger.error("Document %s can't be opened: its file is missing or damaged.", public_id)
        return render(request, "documents/damaged.html", status=500)
    return attachment(content, name=document.name, mime=KINDS[document.kind].mime)
