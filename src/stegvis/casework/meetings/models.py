"""Meetings: who meets when, where and with whose help; who was invited and what they answered."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.core import clock, zones
from stegvis.core.organisations.models import SecrecyArea, TenantModel, VersionedModel
from stegvis.core.public_ids import new_public_id
from stegvis.core.transitions import Transition


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("Booked")
    HELD = "held", _("Took place")
    MISSED = "missed", _("Didn't come")
    CANCELLED = "cancelled", _("Cancelled")


_TOLD_WRONG = "it was noted wrongly"
MEETING_TRANSITIONS = (
    Transition(MeetingStatus.PLANNED, MeetingStatus.HELD, "they met"),
    Transition(MeetingStatus.PLANNED, MeetingStatus.MISSED, "the person didn't come"),
    Transition(
        MeetingStatus.PLANNED,
        MeetingStatus.CANCELLED,
        "somebody called it off, also afterwards, or the case ended",
        reason_in="change_reason",
    ),
    Transition(MeetingStatus.MISSED, MeetingStatus.HELD, _TOLD_WRONG),
    Transition(MeetingStatus.HELD, MeetingStatus.MISSED, _TOLD_WRONG),
    Transition(
        MeetingStatus.MISSED,
        MeetingStatus.CANCELLED,
        "it turned out that it had been called off",
        reason_in="change_reason",
    ),
)


class Meeting(VersionedModel):
    """A time with a person, held by somebody of the unit.

    `sequence` counts the changes that a calendar has to hear of; `change_reason` is the code of the
    latest move, or of why it was called off.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="meetings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="meetings")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=80, blank=True)
    video_link = models.URLField(max_length=500, blank=True)
    interpreter = models.CharField(max_length=8, blank=True)
    interpreter_booked = models.BooleanField(default=False)
    status = models.CharField(max_length=9, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    change_reason = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta(VersionedModel.Meta):
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["tenant", "account", "starts_at"], name="meetings_by_holder"),
            models.Index(fields=["tenant", "person", "starts_at"], name="meetings_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meetings_end_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(change_reason=""),
                name="meetings_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(interpreter_booked=False) | ~Q(interpreter=""),
                name="meetings_interpreter_of_a_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_start:%Y-%m-%d %H:%M}"

    @property
    def country(self) -> str:
        """Where the clocks show its time."""
        return self.tenant.country

    @property
    def local_start(self) -> datetime:
        """When it begins, as the clocks there show."""
        return zones.local(self.starts_at, country=self.country)

    @property
    def local_end(self) -> datetime:
        """When it ends, as the clocks there show."""
        return zones.local(self.ends_at, country=self.country)

    @property
    def is_planned(self) -> bool:
        """Whether it stands, to come or not yet told of."""
        return self.status == MeetingStatus.PLANNED

    @property
    def has_begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at <= clock.now()


class Answer(models.TextChoices):
    YES = "yes", _("Comes")
    ANOTHER_TIME = "another", _("Asks for another time")


class Guest(TenantModel):
    """Somebody invited: the person, a colleague, or somebody from elsewhere by name and address.

    An answer is to the time that stands; a move empties it.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    is_person = models.BooleanField(default=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["-is_person", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(is_person=True), name="meetings_person_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "account"],
                condition=Q(account__isnull=False),
                name="meetings_colleague_once",
            ),
            models.CheckConstraint(
                condition=Q(is_person=True, account__isnull=True, name="")
                | Q(is_person=False, account__isnull=False, name="")
                | (Q(is_person=False, account__isnull=True) & ~Q(name="")),
                name="meetings_guest_of_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The guest's name."""
        if self.is_person:
            return self.person.name
        return self.account.name if self.account else self.name


class Reminder(TenantModel):
    """That a guest is reminded so long before a meeting's time; gone when the time is.

    `starts_at` is the time it was planned for: a reminder of another time is never sent.
    """

    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="reminders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=8)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["guest", "before", "starts_at"], name="meetings_reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.before} {self.due_at:%Y-%m-%d %H:%M}"


class ReminderChoice(VersionedModel):
    """How long before a meeting somebody wants to be reminded; codes of `reminders.BEFORE`."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return ", ".join(self.before)


class CalendarLink(TenantModel):
    """A secret address at which somebody's own calendar reads when they are booked."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at__isnull=True), name="meetings_one_link"
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
