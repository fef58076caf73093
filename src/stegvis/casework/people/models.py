"""A person, how they are reached, who they live with, and who may see them on which ground."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import way_index
from stegvis.casework.people.likeness import name_key
from stegvis.casework.people.protection import AFTER_NAMES, Protectable
from stegvis.casework.people.protection import IS_SHUT as IS_SHUT  # noqa: PLC0414  models' too
from stegvis.casework.people.protection import Protection as Protection  # noqa: PLC0414
from stegvis.core import clock
from stegvis.core.collation import sort_key
from stegvis.core.fields import EncryptedTextField
from stegvis.core.organisations.models import (
    Organisation,
    SecrecyArea,
    TenantModel,
    Unit,
    VersionedModel,
)
from stegvis.core.public_ids import new_public_id


class InterpreterNeed(models.TextChoices):
    NONE = "none", _("No interpreter")
    DECISIONS = "decisions", _("Interpreter when something is decided")
    ALWAYS = "always", _("Always an interpreter")
    SIGN = "sign", _("Sign-language interpreter")


class Person(Protectable, VersionedModel):
    """Somebody the unit meets. The number is encrypted; equality look-ups go by blind index.

    Each secrecy area keeps a record of its own, so that none learns from another whom it knows
    (but by a protection that spreads).
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    sort_key = models.CharField(max_length=200, editable=False)
    name_key = models.CharField(max_length=200, editable=False, default="")
    birth_date = models.DateField(null=True, blank=True)
    number = EncryptedTextField(blank=True, default="")
    number_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    number_kind = models.CharField(max_length=20, blank=True, default="")
    no_number_reason = models.CharField(max_length=40, blank=True, default="")
    municipality_code = models.CharField(max_length=4, blank=True)
    postal_code = models.CharField(max_length=6, blank=True)
    language = models.CharField(max_length=8, default="sv")
    other_languages = models.JSONField(default=list, blank=True)
    interpreter = models.CharField(
        max_length=12, choices=InterpreterNeed, default=InterpreterNeed.NONE
    )
    protection = models.PositiveSmallIntegerField(choices=Protection, default=Protection.NONE)
    own_milder_protection = models.PositiveSmallIntegerField(
        choices=Protection, null=True, editable=False
    )
    neutral_mode = models.BooleanField(default=False)
    unattended_since = models.DateField(null=True, blank=True, editable=False)
    staff_account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta(VersionedModel.Meta):
        indexes = [
            models.Index(fields=["tenant", "sort_key"], name="people_by_name"),
            models.Index(fields=["tenant", "number_index"], name="people_by_number"),
            models.Index(fields=["secrecy_area", "name_key"], name="people_alike_by_name"),
            models.Index(fields=["secrecy_area", "birth_date"], name="people_alike_by_birth"),
            models.Index(
                fields=["tenant", "staff_account"],
                condition=Q(staff_account__isnull=False),
                name="people_of_staff",
            ),
            models.Index(fields=["tenant", "id"], condition=IS_SHUT, name="people_shut"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "secrecy_area", "number_index"],
                condition=~Q(number_index=""),
                name="people_number_once_an_area",
            ),
            models.CheckConstraint(
                condition=~Q(number_index="") | ~Q(no_number_reason=""),
                name="people_number_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(own_milder_protection__isnull=True)
                | Q(own_milder_protection__lt=F("protection")),
                name="people_own_protection_is_milder",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def list_name(self) -> str:
        """What lists show, also to the named officers: the name, unless it is protected. Then a few
        characters of the address tell one from another."""
        if not self.is_protected:
            return self.name
        return gettext("Protected case %(handle)s") % {"handle": self.handle}

    told: frozenset[str] = frozenset()
    """The parts that the list at hand may show beside the name; said by `listing.tell_parts`."""

    @property
    def list_age(self) -> int | None:
        """The age beside the name in lists."""
        return self.age if self.lists_identity else None

    @property
    def lists_identity(self) -> bool:
        """Whether a list shows the age and the birth date."""
        return "identity" in self.told and not self.is_protected

    @property
    def lists_contact(self) -> bool:
        """Whether a list shows languages and municipality."""
        return "contact" in self.told and not self.is_protected

    @property
    def audit_person_id(self) -> int | None:
        """A person's own row is about that person."""
        return self.pk

    def age_on(self, day: date) -> int | None:
        """Full years on a day; None when the birth date isn't known."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def age(self) -> int | None:
        """Full years today."""
        return self.age_on(clock.today())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep beside the name what it is sorted by, and what it is compared by. Nobody can tell a
        protected name by where it stands: they come last, in no order."""
        country = self.tenant.country if self.tenant_id else "SE"
        by_name = sort_key(f"{self.family_name} {self.given_name}", country)
        self.sort_key = f"{AFTER_NAMES}{self.public_id}" if self.is_protected else by_name
        self.name_key = name_key(self.given_name, self.family_name)
        super().save(*args, **kwargs)

    def _do_update(self, base_qs: Any, using: Any, pk: Any, values: Any, *more: Any) -> Any:
        """Leave the number's fingerprint as it is stored unless it was set anew: the data keys may
        have been renewed since the person was read."""
        if self.number_index == getattr(self, "_loaded", {}).get("number_index"):
            values = [value for value in values if value[0].attname != "number_index"]
        return super()._do_update(base_qs, using, pk, values, *more)


class ContactWay(TenantModel):
    """A phone, an address. At most one is the safe way, which then is the only one used."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        POST = "post", _("Post")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contact_ways")
    kind = models.CharField(max_length=8, choices=Kind)
    value = EncryptedTextField()
    value_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    is_safe = models.BooleanField(default=False)
    note = models.CharField(max_length=120, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["tenant", "value_index"], name="people_by_way")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(is_safe=True), name="people_one_safe_way"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep beside the number or the address what it is found by."""
        self.value_index = way_index.of(self.value)
        super().save(*args, **kwargs)


class HouseholdLink(TenantModel):
    """Two persons of one household or family; stored once, read from both ends."""

    class Kind(models.TextChoices):
        PARTNER = "partner", _("Partner")
        PARENT_CHILD = "parent_child", _("Parent and child")
        SIBLING = "sibling", _("Sibling")
        HOUSEHOLD = "household", _("Same household")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="household_out")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="household_in")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="people_household_once"),
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="people_household_not_oneself"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


AT_REGISTRATION = "registration"
"""The reason of officers who were named while the person was registered."""

BY_THE_NUMBER = "number"
"""The reason of officers whom the product named when it shut the file for the number's sake."""


class NamedOfficer(TenantModel):
    """A named member of staff who may open a protected person, or one who works here.

    Being named opens the door; the grant that is given with it is what finds the way there.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="officers")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(max_length=255)
    starts = models.DateField(default=clock.today)
    ends = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "account"], name="people_officer_once")
        ]

    def __str__(self) -> str:
        return f"{self.account}"

    @property
    def why(self) -> str | Promise:
        """The reason in words, also where nobody wrote any."""
        return WITHOUT_WORDS.get(self.reason, self.reason)


WITHOUT_WORDS: dict[str, str | Promise] = {
    AT_REGISTRATION: _("Named at registration"),
    BY_THE_NUMBER: _("Worked with the person when the details were protected"),
}
"""What reasons say that nobody wrote."""


class Ground(models.TextChoices):
    """Why a grant reaches a person."""

    REGISTRATION = "registration", _("Registered the person")
    REFERRAL = "referral", _("Referred to the unit")
    ASSIGNMENT = "assignment", _("Coordinator of the case")
    MANAGEMENT = "management", _("Manages the unit of the case")
    FORMER = "former", _("Former coordinator, 30 days")
    COVER = "cover", _("Stands in for the coordinator")
    CONSENT = "consent", _("The person's consent")
    DISCLOSURE = "disclosure", _("A decision to disclose")
    OFFICER = "officer", _("Named officer")
    GROUP = "group", _("Leads a group that the person is in")
    URGENT = "urgent", _("Urgent need, written reason")
    OWN = "own", _("The person")


def last_day(ends: datetime) -> date:
    """The last day of something that ends at a moment: at midnight, the day before."""
    return timezone.localdate(ends - timedelta(microseconds=1))


class Grant(TenantModel):
    """The one table of reach: who may see which part of a person, on which ground, from–to.

    Held by exactly one of an account, a unit (perhaps only a role in it) or an organisation.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=20, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    scope = models.CharField(max_length=20, default="full")
    purpose = models.CharField(max_length=120, blank=True)
    ground = models.CharField(max_length=14, choices=Ground)
    reason = models.CharField(max_length=255, blank=True)
    starts = models.DateTimeField(default=clock.now)
    ends = models.DateTimeField(null=True, blank=True)
    source_kind = models.CharField(max_length=30, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["tenant", "account", "person"], name="people_grant_account"),
            models.Index(fields=["tenant", "unit", "person"], name="people_grant_unit"),
            models.Index(
                fields=["tenant", "starts"],
                condition=Q(ground="urgent", reviewed_at__isnull=True),
                name="people_grant_to_review",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, unit__isnull=True, organisation__isnull=True)
                | Q(account__isnull=True, unit__isnull=False, organisation__isnull=True)
                | Q(account__isnull=True, unit__isnull=True, organisation__isnull=False),
                name="people_grant_one_holder",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="people_grant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(ground="urgent") | (Q(ends__isnull=False) & ~Q(reason="")),
                name="people_grant_urgent_has_reason_and_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.scope}"


class OpeningReview(TenantModel):
    """A unit that an urgent opening concerned when it was made; signed when its manager has looked.

    The opening's `reviewed_at` is when all who are waited for have.
    """

    opening = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="reviews")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "unit"], name="people_opening_reviewed_once_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="people_opening_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening} {self.unit_id}"
