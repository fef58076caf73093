"""Whose identity is protected is found nowhere, by nobody but their named officers.

Each address is opened as each of those who aren't, and so is every filter, count, column and file
it leads to: a new page is among them by being there. What officers take out of the house (paper,
files, calendars) never says where somebody is.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.core import tenancy
from stegvis.core.audit import log
from stegvis.core.notices.models import Notice
from stegvis.core.notices.registries import LETTERS, RECIPIENTS, NoWay
from stegvis.core.notices.texts import written
from stegvis.web.printing import sheets
from tests.cast import build_cast
from tests.desk.lists import NORA, workbook
from tests.desk.test_bringing_lists import sent
from tests.every_url.shielded import Shielded, named_officer, narrowings, said, shield
from tests.every_url.walk import Address, Walker, addresses
from tests.every_url.world import AMINA, build_world

OUTSIDERS = (
    "coordinator", "colleague", "manager", "registrar", "administrator", "log_reviewer",
    "contact_agent", "participant", "employer", "partner", "other_board",
)  # fmt: skip
"""Everybody who isn't a named officer. Kerstin (coordinator) had the persons before, Björn
(colleague) opened their files in an emergency, the employer and the partner were told of them, and
the participant is of their household."""

EVERY_ADDRESS = [pytest.param(address, id=address.name) for address in addresses()]
DEEPEST = 60
"""So many ways on from a page, at most."""


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """A walker through the world, with somebody of each protection in it, and their officer."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        with tenancy.tenant_scope(cast.tenant.pk), log.boundary():
            world = build_world(cast)
            world.accounts["officer"] = officer = named_officer(world)
            found = [shield(world, level, officer) for level in Protection if level]
            yield Walker(world, addresses()), found
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def readable_paper(monkeypatch):
    """A printed page as the words that stand on it."""
    monkeypatch.setattr(sheets, "typeset", lambda sheet: b"%PDF-" + str(sheet).encode())


def _urls(walker: Walker, address: Address, shielded: list[Shielded]) -> Iterator[str]:
    """The address for rows about the protected, about Amina of their household, about nobody."""
    if not address.needs_row:
        yield address.at()
        return
    fit = walker.fits[address.name]
    assert fit is not None
    amina = walker.world.subjects[AMINA].ids
    for ids in (*(one.ids for one in shielded), amina, walker.world.neutral):
        yield from (address.at(row) for row in ids.get(fit.label, [])[:1])


def _told(walker: Walker, role: str, url: str) -> Iterator[tuple[str, str]]:
    """What the address says, and all it leads to with a question in the address."""
    first = walker.visit(role, url).response
    yield url, said(first)
    for where in list(narrowings(first, url))[:DEEPEST]:
        yield where, said(walker.visit(role, where).response)


def _shown(text: str, words: dict[str, str], url: str) -> list[str]:
    return [name for name, word in words.items() if word in text and word not in url]


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_nobody_but_an_officer_finds_the_protected(house, address):
    walker, shielded = house
    faults = []
    for url in _urls(walker, address, shielded):
        for role in OUTSIDERS:
            for where, text in _told(walker, role, url):
                for one in shielded:
                    if shown := _shown(text, one.words, where):
                        faults.append(f"{role} at {where}: {one.level}: {', '.join(shown)}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_what_an_officer_takes_out_never_says_where_they_are(house, address):
    walker, shielded = house
    faults = []
    for url in _urls(walker, address, shielded):
        response = walker.visit("officer", url).response
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            for one in shielded:
                if shown := _shown(said(response), one.place, url):
                    faults.append(f"{url}: {one.level}: {', '.join(shown)}")
    assert not faults, "\n".join(faults)


def test_a_named_officer_opens_them(house):
    walker, shielded = house
    for one in shielded:
        visit = walker.visit("officer", reverse("person:page", args=[one.person.public_id]))
        assert _shown(said(visit.response), one.words, "")[:2] == ["family name", "given name"]


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_no_letter_names_them_and_none_goes_to_an_address_that_isnt_safe(house, language):
    walker, shielded = house
    told = list(Notice.objects.filter(tenant=walker.world.cast.tenant).order_by("pk"))
    assert told
    for notice in told:
        letter = LETTERS.get(notice.text)
        text = str(letter(notice, language) if letter else written(notice.text, language))
        way = RECIPIENTS.get(notice.recipient_kind).way_to(notice.recipient_id, leads_in=False)
        for one in shielded:
            assert not _shown(f"{text} {way}", one.words, "")
    for one in shielded:
        assert RECIPIENTS.get("person").way_to(one.person.pk, leads_in=False) == NoWay("protected")


def _sought(walker: Walker, role: str, url: str, data: dict[str, str]) -> str:
    return said(walker.visit(role, url, {**data, "key": secrets.token_urlsafe(12)}).response)


SEARCHES = {
    "search": ("people:search", "q"),
    "the other record": ("doubles:same", "sought"),
    "household": ("people:household", "other"),
    "employers": ("employers:suggest", "q"),
}
SEEN_BY_NAME = ("given name", "family name", "number", "phone", "email", "street", "postal code")


@pytest.mark.parametrize("word", SEEN_BY_NAME)
@pytest.mark.parametrize(("name", "field"), SEARCHES.values(), ids=SEARCHES)
def test_seeking_the_protected_is_answered_as_seeking_nobody(house, name, field, word):
    walker, shielded = house
    amina = walker.world.subjects[AMINA].person.public_id
    url = reverse(name, args=[amina] if name in ("doubles:same", "people:household") else [])
    for role in OUTSIDERS:
        for one in shielded:
            sought = one.words[word]
            nobody = "zq" * (len(sought) // 2) if not sought.isdigit() else "189001059808"
            found = _sought(walker, role, url, {field: sought, "kind": "sibling"})
            none = _sought(walker, role, url, {field: nobody, "kind": "sibling"})
            others = {key: value for key, value in one.words.items() if value not in sought}
            assert not _shown(found.replace(sought, ""), others, url), role
            assert _bare(found, sought) == _bare(none, nobody), role


def _bare(text: str, sought: str) -> str:
    """An answer without what was typed, and without what is new at each visit."""
    body = text.partition("\n")[2].replace(sought, "")
    return re.sub(r'(name="(?:key|csrfmiddlewaretoken)" value=)"[^"]*"', r"\1", body)


@pytest.mark.parametrize("role", ["coordinator", "colleague", "manager", "registrar"])
def test_registering_somebody_alike_shows_no_protected_double(house, role):
    walker, shielded = house
    for one in shielded:
        typed = {
            "given_name": one.words["given name"],
            "family_name": one.words["family name"],
            "language": "sv",
            "interpreter": "none",
            "no_number_reason": "waiting",
            "protection": "0",
        }
        visit = walker.visit(
            role, reverse("people:register"), {**typed, "key": secrets.token_urlsafe(12)}
        )
        assert visit.status == 302, visit.response.context["form"].errors
        shown = {n: w for n, w in one.words.items() if n not in ("given name", "family name")}
        assert not _shown(said(visit.response), shown, "")


@pytest.mark.parametrize("level", [level for level in Protection if level])
def test_a_list_with_somebody_alike_is_looked_through_as_with_anybody_new(cast, act_as, level):
    facts = people.NewPerson(
        given_name="Tovalisa", family_name="Markebjörk", number="189001029819",
        phone="070-5550117", email="hemligt@example.net", postal_code="91694",
    )  # fmt: skip
    hidden = people.register(cast.unit, facts=facts, by=cast.system)
    people.set_protection(
        hidden, level=level, officers=[cast.kerstin], reason="Hot", by=cast.system
    )
    row = {"Förnamn": "Tovalisa", "Efternamn": "Markebjork", "Födelsedatum": "1890-01-02"}
    page = said(sent(act_as(cast.maria), {**NORA, **row}))
    assert "1 rad genomgången" in page
    for word in (hidden.public_id, "Markebjörk", "5550117", "hemligt@example.net", "91694"):
        assert word not in page
    assert "Skydda" not in page


@pytest.mark.urls("tests.every_url.planted")
def test_a_page_that_lists_everybody_is_found_out(house):
    walker, shielded = house
    for one in shielded:
        text = said(walker.visit("colleague", reverse("planted:listed")).response)
        assert _shown(text, one.words, "") == ["family name", "given name"]


def test_a_workbook_is_opened_and_a_list_of_all_there_is_left_out(rf):
    book = HttpResponse(workbook({"Förnamn": "Tovalisa"}))
    assert "Tovalisa" in said(book)
    assert "Bjurholm" not in said(HttpResponse("<option value=2403>Bjurholm</option>"))
