"""A worker in a process of its own, with a slow job: `python -m tests.core.slow_worker`."""

import time
from datetime import timedelta

import django

django.setup()

from stegvis.core.jobs import registries, worker  # noqa: E402
from stegvis.core.jobs.run import Run  # noqa: E402
from stegvis.core.organisations import actions  # noqa: E402
from stegvis.core.organisations.models import Tenant  # noqa: E402

LEASE = timedelta(seconds=2)
SCHOOLS = 12


@registries.job("slow", title="Långsamt")
def found_schools(run: Run) -> str:
    """One school per step, each step slow before and after what it writes."""
    for number in range(run.done, SCHOOLS):
        with run.step(total=SCHOOLS):
            tenant = Tenant.objects.get(pk=run.tenant_id)
            actions.create_organisation(tenant, name=f"Skola {number}", kind="school", by=run.by)
            time.sleep(0.1)
        time.sleep(0.05)
    return f"{run.done} skolor"


if __name__ == "__main__":
    worker.run_worker(lease=LEASE)
