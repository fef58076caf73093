"""Django's own shell over an installation: the one way in that no page or action guards."""

import subprocess
import sys

from tests import environment

LOOK = """
from django.db import connection
from stegvis.core import tenancy
from stegvis.core.organisations.models import Tenant, Unit
tenant = Tenant.objects.get()
print(Unit.objects.count())
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM organisations_unit")
    print(cursor.fetchone()[0])
with tenancy.tenant_scope(tenant.pk):
    print(Unit.objects.count())
"""


def test_a_shell_without_a_tenant_reads_nothing(installation):
    made = installation.run(
        "init", "--tenant=Prov", "--unit=AME", "--admin-name=A", "--admin-email=a@example.org"
    )
    assert made.returncode == 0, made.stderr
    shell = ["-m", "django", "shell", "--settings", "stegvis.conf.settings", "-v", "0"]
    done = subprocess.run(
        [sys.executable, *shell, "-c", LOOK],
        env=installation.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    through_models, through_sql, in_scope = done.stdout.split()
    assert (through_models, in_scope) == ("0", "1")
    assert through_sql == ("0" if environment.ON_POSTGRESQL else "1")
