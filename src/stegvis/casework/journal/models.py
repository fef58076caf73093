"""Notes: what was said and agreed. Internal, or shared with the person, chosen each time.

And what leads to them: drafts that somebody is writing, and the unit's templates.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.core import clock
from stegvis.core.fields import SealedTextField
from stegvis.core.organisations.models import SecrecyArea, Unit, VersionedModel
from stegvis.core.public_ids import new_public_id

LONGEST = 20_000
LONGEST_TEMPLATE = 4_000


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


class Draft(VersionedModel):
    """A note that somebody hasn't finished. Its writer's alone; `sealed` with the person's key.

    `form_key` tells the window that saved it last.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    secrecy_area = models.ForeignKey(SecrecyArea, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sealed = SealedTextField()
    form_key = models.CharField(max_length=32, blank=True)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta(VersionedModel.Meta):
        indexes = [models.Index(fields=["tenant", "account", "-saved_at"], name="journal_drafts")]

    def __str__(self) -> str:
        return f"{self.saved_at:%Y-%m-%d %H:%M}"


class NoteTemplate(VersionedModel):
    """What a note in the unit may begin with."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    text = models.TextField(max_length=LONGEST_TEMPLATE)

    class Meta(VersionedModel.Meta):
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="journal_template_name_once")
        ]

    def __str__(self) -> str:
        return self.name
