"""What comes with a referral is there where it is judged, and for nobody else."""

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.models import Referral
from stegvis.casework.papers import actions as papers
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import clock
from stegvis.core.audit.models import AuditEvent
from stegvis.core.audit.refusals import RefusedError
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.documents.models import Document
from tests.casework.pages import faults, look, queries_of, send
from tests.core import files
from tests.core.files import upload
from tests.desk.story import EXIT, FACTS

SAID = {
    "source": "social_services",
    "reason": "Vill börja arbeta",
    "disclosure_ground": "consent",
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "documents"
    return settings.MEDIA_ROOT


def refer(client, person, *uploads):
    values = {**SAID, "received_on": clock.today().isoformat(), "enclosures": list(uploads)}
    return send(client, "cases:refer", person.public_id, **values)


@pytest.fixture
def referral(cast, act_as, amina):
    """Amina, referred with a CV and a picture of a certificate."""
    answer = refer(
        act_as(cast.kerstin), amina, upload("CV.pdf", files.PDF), upload("betyg.png", files.PNG)
    )
    assert answer.status_code == 302, faults(answer)
    return Referral.objects.get()


def names_on(answer):
    text = answer.content.decode()
    return [name for name in ("CV.pdf", "betyg.png") if name in text]


def test_files_are_attached_when_the_referral_is_registered(cast, act_as, referral):
    assert "2 dokument" in look(act_as(cast.bjorn), "cases:queue").content.decode()
    page = look(act_as(cast.bjorn), "cases:referral", referral.public_id)
    assert names_on(page) == ["CV.pdf", "betyg.png"]
    document = Document.objects.order_by("pk").first()
    got = look(act_as(cast.bjorn), "documents:download", document.public_id)
    assert got.content == files.PDF
    opened = AuditEvent.objects.get(verb="documents.document.opened")
    assert (opened.person_id, opened.account_id) == (referral.person_id, cast.bjorn.pk)


def test_what_is_stored_can_not_be_read_from_the_disk(folder, referral):
    stored = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(stored) == 2
    assert not any(files.PDF in content for content in stored)


def test_whoever_waits_is_read_of_by_the_queue_and_by_nobody_else(cast, act_as, referral):
    document = Document.objects.order_by("pk").first()
    _unit, vera = cast.another_board()
    for account in (vera, cast.admin):
        assert look(act_as(account), "documents:download", document.public_id).status_code != 200
    assert look(act_as(cast.bjorn), "papers:file", referral.person.public_id).status_code == 403


def test_a_referral_that_is_taken_leaves_them_to_whoever_has_the_case(cast, act_as, referral):
    cases.take(referral, coordinator=cast.maria, by=cast.by(cast.maria))
    document = Document.objects.order_by("pk").first()
    assert look(act_as(cast.maria), "documents:download", document.public_id).status_code == 200
    assert look(act_as(cast.bjorn), "documents:download", document.public_id).status_code == 403
    page = look(act_as(cast.maria), "papers:file", referral.person.public_id)
    assert names_on(page) == ["CV.pdf", "betyg.png"]
    assert "Följde med anvisningen" in page.content.decode()


def test_a_refused_referral_shows_them_to_nobody_in_the_queue(cast, act_as, referral):
    cases.refuse(referral, reason="declined", by=cast.by(cast.bjorn))
    document = Document.objects.order_by("pk").first()
    assert look(act_as(cast.bjorn), "documents:download", document.public_id).status_code == 403


def test_a_protection_shuts_them_with_the_file(cast, act_as, referral):
    people.set_protection(
        referral.person,
        level=Protection.STRICT,
        officers=[cast.maria],
        reason="Hot",
        by=cast.system,
    )
    document = Document.objects.order_by("pk").first()
    assert look(act_as(cast.maria), "documents:download", document.public_id).status_code == 200
    assert look(act_as(cast.bjorn), "documents:download", document.public_id).status_code == 404


@pytest.mark.parametrize(
    ("uploads", "said"),
    [
        ([("cv.pdf", files.EXE)], "cv.pdf: "),
        ([(f"{n}.pdf", files.PDF) for n in range(4)], "högst tre"),
    ],
)
def test_one_file_that_may_not_be_stored_stops_the_whole(cast, act_as, amina, uploads, said):
    answer = refer(act_as(cast.kerstin), amina, *(upload(*one) for one in uploads))
    assert said in faults(answer)["enclosures"][0]
    assert "Vill börja arbeta" in answer.content.decode()
    assert not Referral.objects.exists()
    assert not Document.objects.exists()


def test_a_referral_refused_by_a_rule_keeps_no_file(cast, act_as, amina, referral):
    answer = refer(act_as(cast.kerstin), amina, upload("nytt.pdf", files.PDF))
    assert answer.status_code == 200
    assert Document.objects.count() == 2


def test_nothing_is_added_to_a_referral_that_is_decided(cast, referral):
    by = cast.by(cast.kerstin)
    cases.refuse(referral, reason="declined", by=cast.system)
    referral.refresh_from_db()
    with pytest.raises(RefusedError):
        papers.enclose(referral, files=[], by=by)


def test_erasing_the_person_erases_them(cast, folder, referral, django_capture_on_commit_callbacks):
    case = cases.take(referral, coordinator=cast.kerstin, by=cast.by(cast.maria))
    cases.end(case, facts=EXIT, seen_version=case.version, by=cast.system)
    with django_capture_on_commit_callbacks(execute=True):
        people.erase(referral.person, reason="Gallras enligt planen", by=cast.system)
    assert not Document.objects.exists()
    assert not Paper.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_the_queue_asks_once_for_all_documents(cast, act_as, referral):
    client = act_as(cast.bjorn)
    one = queries_of(lambda: look(client, "cases:queue"))
    for number in range(4):
        person = cast.person(f"Nora{number}", coordinator=cast.kerstin)
        more = cases.refer(person, unit=cast.unit, facts=FACTS, by=cast.by(cast.kerstin))
        papers.enclose(
            more,
            files=[CheckedFile("cv.pdf", "pdf", files.PDF, is_scanned=False)],
            by=cast.by(cast.kerstin),
        )
    assert queries_of(lambda: look(client, "cases:queue")) == one
