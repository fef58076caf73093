"""In a list by name nobody can tell a protected name by where it stands, and its officers can tell
one protected case from another."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from stegvis.casework.people import actions as people
from stegvis.casework.people import queries
from stegvis.casework.people.models import Person, Protection
from stegvis.core import tenancy
from stegvis.core.audit import recording
from stegvis.core.database.migrating import in_each_tenant
from tests.desk import story
from tests.strict import writes

OPEN = (("Mona", "Mattsson"), ("Östen", "Öström"))
HIDDEN = (("Aba", "Abrahamsson"), ("Åsa", "Öberg"))

LISTS = {
    "mine": ("kerstin", "/cases/mine/"),
    "the unit": ("kerstin", "/cases/mine/?whose=unit"),
    "My day by name": ("kerstin", "/day/?bucket=mine&sort=name"),
    "search": ("kerstin", "/people/search/"),
    "the manager's": ("maria", "/manage/cases/"),
    "choose for a placement": ("kerstin", "/placements/new/"),
}


@pytest.fixture
def shielded(cast):
    """Two protected persons whose names stand before and between those of two others."""
    officers = [cast.kerstin, cast.maria]
    for given, family in OPEN:
        story.met(cast, story.taken(cast, given, family))
    hidden = [story.taken(cast, given, family).person for given, family in HIDDEN]
    for person in hidden:
        people.set_protection(
            person, level=Protection.CONFIDENTIAL, officers=officers, reason="x", by=cast.system
        )
    return hidden


def page(client, url):
    answer = client.post(url, {"q": "s"}) if "search" in url else client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_the_protected_come_after_every_name_and_are_told_apart(cast, act_as, shielded, name):
    who, url = LISTS[name]
    text = page(act_as(getattr(cast, who)), url)
    for given, family in HIDDEN:
        assert given not in text
        assert family not in text
    last_name = max(text.rindex(f"{given} {family}") for given, family in OPEN)
    handles = re.findall(r"Skyddat ärende (\w+)", text)
    assert set(handles) == {person.handle for person in shielded}
    assert len(set(handles)) == 2
    assert text.index("Skyddat ärende") > last_name


def test_they_stand_in_no_order_of_their_own(cast, shielded):
    rows = list(queries.visible_to(cast.by(cast.kerstin)))
    assert [row.name for row in rows[:2]] == ["Mona Mattsson", "Östen Öström"]
    assert rows[2:] == sorted(shielded, key=lambda person: person.public_id)


def test_whoever_is_protected_no_longer_stands_by_name_again(cast, shielded):
    for person in shielded:
        person.refresh_from_db()
        people.set_protection(
            person, level=Protection.NONE, officers=[], reason="x", by=cast.system
        )
    names = [person.family_name for person in queries.visible_to(cast.by(cast.kerstin))]
    assert names == ["Abrahamsson", "Mattsson", "Öberg", "Öström"]


def test_after_an_upgrade_those_who_were_protected_before_stand_last_too(cast, shielded):
    with writes.by_hand(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET sort_key = 'abrahamsson aba'")
    module = import_module("stegvis.casework.people.migrations.0017_protected_names_stand_last")
    with recording.recording("test", cast.system), tenancy.tenant_scope(None):
        in_each_tenant(module.stand_last)(apps, None)
    keys = Person.objects.order_by("pk").values_list("protection", "sort_key")
    assert {key.startswith("~") for level, key in keys if level} == {True}
    assert {key for level, key in keys if not level} == {"abrahamsson aba"}


def test_an_officer_finds_a_protected_person_by_name_without_its_marks(cast, act_as, shielded):
    client = act_as(cast.kerstin)
    text = client.post("/people/search/", {"q": "oberg"}).content.decode()
    assert f"Skyddat ärende {shielded[1].handle}" in text
    assert shielded[0].handle not in text
    nobody = client.post("/people/search/", {"q": f"~{shielded[0].public_id}"}).content.decode()
    assert "Skyddat ärende" not in nobody
