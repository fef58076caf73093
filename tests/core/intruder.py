"""What somebody does who owns the database itself."""

from django.db import connection

from stegvis.core.database import walls


def leave_the_log_unguarded():
    """Past the triggers; on PostgreSQL as only a superuser may (see the fixture), and for now."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    else:
        walls.take_down()
