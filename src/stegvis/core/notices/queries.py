"""Reading the outbox."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from stegvis.core import clock
from stegvis.core.notices.models import Notice, NoticeStatus
from stegvis.core.notices.texts import SIGN_IN

KEEP = timedelta(days=90)
TOLD = timedelta(days=7)
"""How long whoever runs the product is told of a notice that never arrived."""


def anything_due() -> bool:
    """Whether a notice of the tenant in scope waits to be sent now."""
    return _due().exists()


def next_due() -> Notice | None:
    """The notice that has waited longest, locked so that no other worker gets it meanwhile."""
    rows = _due().select_for_update(skip_locked=True)
    return rows.order_by("due_at", "pk").first()


def latest_link(account_id: int) -> Notice | None:
    """The latest letter with a sign-in link to an account, and how it went."""
    rows = Notice.objects.filter(recipient_kind="account", recipient_id=account_id, text=SIGN_IN)
    return rows.order_by("-created_at", "-pk").first()


def told_today(to: tuple[str, int], *, text: str) -> bool:
    """Whether a recipient has been told the same today."""
    kind, recipient_id = to
    rows = Notice.objects.filter(recipient_kind=kind, recipient_id=recipient_id, text=text)
    return rows.filter(created_at__date=clock.today()).exists()


def old() -> QuerySet[Notice]:
    """Notices finished so long ago that they are forgotten; the log still says they were sent."""
    return Notice.objects.filter(finished_at__lt=clock.now() - KEEP)


def anything_old() -> bool:
    """Whether there is something to forget."""
    return old().exists()


def given_up() -> QuerySet[Notice]:
    """Notices of the tenant in scope that lately failed for good, the newest first."""
    rows = Notice.objects.filter(status=NoticeStatus.FAILED, finished_at__gte=clock.now() - TOLD)
    return rows.order_by("-finished_at", "pk")


def _due() -> QuerySet[Notice]:
    return Notice.objects.filter(status=NoticeStatus.WAITING, due_at__lte=clock.now())
