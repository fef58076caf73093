"""Reading a person's papers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from stegvis.casework.papers import rules
from stegvis.casework.papers.models import Paper
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor
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
    paper = Paper.objects.select_related("person").filter(document=document).first()
    if paper is None:
        return None
    people.require(paper.person, by=by, compartment="documents")
    return Held(person_id=paper.person_id)
