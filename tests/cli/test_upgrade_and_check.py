import fcntl
import json
import os

import psycopg
import pytest

from stegvis.cli.upgrading.lock import ADVISORY
from tests import environment
from tests.cli.conftest import Installation


def test_upgrading_twice_changes_nothing(installation):
    done = installation.run("upgrade")
    assert done.returncode == 0, done.stderr
    assert "Nothing to upgrade" in done.stdout
    assert " 0 changed" in done.stdout


def test_an_installation_that_nobody_can_sign_in_to_is_told_how(installation):
    done = installation.run("check")
    assert done.returncode == 1
    assert "FAULT people: nobody can sign in yet" in done.stdout
    assert "mend: Run: stegvis init" in done.stdout


def test_a_fresh_installation_has_no_fault(installation):
    installation.run(
        "init", "--tenant=Prov", "--unit=AME", "--admin-name=A", "--admin-email=a@example.org"
    )
    done = installation.run("check", "--json")
    found = json.loads(done.stdout)
    assert [one for one in found if not one["ok"]] == []
    assert done.returncode == 0
    assert {"database", "role", "migrations", "walls", "tenants", "audit"} <= {
        one["name"] for one in found
    }


@pytest.mark.pure
def test_a_fault_is_told_with_its_remedy(installation):
    installation.folder.chmod(0o755)
    done = installation.run("check")
    assert done.returncode == 1
    assert "FAULT data folder: others may look into" in done.stdout
    assert f"mend: chmod 700 {installation.folder}" in done.stdout


def test_only_one_upgrade_runs_at_a_time(installation):
    if environment.ON_POSTGRESQL:
        with psycopg.connect(installation.env["STEGVIS_DATABASE_OWNER_URL"]) as other:
            other.execute("SELECT pg_advisory_lock(%s)", [ADVISORY])
            done = installation.run("upgrade")
    else:
        with (installation.folder / "upgrade.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            done = installation.run("upgrade")
    assert done.returncode == 1
    assert done.stderr.startswith("Another upgrade or restore of this installation is running")


@pytest.fixture
def unmade(tmp_path):
    """A database without a table in it."""
    name = f"stegvis_test_unmade_{os.getpid()}" if environment.ON_POSTGRESQL else ""
    (tmp_path / "data").mkdir(mode=0o700)
    if name:
        environment.create_database(name, empty=True)
    else:
        (tmp_path / "data" / "stegvis.sqlite3").touch()
    yield Installation(tmp_path / "data", name)
    if name:
        environment.drop_database(name)


@pytest.mark.parametrize(
    "words", [("serve",), ("audit", "verify"), ("demo", "links")], ids=" ".join
)
def test_before_the_first_upgrade_it_is_asked_for(unmade, words):
    done = unmade.run(*words)
    assert done.returncode == 1
    assert "Run: stegvis upgrade" in done.stderr


def test_before_the_first_upgrade_check_says_so(unmade):
    done = unmade.run("check")
    assert done.returncode == 1
    assert "FAULT migrations" in done.stdout
    assert "Traceback" not in done.stderr


if environment.ON_POSTGRESQL:
    BOUND = f"stegvis_test_bound_{os.getpid()}"

    @pytest.fixture
    def bound_owner(unmade):
        """The database's owner is a role that row-level security binds; yields its URL."""
        with psycopg.connect(environment.SUPERUSER_URL, autocommit=True) as server:
            server.execute(
                f"CREATE ROLE {BOUND} LOGIN NOSUPERUSER NOBYPASSRLS"
                f" PASSWORD '{environment.PASSWORD}'"
            )
            server.execute(f"ALTER DATABASE {unmade.database} OWNER TO {BOUND}")
            yield environment.url_for(BOUND, unmade.database)
            environment.drop_database(unmade.database, server)
            server.execute(f"DROP ROLE {BOUND}")

    def test_an_owner_whom_the_walls_bind_is_refused_until_they_may_pass(unmade, bound_owner):
        def upgrade():
            return unmade.run("upgrade", STEGVIS_DATABASE_OWNER_URL=bound_owner)

        refused = upgrade()
        assert refused.returncode != 0
        remedy = f'ALTER ROLE "{BOUND}" BYPASSRLS'
        assert remedy in refused.stderr
        with psycopg.connect(environment.SUPERUSER_URL, autocommit=True) as server:
            server.execute(remedy)
        assert upgrade().returncode == 0

    def test_who_may_become_a_role_above_the_walls_is_still_bound(unmade, bound_owner):
        with psycopg.connect(environment.SUPERUSER_URL, autocommit=True) as server:
            server.execute(f"GRANT {environment.OWNER} TO {BOUND}")
        assert "BYPASSRLS" in unmade.run("upgrade", STEGVIS_DATABASE_OWNER_URL=bound_owner).stderr
