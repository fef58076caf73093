"""Of two competence profiles the kept record's stands; what the other said is set aside."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import Left
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core.audit.actor import Actor

APART = {"id", "tenant", "person", "secrecy_area", "version", "public_id"}


def make_room(gone: Person, kept: Person, _by: Actor) -> Iterator[Left]:
    """Every part of a second profile that says something, by the name of its column."""
    second = CompetenceProfile.objects.filter(person=gone).first()
    if second is None or not CompetenceProfile.objects.filter(person=kept).exists():
        return
    for field in CompetenceProfile._meta.concrete_fields:
        value = getattr(second, field.attname)
        if field.name not in APART and value not in (None, "", [], {}):
            yield Left(f"{gettext('Competence profile')}: {field.name}", str(value))
    second.delete()
