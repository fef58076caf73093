"""A unit's own sheet of its people on its way in: the file, its rows as judged, and who came."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.documents.models import Document
from stegvis.core.fields import EncryptedTextField
from stegvis.core.organisations.models import SecrecyArea, TenantModel, Unit
from stegvis.core.public_ids import new_public_id


class Sheet(TenantModel):
    """A file that somebody has sent. Nothing of it is in the register before it is accepted.

    The document is nobody's to open; it and the rows go when the sheet is finished with.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    judged_at = models.DateTimeField(null=True, blank=True)
    unreadable = models.CharField(max_length=500, blank=True)
    unknown_headings = models.JSONField(default=list, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(judged_at__isnull=False),
                name="intake_accepted_once_judged",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(accepted_at__isnull=False),
                name="intake_taken_once_accepted",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_waiting_for_us(self) -> bool:
        """Whether the product has something to do before anybody can go on."""
        reading = self.judged_at is None and not self.unreadable
        return reading or (self.accepted_at is not None and self.taken_at is None)


class SheetRow(TenantModel):
    """A row as it was judged. What it says is encrypted, and goes with the sheet."""

    class State(models.TextChoices):
        FAULTY = "faulty", _("Has faults")
        NEW = "new", _("New")
        KNOWN = "known", _("Known already")
        TAKEN = "taken", _("Taken in")
        NOTHING = "nothing", _("Nothing to add")

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State)
    content = EncryptedTextField()
    faults = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="intake_row_once")]
        indexes = [models.Index(fields=["sheet", "state", "number"], name="intake_rows_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Arrival(TenantModel):
    """That somebody came with a unit's sheet: the same sheet sent again adds nobody twice."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "unit"], name="intake_arrived_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.unit_id}"
