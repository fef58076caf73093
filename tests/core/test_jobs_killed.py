import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from stegvis.core import tenancy
from stegvis.core.jobs import actions
from stegvis.core.jobs.models import Job, Status
from stegvis.core.organisations.models import Organisation
from tests.cast import build_cast
from tests.core import slow_worker

PATIENCE = 60
"""Seconds on a slow machine, after which waiting is given up."""


@pytest.fixture
def cast(own_database):
    """The cast, committed to a database of the test's own."""
    return build_cast()


@contextmanager
def a_worker(own_database):
    """A worker in a process of its own."""
    command = [sys.executable, "-m", "tests.core.slow_worker"]
    process = subprocess.Popen(command, env=own_database)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def slow_job(cast):
    with tenancy.tenant_scope(cast.tenant.pk):
        return actions.enqueue("slow", by=cast.by(cast.kerstin))


def wait_until(job, reached):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with tenancy.tenant_scope(job.tenant_id):
            now = Job.objects.get(pk=job.pk)
        if reached(now):
            return now
        time.sleep(0.05)
    raise AssertionError(f"{now.status}, {now.done} done after {PATIENCE} seconds")


def schools(cast):
    with tenancy.tenant_scope(cast.tenant.pk):
        rows = Organisation.objects.filter(kind="school").values_list("name", flat=True)
        return sorted(rows, key=lambda name: int(name.split()[1]))


ALL = [f"Skola {number}" for number in range(slow_worker.SCHOOLS)]


def test_a_job_whose_worker_is_killed_is_taken_back_with_nothing_lost_and_nothing_twice(
    cast, own_database
):
    job = slow_job(cast)
    with a_worker(own_database) as doomed:
        wait_until(job, lambda now: now.done >= 3)
        doomed.kill()
        doomed.wait()
    left = wait_until(job, lambda now: True)
    assert left.status == Status.RUNNING
    assert schools(cast) == ALL[: left.done]
    with a_worker(own_database), a_worker(own_database):
        done = wait_until(job, lambda now: now.is_finished)
    assert (done.status, done.attempts) == (Status.DONE, 2)
    assert schools(cast) == ALL


def test_a_worker_asked_to_stop_ends_its_step_and_hands_the_job_back(cast, own_database):
    job = slow_job(cast)
    with a_worker(own_database) as first:
        wait_until(job, lambda now: now.done >= 2)
        first.terminate()
        assert first.wait(PATIENCE) == 0
    left = wait_until(job, lambda now: True)
    assert (left.status, left.attempts) == (Status.WAITING, 0)
    assert schools(cast) == ALL[: left.done]
    with a_worker(own_database):
        done = wait_until(job, lambda now: now.is_finished)
    assert (done.status, done.attempts) == (Status.DONE, 1)
    assert schools(cast) == ALL
