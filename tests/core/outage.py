"""Taking the database away: PostgreSQL lets nobody in, SQLite's file is held by somebody else."""

import sqlite3
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql

from tests import environment


@contextmanager
def outage():
    """While it lasts nothing can be written, and on PostgreSQL nothing read either."""
    name = str(connection.settings_dict["NAME"])
    with _nobody_gets_in(name) if environment.ON_POSTGRESQL else _file_is_held(name):
        yield


@contextmanager
def _nobody_gets_in(name):
    with psycopg.connect(environment.SUPERUSER_URL, autocommit=True) as server:
        let = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
        server.execute(let.format(sql.Identifier(name), sql.SQL("false")))
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            server.execute(let.format(sql.Identifier(name), sql.SQL("true")))


@contextmanager
def _file_is_held(name):
    holder = sqlite3.connect(name, isolation_level=None, timeout=20)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        holder.rollback()
        holder.close()
