"""Group activities and own workshops: seats, leaders, when they meet, who is in, who came."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stegvis.casework.people.models import Person
from stegvis.casework.plans.models import Activity
from stegvis.core import clock
from stegvis.core.organisations.models import SecrecyArea, TenantModel, Unit, VersionedModel
from stegvis.core.public_ids import new_public_id

MONDAY_TO_SUNDAY = range(7)


class Group(VersionedModel):
    """A workshop or a group of the unit, of a measure type, in a period."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    measure_type = models.CharField(max_length=40)
    place = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField()
    keeps_queue = models.BooleanField(default=True)
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="groups_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="groups_have_seats"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """Whether its last day has gone by."""
        return self.ends_on is not None and self.ends_on < clock.today()


class Leader(TenantModel):
    """Somebody who leads a group."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="leaders")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(TenantModel.Meta):
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "account"], name="groups_leads_once"),
        ]

    def __str__(self) -> str:
        return str(self.account)


class Weekday(TenantModel):
    """A day of the week on which a group meets; 0 is Monday."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="weekdays")
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta(TenantModel.Meta):
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["group", "weekday"], name="groups_weekday_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="groups_day_of_the_week"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="groups_day_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_at:%H:%M}"


class ChangedDay(TenantModel):
    """A day that isn't as the week says: other times, or (without times) no meeting."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="changed_days")
    day = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["group", "day"], name="groups_changed_day_once"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="groups_changed_day_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class Member(VersionedModel):
    """Somebody's seat in a group, or their place in its queue.

    A seat is a step of the person's plan, which alone knows its days; whoever waits has none.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    activity = models.OneToOneField(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_on = models.DateField(default=clock.today)
    gave_up_on = models.DateField(null=True, blank=True)
    out_of_order = models.CharField(max_length=255, blank=True, default="")

    class Meta(VersionedModel.Meta):
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=True) | Q(gave_up_on__isnull=True),
                name="groups_waits_or_has_a_seat",
            ),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(activity__isnull=True, gave_up_on__isnull=True),
                name="groups_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def waits(self) -> bool:
        """Whether the person is in the queue."""
        return self.activity is None and self.gave_up_on is None

    @property
    def starts_on(self) -> date:
        """The first day with a seat; the day of asking while there is none."""
        return (self.activity and self.activity.starts_on) or self.asked_on

    @property
    def last_day(self) -> date | None:
        """The last day with the seat; None while it goes on."""
        step = self.activity
        return (step.stopped_on or step.done_on or step.ends_on) if step else None

    @property
    def has_seat(self) -> bool:
        """Whether the person has a seat today or from a day to come."""
        step = self.activity
        return step is not None and step.is_open and not step.is_past

    def had_seat_on(self, day: date) -> bool:
        """Whether the person was to come on a day."""
        if self.activity is None:
            return False
        return self.starts_on <= day and (self.last_day is None or self.last_day >= day)


class Occasion(VersionedModel):
    """A meeting of a group whose attendance somebody has written down."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="occasions")
    day = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    noted_at = models.DateTimeField(default=clock.now)

    class Meta(VersionedModel.Meta):
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["group", "day"], name="groups_one_occasion_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


class Attendance(TenantModel):
    """Whether somebody came; a reason only where they didn't.

    Reasons stay in the unit: they are in no export, and a partner who reads the plan doesn't see
    them. Which reasons are valid absence, the code list says by its group.
    """

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["occasion", "member"], name="groups_came_once"),
        ]

    def __str__(self) -> str:
        return self.reason or "present"

    @property
    def is_present(self) -> bool:
        """Whether they came."""
        return self.reason == ""


def hours_between(starts_at: time, ends_at: time) -> float:
    """Hours from one time of a day to a later one."""
    day = date(2000, 1, 1)
    apart = datetime.combine(day, ends_at) - datetime.combine(day, starts_at)
    return apart.total_seconds() / 3600
