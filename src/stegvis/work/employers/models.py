"""Employers and the unit's talks with them: one register, one owner of each relation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from stegvis.core import clock, municipalities
from stegvis.core.collation import sort_key
from stegvis.core.organisations.models import Organisation, TenantModel, VersionedModel
from stegvis.core.public_ids import new_public_id
from stegvis.reference import classifications
from stegvis.work.employers import numbers


class Employer(VersionedModel):
    """Somebody who can take people on; the municipality itself is one (`is_own`).

    `number` holds ten digits (Norway: nine), or is empty where there is none to keep: a sole
    trader's number is a personal identity number. `industry_code` is SNI 2007. `organisation` holds
    what the employer was granted of persons, once it has been granted something.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=200, editable=False)
    number = models.CharField(max_length=10, blank=True)
    industry_code = models.CharField(max_length=6, blank=True)
    municipality_code = models.CharField(max_length=4, blank=True)
    address = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    contact_email = models.EmailField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_own = models.BooleanField(default=False)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(VersionedModel.Meta):
        indexes = [models.Index(fields=["tenant", "sort_key"], name="employers_by_name")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="employers_named"),
            models.UniqueConstraint(
                fields=["tenant", "number"], condition=~Q(number=""), name="employers_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def municipality_name(self) -> str:
        """Where it is, or the code when the municipality isn't known."""
        return municipalities.name_of(self.tenant.country, self.municipality_code)

    @property
    def industry_name(self) -> str:
        """What it does, or the code when the classification lacks it."""
        known = classifications.industries().get(self.industry_code)
        return known.label if known else self.industry_code

    @property
    def shown_number(self) -> str:
        """The organisation number as people write it."""
        return numbers.shown(self.number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key beside the name."""
        self.sort_key = sort_key(self.name, self.tenant.country if self.tenant_id else "SE")
        super().save(*args, **kwargs)


class EmployerContact(TenantModel):
    """A talk with an employer, by one of us on a day. Never about a named person."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="contacts")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=40)
    on = models.DateField(default=clock.today)
    text = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(TenantModel.Meta):
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["tenant", "employer", "on"], name="employers_contact_latest"),
            models.Index(fields=["tenant", "account", "on"], name="employers_contact_by"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
