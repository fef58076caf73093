"""When one record goes into another of the same person, every row about the person has a way."""

from django.apps import apps

from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import MOVERS

STAYS = {("doubles.Merge", "gone")}
"""What is about the record that has gone, and stays so."""


def _keys():
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Person:
                yield model._meta.label, field.name


def test_every_table_with_a_key_to_a_person_says_how_its_rows_follow():
    """A table that is missing: register it in its app's `ready`, as `MOVERS.register` elsewhere."""
    told = [(key.model._meta.label, key.field) for _name, mover in MOVERS for key in mover.keys]
    assert sorted(set(_keys()) - STAYS) == sorted(told)
