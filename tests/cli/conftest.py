"""Installations of their own for tests that start the command as a user does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests import environment, prepared

PATIENCE = 180
"""Seconds; only a machine that is very busy needs more than a few."""


@dataclass
class Installation:
    """A data folder, and on PostgreSQL a database, of one's own."""

    folder: Path
    database: str = ""
    env: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STEGVIS_")}
        self.env = {
            **kept,
            "STEGVIS_ENV": "demo",
            "STEGVIS_DATA": str(self.folder),
            "COLUMNS": "200",
            "PYTHONWARNINGS": "ignore",
        }
        if self.database:
            self.env["STEGVIS_DATABASE_URL"] = environment.url_for(
                environment.APPLICATION, self.database
            )
            self.env["STEGVIS_DATABASE_OWNER_URL"] = environment.url_for(
                environment.OWNER, self.database
            )

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run `stegvis WORDS` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "stegvis", *words],
            env={**self.env, **env},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def start(self, *words: str, **env: str) -> subprocess.Popen[str]:
        """Start `stegvis WORDS`; ended at the end of the test at the latest."""
        process = subprocess.Popen(
            [sys.executable, "-m", "stegvis", *words],
            env={**self.env, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        """End what still runs."""
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="session")
def upgraded(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation after `stegvis upgrade`, made once of the migrated database and copied."""
    folder = tmp_path_factory.mktemp("installation") / "data"
    name = f"stegvis_test_cli_{os.getpid()}" if environment.ON_POSTGRESQL else ""
    if name:
        environment.create_database(name)
    else:
        folder.mkdir(mode=0o700)
        prepared.fetch_file(folder / "stegvis.sqlite3")
    made = Installation(folder, name)
    done = made.run("upgrade")
    assert done.returncode == 0, done.stderr
    yield made
    if name:
        environment.drop_database(name)


@pytest.fixture
def installation(upgraded: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A copy of it to do anything with."""
    folder = tmp_path / "data"
    shutil.copytree(upgraded.folder, folder)
    name = ""
    if upgraded.database:
        name = f"{upgraded.database}_copy"
        copy_database(upgraded.database, name)
    copy = Installation(folder, name)
    yield copy
    copy.end()
    if name:
        environment.drop_database(name)


def copy_database(source: str, name: str) -> None:
    """A database like another one, of the same owner."""
    environment.drop_database(name)
    with psycopg.connect(environment.SUPERUSER_URL, autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(environment.OWNER), sql.Identifier(source)
            )
        )


def answer(url: str, *, patience: float = PATIENCE) -> int:
    """The status a URL answers with, once it answers at all."""
    until = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(url, timeout=patience) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    """Processes started by a process, now."""
    done = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [line.split() for line in done.stdout.splitlines()]
    return [int(child) for child, parent in pairs if int(parent) == pid]


def is_running(pid: int) -> bool:
    """Whether a process lives (one that has ended and waits to be reaped does not)."""
    done = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(done.stdout.strip()) and not done.stdout.strip().startswith("Z")
