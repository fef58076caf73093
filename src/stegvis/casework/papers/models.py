"""The documents in a person's file: what core's private store can't know, whose they are."""

from __future__ import annotations

from django.db import models

from stegvis.casework.cases.models import Referral
from stegvis.casework.people.models import Person
from stegvis.core.documents.models import Document
from stegvis.core.organisations.models import SecrecyArea, TenantModel
from stegvis.core.public_ids import new_public_id


class Paper(TenantModel):
    """A document about a person, and what kind of paper it is (code list `document_kind`).

    With a `referral` it came with that, and who may open the referral may open it.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
