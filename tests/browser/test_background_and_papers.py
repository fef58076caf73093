"""Filing a document and following a job, as a coordinator does it, at a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from stegvis.core.jobs import actions, registries, worker
from tests.browser.conftest import PHONE
from tests.core import files


@pytest.fixture(scope="module")
def amina(cast):
    return cast.person(coordinator=cast.kerstin)


def choose(page, name, content):
    file = {"name": name, "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    page.get_by_label("Typ av dokument").select_option(label="CV")
    page.get_by_role("button", name="Lägg till").click()


def test_a_document_is_filed_and_fetched(page, cast, amina, sign_in, axe):
    sign_in(page, cast.kerstin)
    page.goto(reverse("papers:file", args=[amina.public_id]))
    choose(page, "cv.pdf", files.EXE)
    expect(page.get_by_role("alert")).to_contain_text("ett program för Windows")
    axe(page)
    choose(page, "cv.pdf", files.PDF)
    expect(page.get_by_role("status")).to_contain_text("Dokumentet ligger i akten")
    axe(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="cv.pdf").click()
    assert fetched.value.path().read_bytes() == files.PDF
    page.set_viewport_size(PHONE)
    axe(page)
    expect(page.get_by_role("link", name="cv.pdf")).to_be_visible()


def test_a_job_is_followed_to_its_end_without_touching_the_page(
    page, cast, sign_in, axe, monkeypatch
):
    seen = []

    def count(run):
        for _ in range(run.done, 3):
            with run.step(total=3, message="Läser annonser"):
                pass
            seen.append(page.get_by_text(f"{run.done} av 3").wait_for())
        return "Tre annonser lästa."

    monkeypatch.setitem(registries.KINDS, "ads", registries.Kind("ads", "Läs in annonser", count))
    sign_in(page, cast.kerstin)
    job = actions.enqueue("ads", by=cast.by(cast.kerstin))
    page.goto(reverse("jobs:show", args=[job.public_id]))
    axe(page)
    worker.run_worker(once=True)
    assert len(seen) == 3
    expect(page.get_by_role("alert")).to_contain_text("Tre annonser lästa.")
    axe(page)
