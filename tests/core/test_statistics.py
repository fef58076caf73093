"""SQLite is told how its rows are spread; PostgreSQL finds out by itself."""

from django.db import connection

from stegvis.core.database import statistics
from stegvis.core.jobs.registries import KINDS


def test_sqlite_knows_how_rows_are_spread_once_it_has_counted(cast):
    statistics.refresh()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'organisations_unit'")
            assert cursor.fetchone()[0] > 0


def test_counting_is_a_job_only_where_the_database_leaves_it_to_us(db):
    assert KINDS["database.counted"].needed() == (connection.vendor == "sqlite")
