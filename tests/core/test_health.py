from datetime import UTC, datetime, timedelta

from stegvis.core import clock
from stegvis.core.jobs import actions


def test_the_product_is_ready_and_tells_how_long_work_has_waited(cast, client):
    assert client.get("/readyz").json() == {"status": "ok", "queue_seconds": 0}
    actions.enqueue("jobs.clear", by=cast.system)
    with clock.set_to(datetime.now(UTC) + timedelta(minutes=20)):
        answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["queue_seconds"] >= 20 * 60 - 1


def test_the_process_answers_without_the_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}
