import fcntl
import json

import psycopg
import pytest

from stegvis.cli.upgrading.lock import ADVISORY
from tests import environment


def test_upgrading_twice_changes_nothing(installation):
    done = installation.run("upgrade")
    assert done.returncode == 0, done.stderr
    assert "Nothing to upgrade" in done.stdout
    assert " 0 changed" in done.stdout


def test_a_fresh_installation_has_no_fault(installation):
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
