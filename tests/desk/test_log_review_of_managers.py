"""What a unit's manager opened is reviewed by somebody else; documents count as openings."""

from datetime import UTC, date, datetime, timedelta

import pytest

from stegvis.casework.papers import actions as papers
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.casework.people.queries import open_person, openings
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.core.accounts.queries import actor_for
from stegvis.core.audit import recording
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.documents.queries import open_document
from stegvis.desk.manage import actions
from stegvis.desk.manage.models import LogReview
from tests.cast import FIRST_DAY

OCTOBER = date(2026, 10, 1)
IN_OCTOBER = datetime(2026, 10, 7, 9, tzinfo=UTC)
IN_NOVEMBER = datetime(2026, 11, 9, 9, tzinfo=UTC)


@pytest.fixture
def johan(cast):
    """Somebody whom both Björn and the manager reach."""
    with clock.set_to(IN_OCTOBER - timedelta(days=30)):
        person = cast.person("Johan", "Ek", coordinator=cast.bjorn)
        people.grant(person, account_id=cast.maria.pk, ground=Ground.MANAGEMENT, by=cast.system)
    return person


@pytest.fixture
def opened_by_maria(cast, johan):
    with clock.set_to(IN_OCTOBER):
        open_person(johan.public_id, by=cast.by(cast.maria), purpose="casework")
    return johan


def page(client, account, url):
    client.force_login(account)
    with clock.set_to(IN_NOVEMBER):
        return client.get(url)


def appoint(cast, role, name="Rut Larsson"):
    account = accounts.create_account(
        cast.tenant, email=f"{role}@example.org", name=name, by=cast.system
    )
    accounts.give_role(cast.unit, account=account, role=role, starts=FIRST_DAY, by=cast.system)
    return account


def of_maria(cast):
    return f"/manage/log/2026/10/{cast.maria.public_id}/"


def test_a_managers_own_openings_are_not_in_the_draw_they_sign(client, cast, opened_by_maria):
    text = page(client, cast.maria, "/manage/log/2026/10/").content.decode()
    assert "Ingen akt öppnades" in text
    with clock.set_to(IN_NOVEMBER):
        review = actions.sign_review(cast.unit, month=OCTOBER, notes="", by=cast.by(cast.maria))
    assert review.drawn == []


def test_a_manager_neither_opens_nor_signs_the_review_of_their_own(client, cast, opened_by_maria):
    answer = page(client, cast.maria, of_maria(cast))
    assert answer.status_code == 403
    assert "Du öppnade de här akterna" in answer.content.decode()
    with clock.set_to(IN_NOVEMBER), pytest.raises(RefusedError):
        actions.sign_managers_review(cast.maria, month=OCTOBER, notes="", by=cast.by(cast.maria))


def test_alone_a_manager_is_told_whom_to_ask(client, cast, opened_by_maria):
    text = page(client, cast.maria, "/manage/log/").content.decode()
    assert "Be administratören ge någon rollen loggranskare" in text
    appoint(cast, Role.LOG_REVIEWER)
    assert "Be administratören" not in page(client, cast.maria, "/manage/log/").content.decode()


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.LOG_REVIEWER])
def test_another_manager_or_an_appointed_reviewer_signs(client, cast, opened_by_maria, role):
    other = appoint(cast, role)
    assert of_maria(cast) in page(client, other, "/manage/log/").content.decode()
    assert "Maria Lund" in page(client, other, of_maria(cast)).content.decode()
    with clock.set_to(IN_NOVEMBER):
        answer = client.post(of_maria(cast), {"key": "k", "notes": "Frågat Maria"})
    assert answer.url == "/manage/log/"
    review = LogReview.objects.get()
    assert (review.of, review.signed_by) == (cast.maria, other)
    assert [one["account"] for one in review.drawn] == [cast.maria.pk]
    with clock.set_to(IN_NOVEMBER), pytest.raises(NotAllowedNowError):
        actions.sign_managers_review(cast.maria, month=OCTOBER, notes="", by=actor_for(other))


def test_an_appointed_reviewer_reads_no_name_of_a_person(client, cast, opened_by_maria):
    text = page(client, appoint(cast, Role.LOG_REVIEWER), of_maria(cast)).content.decode()
    assert "Johan" not in text
    assert "utanför det du kommer åt" in text


def test_nobody_without_the_task_reads_what_managers_opened(client, cast, opened_by_maria):
    for account in (cast.kerstin, cast.admin):
        for url in ("/manage/log/", of_maria(cast)):
            assert page(client, account, url).status_code == 403


def test_an_opened_document_counts_in_the_review_and_on_the_persons_page(client, cast, johan):
    with clock.set_to(IN_OCTOBER):
        text = CheckedFile("intyg.txt", "txt", b"Intyg", is_scanned=False)
        paper = papers.file_paper(johan, file=text, kind="certificate", by=cast.by(cast.bjorn))
        open_document(paper.document.public_id, by=cast.by(cast.bjorn))
    assert "Johan Ek" in page(client, cast.maria, "/manage/log/2026/10/").content.decode()
    own = accounts.create_account(cast.tenant, email="j@example.org", name="Johan", by=cast.system)
    accounts.link_party(own, kind=PartyKind.PARTICIPANT, record_id=johan.pk, by=cast.system)
    assert [one.purpose for one in openings(johan, by=actor_for(own))] == ["document"]
    client.force_login(own)
    assert "Läsa ett dokument" in client.get("/me/openings/").content.decode()


def test_the_same_address_stands_out_however_it_is_written(client, cast, johan):
    own = cast.person("Björn", "Ask")
    for person, value in (
        (johan, "Storgatan 1, 821 30 Bollnäs"),
        (own, "storgatan 1  821 30 BOLLNÄS"),
    ):
        people.add_contact_way(person, kind="post", value=value, by=cast.system)
    with recording.recording("test", cast.system):
        own.staff_account = cast.bjorn
        own.save()
    with clock.set_to(IN_OCTOBER):
        open_person(johan.public_id, by=cast.by(cast.bjorn), purpose="casework")
    assert "samma adress" in page(client, cast.maria, "/manage/log/2026/10/").content.decode()
