"""At which addresses there is a page to look at, and as whom there is most to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.every_url.walk import ANYBODY, NO_ROW, OPEN, Address, Visit, Walker

LOOKERS = (
    "coordinator", "manager", "administrator", "participant", "employer", "partner",
    "log_reviewer", "colleague",
)  # fmt: skip
"""Those whose pages are compared; the other roles see a part of what one of these sees."""


@dataclass(frozen=True)
class Seen:
    """What somebody gets at an address."""

    address: str
    role: str
    url: str
    status: int
    length: int
    templates: frozenset[str]
    is_page: bool

    @property
    def place(self) -> str:
        """Where a fault is."""
        return f"{self.address} as {self.role} ({self.url})"


@dataclass
class Survey:
    """The pages to look at, and the addresses that nobody here gets anything from."""

    pages: list[Seen] = field(default_factory=list)
    silent: set[str] = field(default_factory=set)


def survey(walker: Walker) -> Survey:
    """Each address with a page, as whoever sees most there; then as those who see another one.

    Another page is one with a template that no page before it had: a refusal, a participant's
    frame, a list that is empty.
    """
    found = Survey()
    answered = {address.name: _answers(walker, address) for address in walker.addresses}
    for name, answers in answered.items():
        shown = [seen for seen in answers if seen.status == 200]
        found.pages += sorted(shown, key=lambda seen: seen.is_page * seen.length)[-1:]
        if not shown and any(seen.status != 405 for seen in answers):
            found.silent.add(name)
    found.pages = [seen for seen in found.pages if seen.is_page]
    drawn = frozenset[str]().union(*(seen.templates for seen in found.pages))
    for seen in (seen for answers in answered.values() for seen in answers):
        if seen.is_page and not seen.templates <= drawn:
            found.pages.append(seen)
            drawn |= seen.templates
    return found


def first_pages(walker: Walker) -> list[Seen]:
    """Each address with a page, as the first who gets one: fewer visits than a survey's."""
    found = (next(_shown(walker, address), None) for address in walker.addresses)
    return [seen for seen in found if seen is not None]


def _shown(walker: Walker, address: Address) -> Iterator[Seen]:
    for row in _rows(walker, address):
        for seen in _looked_at(walker, address, row):
            if seen.status == 405:
                return
            if seen.status == 200 and seen.is_page:
                yield seen


def _answers(walker: Walker, address: Address) -> list[Seen]:
    """What an address answers: for a first row or, where nobody gets anything there, for others."""
    first, *others = _rows(walker, address)
    answers = list(_looked_at(walker, address, first))
    for row in others:
        if any(seen.status in (200, 405) for seen in answers):
            break
        answers += _looked_at(walker, address, row)
    return answers


def _looked_at(walker: Walker, address: Address, row: str) -> Iterator[Seen]:
    """What each one gets at a row's address; what only takes a POST is asked once."""
    url = address.at(row)
    for role in (*LOOKERS, *([ANYBODY] if address.name in OPEN else [])):
        seen = _seen(address, role, url, walker.visit(role, url))
        yield seen
        if seen.status == 405:
            return


def _rows(walker: Walker, address: Address) -> list[str]:
    """Ids that fit an address; one of no row where it needs none."""
    if not address.needs_row:
        return [NO_ROW]
    fit = walker.fits[address.name]
    assert fit is not None, f"no row of tests/every_url/world.py fits {address.name}"
    world = walker.world
    about_somebody = [row for one in world.subjects.values() for row in one.ids.get(fit.label, [])]
    return about_somebody or world.neutral[fit.label]


def _seen(address: Address, role: str, url: str, visit: Visit) -> Seen:
    response = visit.response
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return Seen(
        address.name,
        role,
        url,
        visit.status,
        length=len(response.content) if is_html else 0,
        templates=frozenset(t.name for t in response.templates if t.name),
        is_page=is_html and b"<html" in response.content,
    )
