"""Sloppiness becomes a failure here; the cast and the database are set up here."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Person, Protection
from stegvis.conf.environment import postgres_settings
from stegvis.core import tenancy
from stegvis.core.accounts.middleware import MEMBERSHIP_KEY
from stegvis.core.accounts.models import Account, Membership
from stegvis.core.accounts.views import BACKEND
from stegvis.core.database import walls
from tests import environment, prepared
from tests.cast import Cast, build_cast
from tests.strict import order, writes

OUTCOMES: Counter[str] = Counter()


def pytest_sessionstart() -> None:
    """Set up what makes sloppiness a failure, for the whole run."""
    writes.install()
    order.install()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins, the tools that read the whole code first: as the last ones they
    would keep one processor busy while the others wait."""
    items.sort(key=lambda item: (item.get_closest_marker("laws") is None, not _takes_long(item)))


def _takes_long(item: pytest.Item) -> bool:
    """Whoever walks all addresses, or starts the command, takes minutes."""
    return item.path.parent.name in {"every_url", "cli"}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count each test once, for the summed last line of the test command."""
    if report.when == "call" and report.passed:
        OUTCOMES["passed"] += 1
    elif report.failed:
        OUTCOMES["failed"] += 1
    elif report.skipped:
        OUTCOMES["skipped"] += 1


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """A file that can't be read counts as a failed test, one that is left out as a skipped one."""
    if not report.passed:
        OUTCOMES[report.outcome] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave the counts where the test command asked for them, once all processes have reported."""
    path = os.environ.get("STEGVIS_TEST_REPORT")
    if path and not hasattr(session.config, "workerinput"):
        Path(path).write_text(json.dumps(OUTCOMES))


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Migrate, unless an earlier run, or another process of this one, has kept what it migrated."""
    if not environment.IS_MIGRATED:
        with prepared.one_at_a_time():
            if not environment.fetch():
                with django_db_blocker.unblock():
                    _migrate()
                environment.keep()
    yield
    with django_db_blocker.unblock():
        connection.close()


def _migrate() -> None:
    """On PostgreSQL as the owner; afterwards the application's bound role connects."""
    if environment.ON_POSTGRESQL:
        _use(os.environ["STEGVIS_DATABASE_OWNER_URL"])
    call_command("migrate", verbosity=0, interactive=False)
    if environment.ON_POSTGRESQL:
        walls.put_up()
        _use(os.environ["STEGVIS_DATABASE_URL"])
    connection.close()


def _use(url: str) -> None:
    connection.close()
    new = postgres_settings(url)
    connection.settings_dict.update(USER=new["USER"], PASSWORD=new["PASSWORD"])


@pytest.fixture
def superuser(django_db_setup: None) -> Iterator[None]:
    """On PostgreSQL the test's connection is a superuser's, whom no role or policy binds.

    Ask for it before anything that opens the database.
    """
    if environment.ON_POSTGRESQL:
        _use(environment.SUPERUSER_URL)
    yield
    if environment.ON_POSTGRESQL:
        _use(os.environ["STEGVIS_DATABASE_URL"])


@pytest.fixture(autouse=True)
def _no_password_hashing_cost(settings: Any) -> None:
    """Hash cheaply; a password that a module set before any test is still told right from wrong."""
    cheap = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [cheap, *settings.PASSWORD_HASHERS]


@pytest.fixture(autouse=True)
def _only_actions_write_and_reading_only_reads() -> Iterator[None]:
    with writes.guarded():
        yield


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """A small named cast in two tenants, with the first one's scope open."""
    people = build_cast()
    with tenancy.tenant_scope(people.tenant.pk):
        yield people


@pytest.fixture
def siri(cast: Cast) -> Person:
    """A protected person, registered and never referred, whom Kerstin alone may open."""
    person = cast.person("Siri", "Hemlig")
    people.set_protection(
        person, level=Protection.STRICT, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    return person


@pytest.fixture
def own_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> Iterator[dict[str, str]]:
    """A fresh database of the test's own, where commits stay: for more than one process.

    The test's connection leads there; the value is the environment that leads a subprocess there.
    """
    name, before = str(tmp_path / "stegvis.sqlite3"), connection.settings_dict["NAME"]
    env = {**os.environ, "STEGVIS_DATA": str(tmp_path)}
    with django_db_blocker.unblock():
        if environment.ON_POSTGRESQL:
            name = f"{before}_own"
            connection.close()
            environment.copy_database(name)
            env["STEGVIS_DATABASE_URL"] = environment.url_for(environment.APPLICATION, name)
        else:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [name])
            connection.close()
        connection.settings_dict["NAME"] = name
        try:
            yield env
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before
            if environment.ON_POSTGRESQL:
                environment.drop_database(name)


@pytest.fixture
def act_as() -> Callable[..., Client]:
    """`act_as(cast.kerstin)`: a client signed in as somebody, perhaps in another of their roles."""

    def sign_in(account: Account, *, membership: Membership | None = None) -> Client:
        client = Client()
        client.force_login(account, backend=BACKEND)
        if membership is not None:
            session = client.session
            session[MEMBERSHIP_KEY] = membership.pk
            session.save()
        return client

    return sign_in
