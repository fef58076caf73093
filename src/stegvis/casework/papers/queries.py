"""Reading a person's papers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases.models import Referral
from stegvis.casework.papers import actions, rules
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
from stegvis.core.documents.checking import CheckedFile
from stegvis.core.documents.models import Document
from stegvis.core.documents.registries import Held


@dataclass(frozen=True)
class Line:
    """A paper, and whether the actor may take it out."""

    paper: Paper
    may_take_out: bool


def _papers(person: Person) -> QuerySet[Paper]:
    rows = Paper.objects.filter(person=person)
    return rows.select_related("document__uploaded_by", "person")


def papers_of(person: Person, *, by: Actor) -> list[Line]:
    """The person's papers, newest first."""
    people.require(person, by=by, compartment="documents")
    rows = _papers(person).order_by("-document__created_at", "-pk")
    may_file = rules.may_file(person, by)
    return [Line(paper, may_file and rules.was_a_slip(paper, by)) for paper in rows]


def paper(person: Person, public_id: str, *, by: Actor) -> Paper | None:
    """One of the person's papers."""
    people.require(person, by=by, compartment="documents")
    return _papers(person).filter(public_id=public_id).first()


def holds(document: Document, by: Actor) -> Held | None:
    """Whether the document is a paper, for the store's door; RefusedError when it stays closed."""
    rows = Paper.objects.select_related("person", "referral")
    paper = rows.filter(document=document).first()
    if paper is None:
        return None
    if not _came_with_what_is_open(paper, by):
        people.require(paper.person, by=by, compartment="documents")
    return Held(person_id=paper.person_id)


def _came_with_what_is_open(paper: Paper, by: Actor) -> bool:
    """Whether it came with a referral that waits and that the actor may open."""
    referral = paper.referral
    if referral is None or not referral.is_waiting:
        return False
    return cases.referral(referral.public_id, by=by) is not None


class Enclosures:
    """What the room of cases asks this one about the papers that came with referrals."""

    def enclose(self, referral: Referral, /, *, files: list[CheckedFile], by: Actor) -> None:
        """Keep the files with the referral."""
        actions.enclose(referral, files=files, by=by)

    def enclosed(self, referrals: list[Referral], /, *, by: Actor) -> dict[int, list[Document]]:
        """The documents of referrals that the actor has before them, oldest first."""
        rows = Paper.objects.filter(
            people.about_visible(by), referral__in=[one.pk for one in referrals]
        )
        found: dict[int, list[Document]] = {}
        for paper in rows.select_related("document").order_by("pk"):
            found.setdefault(paper.referral_id or 0, []).append(paper.document)
        return found
