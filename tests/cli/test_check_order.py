"""`stegvis check` tells a database whose own alphabet would put names in the wrong order."""

import pytest
from django.db import connection

from stegvis.cli.checking import database


@pytest.mark.django_db
def test_a_database_that_compares_by_bytes_is_well():
    assert database.order().ok


@pytest.mark.django_db
def test_a_database_with_an_alphabet_of_its_own_is_a_fault(monkeypatch):
    monkeypatch.setattr(database, "COLLATION", "sv-x-icu")
    assert database.order().ok == (connection.vendor == "sqlite")
