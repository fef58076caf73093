"""The outbox: who is to be told what, and how it went. No names, addresses or texts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.organisations.models import TenantModel
from stegvis.core.public_ids import new_public_id
from stegvis.core.transitions import Transition, take


class NoticeStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    WITHHELD = "withheld", _("Withheld")
    FAILED = "failed", _("Failed")


_NO_SAFE_WAY = (
    "there is no safe way to reach the recipient, or its link is used, replaced or too old"
)
_REFUSED = "the provider refused it, or no attempt is left"
_NO_ANSWER = "the provider didn't answer"

NOTICE_TRANSITIONS = (
    Transition(NoticeStatus.WAITING, NoticeStatus.SENT, "the provider took it", clears=("reason",)),
    Transition(NoticeStatus.WAITING, NoticeStatus.WAITING, _NO_ANSWER, reason_in="reason"),
    Transition(NoticeStatus.WAITING, NoticeStatus.WITHHELD, _NO_SAFE_WAY, reason_in="reason"),
    Transition(NoticeStatus.WAITING, NoticeStatus.FAILED, _REFUSED, reason_in="reason"),
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

    def move(self, to: NoticeStatus, *, reason: str = "") -> None:
        """Take a step of NOTICE_TRANSITIONS; ValueError for any other, or without its reason."""
        take(self, to, among=NOTICE_TRANSITIONS, reason=reason)
        if to != NoticeStatus.WAITING:
            self.finished_at = clock.now()
