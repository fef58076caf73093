from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from stegvis.core import clock, tenancy
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.jobs import actions, lease, queries, registries, run, runner, worker
from stegvis.core.jobs.models import Job, Status
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Organisation


@pytest.fixture
def kind(monkeypatch):
    """Register a body under the name `schools`, alone, for the length of a test."""
    for name in list(registries.KINDS):
        monkeypatch.delitem(registries.KINDS, name)

    def register(body, **facts):
        monkeypatch.setitem(
            registries.KINDS, "schools", registries.Kind("schools", "Prov", body, **facts)
        )
        return body

    return register


def found(cast, name, by):
    return organisations.create_organisation(cast.tenant, name=name, kind="school", by=by)


def names():
    return sorted(Organisation.objects.filter(kind="school").values_list("name", flat=True))


def finished(job):
    worker.run_worker(once=True)
    job.refresh_from_db()
    return job


def test_a_job_works_in_committed_steps_and_says_how_it_went(cast, kind):
    def body(one):
        for number in one.ids["numbers"][one.done :]:
            with one.step(total=len(one.ids["numbers"]), message=f"Skola {number}"):
                found(cast, f"Skola {number}", one.by)
        return f"{one.done} skolor"

    kind(body)
    job = actions.enqueue("schools", by=cast.by(cast.kerstin), ids={"numbers": [1, 2, 3]})
    finished(job)
    assert (job.status, job.done, job.total, job.result) == (Status.DONE, 3, 3, "3 skolor")
    assert names() == ["Skola 1", "Skola 2", "Skola 3"]
    made = AuditEvent.objects.filter(verb="organisations.organisation.created", job="schools")
    assert {event.account_id for event in made} == {cast.kerstin.pk}


def test_a_job_starts_only_if_the_change_that_asked_for_it_is_committed(cast, kind):
    kind(lambda one: None)
    with transaction.atomic():
        actions.enqueue("schools", by=cast.system)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_the_task_table_knows_ids_only(cast, kind):
    kind(lambda one: "Amina Warsame")
    with pytest.raises(TypeError):
        actions.enqueue("schools", by=cast.system, ids={"name": "Amina"})
    job = finished(actions.enqueue("schools", by=cast.system, ids={"person": 7}))
    row = DBTaskResult.objects.get()
    assert row.args_kwargs == {"args": [cast.tenant.pk, job.pk], "kwargs": {}}
    assert (row.return_value, row.traceback) == (None, "")


def test_a_failing_job_is_tried_again_later_and_keeps_what_was_done(cast, kind):
    def body(one):
        with one.step():
            found(cast, f"Skola {one.done}", one.by)
        if one.done < 2:
            raise ValueError("Amina Warsame")

    kind(body)
    job = actions.enqueue("schools", by=cast.system)
    assert finished(job).status == Status.WAITING
    with clock.set_to(clock.now() + timedelta(minutes=1)):
        DBTaskResult.objects.update(run_after=clock.now() - timedelta(hours=1))
    assert finished(job).status == Status.DONE
    assert (job.attempts, names()) == (2, ["Skola 0", "Skola 1"])


def test_a_job_without_attempts_left_fails_in_the_starters_language(cast, kind, caplog):
    def body(one):
        with one.step():
            found(cast, "Halvskolan", one.by)
            raise ValueError(cast.kerstin.name)

    kind(body, attempts=1)
    job = finished(actions.enqueue("schools", by=cast.by(cast.kerstin)))
    assert job.status == Status.FAILED
    assert job.error.startswith("Något gick fel")
    assert names() == []
    assert "ValueError" in caplog.text
    assert "Kerstin" not in caplog.text
    assert DBTaskResult.objects.get().traceback == ""


def test_a_rule_that_says_no_is_the_answer_and_not_tried_again(cast, kind):
    def body(one):
        raise NotAllowedNowError("Filen saknar rader. Välj en annan.")

    kind(body)
    job = finished(actions.enqueue("schools", by=cast.by(cast.kerstin)))
    assert (job.status, job.error) == (Status.FAILED, "Filen saknar rader. Välj en annan.")
    assert job.attempts == 1


def test_a_stop_lets_the_step_end_and_the_next_worker_goes_on(cast, kind):
    stops = [1]

    def body(one):
        for number in range(one.done, 3):
            with one.step():
                found(cast, f"Skola {number}", one.by)
                if number in stops:
                    stops.remove(number)
                    run.stop_asked.set()

    kind(body)
    job = finished(actions.enqueue("schools", by=cast.system))
    assert (job.status, job.done, job.attempts) == (Status.WAITING, 2, 0)
    assert finished(job).status == Status.DONE
    assert names() == ["Skola 0", "Skola 1", "Skola 2"]


def test_a_worker_whose_job_was_taken_back_writes_nothing_more(cast, kind):
    def body(one):
        with one.step():
            found(cast, "Första", one.by)
        DBTaskResult.objects.update(started_at=clock.now() - lease.LEASE * 2)
        if job.attempts == 0:
            assert runner.take_back() == 1
            job.refresh_from_db()
        with one.step():
            found(cast, f"Andra, försök {job.attempts}", one.by)

    kind(body)
    job = actions.enqueue("schools", by=cast.system)
    row = DBTaskResult.objects.get()
    row.claim("the worker that hangs")
    worker.perform_row(row)
    job.refresh_from_db()
    assert (job.status, job.attempts, names()) == (Status.WAITING, 1, ["Första"])


def test_a_job_that_kills_every_worker_is_given_up(cast, kind):
    kind(lambda one: None, attempts=2)
    job = actions.enqueue("schools", by=cast.system)
    for _ in range(2):
        row = DBTaskResult.objects.ready().get()
        row.claim("a worker that dies")
        runner._begin(str(row.pk), cast.tenant.pk, job.pk)
        DBTaskResult.objects.running().update(started_at=clock.now() - lease.LEASE * 2)
        runner.take_back()
    job.refresh_from_db()
    assert job.status == Status.FAILED
    assert not DBTaskResult.objects.ready().exists()


def test_a_finished_job_takes_no_further_step():
    job = Job(status=Status.DONE)
    with pytest.raises(ValueError, match="done to running"):
        job.move(Status.RUNNING)


def test_one_waiting_job_of_a_kind_is_enough_when_asked_for(cast, kind):
    kind(lambda one: None)
    first = actions.enqueue("schools", by=cast.system, unless_waiting=True)
    assert actions.enqueue("schools", by=cast.system, unless_waiting=True) == first
    assert actions.enqueue("schools", by=cast.system, unless_waiting=True, ids={"a": 1}) != first


def test_one_tenants_job_is_not_read_in_another(cast, kind):
    kind(lambda one: None)
    job = actions.enqueue("schools", by=cast.system)
    with tenancy.tenant_scope(cast.other_tenant.pk):
        assert queries.find(job.public_id, by=cast.by(cast.stig)) is None
        assert not Job.objects.exists()


def test_the_queue_has_an_age_while_nobody_works(cast, kind):
    kind(lambda one: None)
    assert queries.queue_age() == timedelta()
    actions.enqueue("schools", by=cast.system)
    later = datetime.now(UTC) + timedelta(minutes=10)
    with clock.set_to(later):
        assert queries.queue_age() >= timedelta(minutes=9)
    worker.run_worker(once=True)
    with clock.set_to(later):
        assert queries.queue_age() == timedelta()


@pytest.mark.parametrize(("who", "status"), [("kerstin", 200), ("admin", 200), ("bjorn", 404)])
def test_a_job_is_shown_to_its_starter_and_the_administrator(cast, kind, client, who, status):
    kind(lambda one: None)
    job = actions.enqueue("schools", by=cast.by(cast.kerstin))
    client.force_login(
        getattr(cast, who), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(f"/jobs/{job.public_id}/").status_code == status


def test_the_page_asks_again_until_the_job_is_finished(cast, kind, client):
    kind(lambda one: "Tre skolor lades till.")
    job = actions.enqueue("schools", by=cast.by(cast.kerstin))
    client.force_login(cast.kerstin, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "every 2s" in client.get(f"/jobs/{job.public_id}/").content.decode()
    ended = timezone.localtime(finished(job).finished_at)
    page = client.get(f"/jobs/{job.public_id}/").content.decode()
    assert f"{ended:%Y-%m-%d %H:%M}" in page
    assert "Tre skolor lades till." in page
    assert "every 2s" not in page


def test_a_page_that_asks_again_after_the_session_leads_to_the_sign_in(cast, kind, client):
    kind(lambda _run: None)
    job = actions.enqueue("schools", by=cast.by(cast.kerstin))
    page = f"/jobs/{job.public_id}/"
    answer = client.get(page, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == client.get(page)["Location"]


def test_a_job_fails_only_with_a_sentence_why():
    job = Job(status=Status.RUNNING)
    with pytest.raises(ValueError, match="without a reason"):
        job.move(Status.FAILED)
    assert job.status == Status.RUNNING
    job.move(Status.FAILED, reason="No.")
    assert (job.status, job.error) == (Status.FAILED, "No.")


def test_a_job_that_is_done_says_nothing_of_earlier_attempts():
    job = Job(status=Status.RUNNING, error="No.", message="Half-way")
    job.move(Status.DONE)
    assert (job.error, job.message) == ("", "")
