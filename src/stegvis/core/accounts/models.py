"""Accounts, what they may be (memberships and parties), and the links they sign in with."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stegvis.core import clock
from stegvis.core.organisations.models import Tenant, TenantModel, Unit
from stegvis.core.public_ids import new_public_id


class Role(models.TextChoices):
    """What a membership makes somebody in a unit.

    An administrator never reaches a person, nor does a reviewer of what managers opened.
    """

    COORDINATOR = "coordinator", _("Coordinator")
    UNIT_MANAGER = "unit_manager", _("Unit manager")
    QUALITY_DEVELOPER = "quality_developer", _("Quality developer")
    HR = "hr", _("HR")
    CONTACT_AGENT = "contact_agent", _("Contact-centre agent")
    REGISTRAR = "registrar", _("Registrar")
    LOG_REVIEWER = "log_reviewer", _("Log reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")


WITHOUT_PERSONS = (Role.QUALITY_DEVELOPER, Role.HR, Role.LOG_REVIEWER, Role.ADMINISTRATOR)
"""Roles that reach no person; every other role's coming and going is told to the unit's manager."""


class PartyKind(models.TextChoices):
    """Somebody with a record of their own rather than a role in a unit."""

    PARTICIPANT = "participant", _("Participant")
    EMPLOYER = "employer", _("Employer")
    PARTNER = "partner", pgettext_lazy("role", "Partner")


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts the way the sign-in does: by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """Somebody who can sign in. Belongs to one tenant; outside row-level security (sign-in)."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12, default="sv")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, editable=False)
    """Counts up with the name and the language, which a form edits."""

    objects = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(TenantModel):
    """A role in a unit, from–to."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="accounts_membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["account", "unit", "role", "starts"], name="accounts_membership_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.role}"


class Party(TenantModel):
    """An account that speaks for its own record: a participant, an employer, a partner."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(max_length=12, choices=PartyKind)
    record_id = models.BigIntegerField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "record_id"], name="accounts_party_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.kind}"


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class SignInLink(models.Model):
    """A link that signs in, confirmed by a press of a button (mail scanners follow links).

    Only the hash of the token is stored. A demo link can be used again and exists in demo mode
    only; any other works once.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"link for {self.account}"


class AddressChange(models.Model):
    """That an account is to sign in with another address, once that one's mailbox says yes.

    The token of its link is stored as a hash only; it follows from `nonce` and the installation's
    secret. `was` is the address when this was proposed, which is told also after the change.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    was = models.EmailField()
    email = models.EmailField()
    nonce = models.CharField(max_length=16, default=new_public_id)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"new address of {self.account}"

    @property
    def token(self) -> str:
        """What the link holds, the same at every attempt to send it."""
        return salted_hmac("stegvis new address", self.nonce, algorithm="sha256").hexdigest()


class CodeAddress(models.Model):
    """A number or an address that codes to sign in go to, agreed on at the desk.

    Only its keyed fingerprint is kept (`code_addresses`).
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "fingerprint"], name="accounts_code_address")
        ]

    def __str__(self) -> str:
        return f"codes for {self.account}"


class CodeRequest(models.Model):
    """That somebody asked for a code with a number, known here or not.

    The browser that asked knows it by its public id, and the code is of use in no other.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    fingerprint = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["fingerprint", "asked_at"], name="accounts_code_asked")]

    def __str__(self) -> str:
        return f"code asked for at {self.asked_at}"


class SignInCode(models.Model):
    """A code for one account of those that a number leads to; works once.

    It is stored nowhere: it follows from the request and the installation's secret.
    """

    request = models.ForeignKey(CodeRequest, on_delete=models.CASCADE, related_name="codes")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "account"], name="accounts_code_once")
        ]

    def __str__(self) -> str:
        return f"code for {self.account}"

    @property
    def text(self) -> str:
        """Six digits, the same at every attempt to send them."""
        made_of = f"{self.request.public_id} {self.account_id}"
        made = salted_hmac("stegvis sign-in code", made_of, algorithm="sha256").hexdigest()
        return f"{int(made, 16) % 1_000_000:06}"
