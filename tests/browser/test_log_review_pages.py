"""The month's review as a manager, a reviewer and the person meet it, by keyboard too."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from stegvis.casework.papers import actions as papers
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Ground
from stegvis.casework.people.queries import open_person
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind, Role
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.documents.queries import open_document
from stegvis.desk.manage.models import LogReview
from tests.browser.keyboard import is_for_everybody
from tests.cast import FIRST_DAY


@pytest.fixture(scope="module")
def last_month():
    """A moment early in the month before this one."""
    last = clock.today().replace(day=1) - timedelta(days=1)
    return timezone.make_aware(datetime.combine(last.replace(day=7), time(9)))


@pytest.fixture(scope="module")
def johan(cast, last_month):
    """Whose file, and a certificate in it, Björn and the manager opened last month."""
    with clock.set_to(last_month):
        person = cast.person("Johan", "Ask", coordinator=cast.bjorn)
        people.grant(person, account_id=cast.maria.pk, ground=Ground.MANAGEMENT, by=cast.system)
        for account in (cast.bjorn, cast.maria):
            open_person(person.public_id, by=cast.by(account), purpose="casework")
        text = CheckedFile("intyg.txt", "txt", b"Intyg", is_scanned=False)
        paper = papers.file_paper(person, file=text, kind="certificate", by=cast.by(cast.bjorn))
        open_document(paper.document.public_id, by=cast.by(cast.bjorn))
    return person


@pytest.fixture(scope="module")
def rut(cast):
    """Whom the administrator appointed to review what managers open."""
    account = accounts.create_account(
        cast.tenant, email="rut@example.org", name="Rut Larsson", by=cast.system
    )
    accounts.give_role(
        cast.unit, account=account, role=Role.LOG_REVIEWER, starts=FIRST_DAY, by=cast.system
    )
    return account


@pytest.mark.usefixtures("johan")
def test_a_manager_alone_sees_the_months_and_whom_to_ask(page, cast, sign_in, axe):
    sign_in(page, cast.maria)
    page.goto("/manage/log/")
    expect(page.get_by_text("Be administratören ge någon rollen")).to_be_visible()
    is_for_everybody(page, axe)
    page.get_by_role("region", name="Månader").get_by_role("link").first.click()
    row = page.get_by_role("row").filter(has_text="Johan Ask")
    expect(row).to_contain_text("samma efternamn")
    expect(page.get_by_text("Maria Lund").and_(page.locator("td"))).to_have_count(0)
    is_for_everybody(page, axe)


@pytest.mark.usefixtures("johan")
def test_a_reviewer_signs_what_the_manager_opened(page, cast, rut, sign_in, axe):
    sign_in(page, rut)
    page.goto("/manage/log/")
    is_for_everybody(page, axe)
    page.get_by_role("link", name="Maria Lund").first.click()
    expect(page.get_by_text("Johan")).to_have_count(0)
    is_for_everybody(page, axe)
    page.get_by_label("Vad du såg").fill("Frågat Maria: hon var i kön.")
    page.get_by_role("button", name="Jag har gått igenom öppningarna").click()
    expect(page.get_by_role("status")).to_contain_text("Granskningen är signerad")
    assert LogReview.objects.get().of == cast.maria
    is_for_everybody(page, axe)


def test_the_person_reads_that_a_document_was_opened(page, cast, johan, sign_in, axe):
    account = accounts.create_account(
        cast.tenant, email="johan@example.org", name="Johan", by=cast.system
    )
    accounts.link_party(account, kind=PartyKind.PARTICIPANT, record_id=johan.pk, by=cast.system)
    sign_in(page, account)
    page.goto("/me/openings/")
    expect(page.get_by_text("Läsa ett dokument")).to_be_visible()
    is_for_everybody(page, axe)
