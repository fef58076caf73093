"""That two records were one person: which went into which, and what isn't in use any more."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.fields import EncryptedTextField
from stegvis.core.organisations.models import SecrecyArea, TenantModel


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
