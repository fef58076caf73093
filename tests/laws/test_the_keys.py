"""Every foreign key points down, or to the left inside its wing (docs: the house)."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

pytestmark = pytest.mark.laws

WINGS = {
    "core": (
        ("audit",),
        ("organisations",),
        ("accounts",),
        ("access",),
        ("forms",),
        ("lists",),
        ("codes",),
        ("jobs",),
        ("documents",),
        ("notices",),
    ),
    "casework": (
        ("people",),
        ("doubles",),
        ("cases",),
        ("papers",),
        ("situation", "plans", "journal", "meetings"),
        ("groups", "studies"),
        ("network",),
    ),
    "work": (("employers",), ("opportunities",), ("matching", "placements")),
    "desk": (("myday", "person", "me", "workplace", "partner", "manage", "intake"),),
}
"""The apps of each wing in rows; a key leads inside its own app or to an app of a lower row."""
FLOORS = tuple(WINGS)


def _place(model):
    """Wing, row in the wing, and app of one of our models; None for others' models."""
    parts = model.__module__.split(".")
    if parts[0] != "stegvis":
        return None
    wing, app = parts[1], parts[2]
    row = next(place for place, apps_there in enumerate(WINGS[wing]) if app in apps_there)
    return FLOORS.index(wing), row, app


def _points_down(source, target):
    if target is None:
        return True
    (floor, row, app), (to_floor, to_row, to_app) = source, target
    return to_app == app or to_floor < floor or (to_floor == floor and to_row < row)


def _keys():
    for model in apps.get_models():
        source = _place(model)
        if source is None:
            continue
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if isinstance(field, ForeignKey | ManyToManyField):
                yield field, source, _place(field.related_model)


def test_every_app_has_a_place():
    ours = {c.name for c in apps.get_app_configs() if c.name.startswith("stegvis.")}
    placed = {f"stegvis.{w}.{a}" for w, rows in WINGS.items() for row in rows for a in row}
    assert ours - placed == {"stegvis.web"}


def test_every_key_points_down_or_left():
    wrong = [str(field) for field, source, target in _keys() if not _points_down(source, target)]
    assert wrong == []


def test_a_key_that_crosses_wings_leaves_no_way_back():
    crossing = [
        field for field, source, target in _keys() if target is None or target[0] != source[0]
    ]
    assert crossing
    assert [str(f) for f in crossing if not f.remote_field.hidden] == []


def test_a_key_that_points_up_or_aside_is_found():
    floor, down = FLOORS.index("casework"), FLOORS.index("core")
    assert not _points_down((down, 2, "accounts"), (floor, 0, "people"))
    assert not _points_down((floor, 0, "people"), (floor, 1, "cases"))
    assert not _points_down((floor, 3, "plans"), (floor, 3, "journal"))
    assert _points_down((floor, 3, "plans"), (floor, 1, "cases"))
