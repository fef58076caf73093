"""What lifts secrecy, on record: a person's yes, another board's request, a disclosure."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.casework.papers.models import Paper
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.organisations.models import Organisation, SecrecyArea, TenantModel, Unit
from stegvis.core.public_ids import new_public_id


class Given(models.TextChoices):
    """How a person has said something: each way leaves the same record."""

    DESK = "desk", _("At the desk")
    PHONE = "phone", _("On the phone")
    PAPER = "paper", _("On paper")
    PAGE = "page", _("On their own page")


def one_receiver(name: str) -> models.CheckConstraint:
    """That a row names a unit or an organisation, and not both."""
    unit = Q(unit__isnull=False, organisation__isnull=True)
    organisation = Q(unit__isnull=True, organisation__isnull=False)
    return models.CheckConstraint(condition=unit | organisation, name=name)


def in_words(said: str, today: str) -> str:
    """A receiver by the name that was given when it was said, and today's where it has another."""
    if said in ("", today):
        return today
    return gettext("%(said)s (now called %(today)s)") % {"said": said, "today": today}


class Consent(TenantModel):
    """The person's yes: to whom, which part, for what, from–to, how; taken back at any time.

    One that was given for a matter of another room (`matter_kind`, `matter_id`) ends with it.
    OSL 2009:400, 10 kap. 1 § and 12 kap. 2 §: secrecy to a person's protection can be lifted by
    that person, wholly or in part. It is no basis for processing, and a no never costs the service.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    receiver_name = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=20)
    purpose = models.CharField(max_length=120)
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField()
    given_how = models.CharField(max_length=8, choices=Given)
    paper = models.ForeignKey(
        Paper, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    with_interpreter = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=8, choices=Given, blank=True)
    matter_kind = models.CharField(max_length=30, blank=True)
    matter_id = models.BigIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(
                fields=["tenant", "matter_kind", "matter_id"], name="network_consent_matter"
            )
        ]
        constraints = [
            one_receiver("network_consent_one_receiver"),
            models.CheckConstraint(
                condition=Q(matter_kind="", matter_id__isnull=True)
                | (~Q(matter_kind="") & Q(matter_id__isnull=False)),
                name="network_consent_whole_matter",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="network_consent_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_how="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_how="")),
                name="network_consent_withdrawn_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.starts_on}"

    @property
    def receiver(self) -> str:
        """Who may know, by the name that was said yes to."""
        return in_words(self.receiver_name, str(self.unit or self.organisation))

    @property
    def stands(self) -> bool:
        """Whether it is neither taken back, nor ended, nor run out; it may begin later."""
        is_over = self.withdrawn_at is not None or self.ended_at is not None
        return not is_over and self.ends_on >= clock.today()

    @property
    def over_on(self) -> date:
        """The day it was taken back, else ended, else its last day."""
        over_at = self.withdrawn_at or self.ended_at
        return timezone.localdate(over_at) if over_at else self.ends_on


class Request(TenantModel):
    """Somebody of another board asks to know; waits until the responsible unit has answered.

    OSL 6 kap. 5 §: an authority gives another what it asks for, unless the facts are secret.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requests")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_from = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    scope = models.CharField(max_length=20)
    reason = models.CharField(max_length=255)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    refusal = models.CharField(max_length=255, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=False) | Q(refusal=""),
                name="network_request_refused_when_answered",
            ),
            models.UniqueConstraint(
                fields=["person", "asked_by"],
                condition=Q(answered_at__isnull=True),
                name="network_one_waiting_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.asked_at:%Y-%m-%d}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered it."""
        return self.answered_at is None

    @property
    def asked_on(self) -> date:
        """The day it came."""
        return self.asked_at.date()


class Disclosure(TenantModel):
    """That something about a person was handed out: on which ground, what, to whom, why.

    Either a copy (`parts` and `told` say of what) or reach for a time (`scope`, `ends_on`).
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disclosures")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    request = models.OneToOneField(
        Request, on_delete=models.PROTECT, null=True, blank=True, related_name="disclosure"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    receiver_name = models.CharField(max_length=200, blank=True)
    ground = models.CharField(max_length=40)
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, null=True, blank=True, related_name="disclosures"
    )
    parts = models.JSONField(default=list)
    told = models.TextField(max_length=2000, blank=True)
    scope = models.CharField(max_length=20, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=255)
    harm_test = models.TextField(max_length=1000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            one_receiver("network_disclosure_one_receiver"),
            models.CheckConstraint(
                condition=Q(scope="", ends_on__isnull=True)
                | (~Q(scope="") & Q(ends_on__isnull=False)),
                name="network_disclosure_reach_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.made_at:%Y-%m-%d}"

    @property
    def receiver(self) -> str:
        """Who was told: the unit or organisation, and by name who asked."""
        body = in_words(self.receiver_name, str(self.unit or self.organisation))
        return f"{self.request.asked_by}, {body}" if self.request else body

    @property
    def gives_reach(self) -> bool:
        """Whether it lets somebody read until a day, rather than being a copy."""
        return bool(self.scope)
