"""The page that a manager takes to the board: one sheet of A4, and read by everybody."""

import re

import pytest

from stegvis.casework.cases import actions as cases
from stegvis.core.audit import log
from tests.browser.conftest import DESK, PHONE
from tests.desk import story

REASONS = ("job", "subsidised_job", "studies", "moved", "illness", "stopped_coming")
PAGES = re.compile(rb"/Type\s*/Page\b")


@pytest.fixture(scope="module", autouse=True)
def unit(cast):
    """A unit with a year of its own: five have left for each reason, and six are here."""
    with log.boundary():
        for reason in REASONS:
            for number in range(5):
                case = story.taken(cast, reason, f"Nummer{number}")
                left = cases.ExitFacts(
                    reason=reason, occupation_after="other", verified_how="employer"
                )
                cases.end(case, facts=left, seen_version=case.version, by=cast.system)
        for number in range(6):
            story.met(cast, story.taken(cast, "Kvar", f"Nummer{number}"))


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_it_is_one_sheet_of_paper(page, cast, sign_in, language, base_url):
    sign_in(page, cast.maria)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    page.goto("/manage/board/")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("svg.flow").is_visible()
    assert len(PAGES.findall(page.pdf(prefer_css_page_size=True))) == 1


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_everybody_reads_it(page, cast, sign_in, axe, size):
    page.set_viewport_size(size)
    sign_in(page, cast.maria)
    page.goto("/manage/board/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
