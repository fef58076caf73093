"""The outbox: who is to be told what, and how it went. No names, addresses or texts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.organisations.models import TenantModel
from stegvis.core.public_ids import new_public_id


class NoticeStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    WITHHELD = "withheld", _("Withheld")
    FAILED = "failed", _("Failed")


@dataclass(frozen=True)
class NoticeTransition:
    """A step a notice's status may take, and what makes it."""

    start: NoticeStatus
    end: NoticeStatus
    because: str | Promise


_NO_SAFE_WAY = _("there is no safe way to reach the recipient")
_REFUSED = _("the provider refused it, or no attempt is left")

NOTICE_TRANSITIONS = (
    NoticeTransition(NoticeStatus.WAITING, NoticeStatus.SENT, _("the provider took it")),
    NoticeTransition(NoticeStatus.WAITING, NoticeStatus.WAITING, _("the provider didn't answer")),
    NoticeTransition(NoticeStatus.WAITING, NoticeStatus.WITHHELD, _NO_SAFE_WAY),
    NoticeTransition(NoticeStatus.WAITING, NoticeStatus.FAILED, _REFUSED),
)


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")


class Notice(TenantModel):
    """Something somebody is to be told. Its text says only that there is something to sign in for.

    `recipient` is a kind registered by the room that knows it, and an id. How to reach them is
    looked up when it is sent, so that a safe way or a protection of today holds. `public_id` is
    the key a provider is given: the same at every attempt.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    recipient_kind = models.CharField(max_length=20)
    recipient_id = models.BigIntegerField()
    text = models.CharField(max_length=30)
    status = models.CharField(max_length=8, choices=NoticeStatus, default=NoticeStatus.WAITING)
    channel = models.CharField(max_length=8, choices=Channel, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["tenant", "due_at"], condition=Q(status="waiting"), name="notices_due"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="waiting", finished_at__isnull=True)
                | (~Q(status="waiting") & Q(finished_at__isnull=False)),
                name="notices_finished_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.public_id}"

    @property
    def audit_person_id(self) -> int | None:
        """The person told, for a kind whose ids are persons."""
        from stegvis.core.notices.registries import RECIPIENTS  # noqa: PLC0415

        kind = RECIPIENTS.get(self.recipient_kind)
        return self.recipient_id if kind is not None and kind.is_person else None

    def move(self, to: NoticeStatus) -> None:
        """Take a step of NOTICE_TRANSITIONS; ValueError for any other."""
        if not any((t.start, t.end) == (self.status, to) for t in NOTICE_TRANSITIONS):
            raise ValueError(f"a notice doesn't go from {self.status} to {to}")
        self.status = to
        if to != NoticeStatus.WAITING:
            self.finished_at = clock.now()
