"""That two records were one person: which went into which, and what isn't in use any more."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.fields import EncryptedTextField
from stegvis.core.organisations.models import SecrecyArea, TenantModel
from stegvis.core.public_ids import new_public_id


class Merge(TenantModel):
    """A record that has gone into another. `set_aside` keeps, encrypted, what it said otherwise.

    The record itself stays as an empty shell: old addresses lead on through it, and the log of
    what was done with it is still about it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    gone = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)
    set_aside = EncryptedTextField(blank=True, default="")

    class Meta(TenantModel.Meta):
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("gone")), name="doubles_not_into_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.person_id}"


class Outcome(models.TextChoices):
    SAME = "same", _("The same person")
    OTHER = "other", _("Somebody else")


class HiddenDouble(TenantModel):
    """Somebody was registered, or couldn't be, whom a record may be that whoever did it can't see.

    `person` is that record, `newcomer` the one that was registered; without it the number stood in
    the way. A registrar or manager resolves it; of a file that is shut to all but named
    officers, one of these.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    newcomer = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta(TenantModel.Meta):
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("newcomer")), name="doubles_hidden_not_itself"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", resolved_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(resolved_at__isnull=False)),
                name="doubles_hidden_resolved_with_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["secrecy_area", "at"],
                condition=models.Q(outcome=""),
                name="doubles_hidden_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class EarlierNumber(TenantModel):
    """An identity number that a person had in another record: they are found by it still."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    number = EncryptedTextField()
    number_index = models.CharField(max_length=64, editable=False)
    number_kind = models.CharField(max_length=20)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number_index"], name="doubles_earlier_number_once"
            )
        ]
        indexes = [
            models.Index(fields=["tenant", "number_index"], name="doubles_by_earlier_number")
        ]

    def __str__(self) -> str:
        return self.number_kind
