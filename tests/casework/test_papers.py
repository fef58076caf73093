from datetime import timedelta

import pytest

from stegvis.casework.papers.models import Paper
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground, Protection
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.core.documents.checking import LARGEST
from stegvis.core.documents.models import Document
from tests.casework.pages import faults, look, queries_of, send
from tests.core import files
from tests.core.files import upload


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "documents"
    return settings.MEDIA_ROOT


def file(client, person, name="cv.pdf", content=files.PDF, **more):
    values = {"kind": "cv", "file": upload(name, content), **more}
    return send(client, "papers:file", person.public_id, **values)


def the_document():
    return Document.objects.get()


def test_a_coordinator_files_a_document_and_gets_it_back(kerstin, amina):
    answer = file(kerstin, amina, "Aminas CV.pdf")
    assert answer.status_code == 302
    page = look(kerstin, "papers:file", amina.public_id).content.decode()
    assert "Aminas CV.pdf" in page
    assert look(kerstin, "documents:download", the_document().public_id).content == files.PDF


def test_the_persons_log_says_who_opened_which_document(cast, kerstin, amina):
    file(kerstin, amina)
    look(kerstin, "documents:download", the_document().public_id)
    event = AuditEvent.objects.get(verb="documents.document.opened")
    assert (event.person_id, event.account_id) == (amina.pk, cast.kerstin.pk)


def test_an_upload_that_is_not_what_it_claims_is_refused_at_its_field(kerstin, amina, folder):
    assert "program för Windows" in faults(file(kerstin, amina, content=files.EXE))["file"][0]
    assert not Document.objects.exists()
    assert not folder.exists()


def test_a_too_large_upload_is_refused_and_never_kept(kerstin, amina):
    answer = file(kerstin, amina, content=files.PDF + b"x" * LARGEST)
    assert "10,0" in faults(answer)["file"][0]


def test_a_forgotten_file_and_a_forgotten_kind_are_asked_for(kerstin, amina):
    answer = send(kerstin, "papers:file", amina.public_id)
    assert set(faults(answer)) == {"file", "kind"}


def test_a_form_sent_twice_files_one_document(kerstin, amina, folder):
    for _ in range(2):
        file(kerstin, amina, key="samma-nyckel")
    assert Paper.objects.count() == 1
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_a_colleague_without_a_task_reaches_neither_list_nor_document(cast, act_as, kerstin, amina):
    file(kerstin, amina)
    bjorn = act_as(cast.bjorn)
    assert look(bjorn, "papers:file", amina.public_id).status_code == 403
    assert look(bjorn, "documents:download", the_document().public_id).status_code == 403
    assert AuditEvent.objects.filter(
        kind="refusal", verb="documents.document.opened", account_id=cast.bjorn.pk
    ).exists()


def test_a_scope_without_documents_holds_none(cast, act_as, kerstin, amina):
    file(kerstin, amina)
    people.grant(
        amina, account_id=cast.bjorn.pk, scope="plan", ground=Ground.DISCLOSURE, by=cast.system
    )
    assert look(act_as(cast.bjorn), "papers:file", amina.public_id).status_code == 403
    assert (
        look(act_as(cast.bjorn), "documents:download", the_document().public_id).status_code == 403
    )


def test_a_protected_persons_document_does_not_exist_for_others(cast, kerstin, amina):
    file(kerstin, amina)
    people.set_protection(
        amina, level=Protection.STRICT, officers=[cast.bjorn], reason="x", by=cast.system
    )
    assert look(kerstin, "papers:file", amina.public_id).status_code == 404
    assert look(kerstin, "documents:download", the_document().public_id).status_code == 404


def test_a_slip_is_taken_out_on_the_same_day_and_later_by_the_manager_alone(
    cast, act_as, kerstin, amina
):
    file(kerstin, amina)
    file(kerstin, amina)
    papers = list(Paper.objects.order_by("pk"))
    send(kerstin, "papers:take_out", amina.public_id, paper=papers[0].public_id)
    assert list(Paper.objects.all()) == papers[1:]
    assert Document.objects.count() == 1
    people.grant(amina, account_id=cast.maria.pk, ground=Ground.MANAGEMENT, by=cast.system)
    with clock.set_to(clock.now() + timedelta(days=1)):
        later = send(
            act_as(cast.kerstin), "papers:take_out", amina.public_id, paper=papers[1].public_id
        )
        assert later.status_code == 403
        send(act_as(cast.maria), "papers:take_out", amina.public_id, paper=papers[1].public_id)
    assert not Document.objects.exists()


def test_an_erased_persons_documents_are_gone_files_and_all(
    cast, kerstin, amina, folder, django_capture_on_commit_callbacks
):
    file(kerstin, amina)
    with django_capture_on_commit_callbacks(execute=True):
        people.erase(amina, reason="Begäran om radering", by=cast.system)
    assert not Document.objects.exists()
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_the_list_asks_the_database_no_more_for_many_documents(kerstin, amina):
    file(kerstin, amina)
    look(kerstin, "papers:file", amina.public_id)
    few = queries_of(lambda: look(kerstin, "papers:file", amina.public_id))
    for _ in range(4):
        file(kerstin, amina)
    assert queries_of(lambda: look(kerstin, "papers:file", amina.public_id)) == few
