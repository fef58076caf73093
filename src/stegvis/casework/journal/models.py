"""Notes: what was said and agreed. Internal, or shared with the person, chosen each time."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.organisations.models import SecrecyArea, VersionedModel
from stegvis.core.public_ids import new_public_id

LONGEST = 20_000


class Note(VersionedModel):
    """One note. Correcting it makes a new version; the log keeps what stood there."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notes")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    text = models.TextField(max_length=LONGEST)
    is_shared = models.BooleanField(default=False)
    happened_on = models.DateField(default=clock.today)
    written_at = models.DateTimeField(default=clock.now)

    class Meta(VersionedModel.Meta):
        indexes = [
            models.Index(fields=["tenant", "person", "-happened_on"], name="journal_by_person")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"
