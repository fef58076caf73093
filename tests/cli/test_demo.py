from datetime import date, timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from stegvis.casework.cases.models import Case
from stegvis.casework.people.models import Person
from stegvis.cli import demo
from stegvis.cli.demo import happening, lives, rest
from stegvis.core import clock, tenancy
from stegvis.core.jobs import worker
from stegvis.core.jobs.models import Job, Status

DAY = date(2026, 11, 23)


def built(persons=12):
    return demo.build(today=DAY, seed=1, progress=lambda _done, _of: None, persons=persons)


@pytest.mark.django_db
def test_the_demo_is_the_same_for_a_day_and_a_seed():
    assert _facts() == _facts()


def _facts():
    """What a build makes, taken back afterwards."""
    with transaction.atomic():
        cast = built()
        with tenancy.tenant_scope(cast.tenant.pk):
            rows = list(Person.objects.order_by("pk").values_list("public_id", "sort_key"))
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def small(monkeypatch):
    """A demo of which the worker makes all but the first twelve."""
    monkeypatch.setattr(lives, "HERE_NOW", 12)
    monkeypatch.setattr(rest, "PAUSE", 0)
    return monkeypatch


@pytest.mark.django_db
def test_the_worker_makes_those_who_left_and_nobody_by_half(small):
    broken = []

    def breaks_once(happenings):
        if len(broken) < 2:
            broken.append(happenings)
            if len(broken) == 2:
                happening.run_day_by_day(happenings[: len(happenings) // 2])
                raise RuntimeError
        happening.run_day_by_day(happenings)

    cast = built(15)
    small.setattr(rest, "run_day_by_day", breaks_once)
    with tenancy.tenant_scope(cast.tenant.pk):
        before = Person.objects.count()
        job = rest.being_made()
        DBTaskResult.objects.exclude(args_kwargs__args__1=job.pk).delete()
        worker.run_worker(once=True)
        job.refresh_from_db()
        assert (job.status, job.done) == (Status.WAITING, 1)
        assert Person.objects.count() == before + 1
        DBTaskResult.objects.update(run_after=clock.now() - timedelta(hours=1))
        worker.run_worker(once=True)
        assert Person.objects.count() == before + 3
        assert not rest.being_made()
        assert Job.objects.get(pk=job.pk).status == Status.DONE
        left = Case.objects.order_by("-pk")[:2]
        assert all(case.closed_on and case.person.referrals.exists() for case in left)


@pytest.mark.django_db
def test_every_member_of_the_cast_gets_a_link_that_signs_in(client):
    built()
    links = demo.sign_in_links("http://testserver")
    roles = {link.role for link in links}
    assert {"Koordinator", "Enhetschef", "Administratör", "Loggranskare"} < roles
    assert {"Deltagare", "Arbetsgivare", "Samarbetspartner"} < roles
    assert links == demo.sign_in_links("http://testserver")
    client.post(links[0].url)
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_there_are_no_demo_links_outside_the_demo(settings):
    settings.TESTING = False
    with pytest.raises(RuntimeError):
        demo.sign_in_links("http://testserver")
