"""Filing a document about a person, and taking one out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Referral
from stegvis.casework.papers import rules
from stegvis.casework.papers.models import Paper
from stegvis.casework.papers.registries import RESTS_ON
from stegvis.casework.people.models import Person
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.codes import queries as codes
from stegvis.core.documents import actions as documents
from stegvis.core.documents.checking import CheckedFile

WITH_REFERRAL = "referral"
"""The code of `document_kind` for what came with a referral."""


@action("papers.paper.filed", rule=rules.may_file)
def file_paper(person: Person, *, file: CheckedFile, kind: str, by: Actor) -> Paper:
    """Keep a checked file as a paper of the person's file."""
    if not codes.is_current("document_kind", kind, country=person.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="kind")
    document = documents.keep(file, by=by)
    paper = Paper(person=person, secrecy_area=person.secrecy_area, document=document, kind=kind)
    paper.save(force_insert=True)
    return paper


@action("papers.referral.enclosed", rule=rules.may_enclose)
def enclose(referral: Referral, *, files: list[CheckedFile], by: Actor) -> list[Paper]:
    """Keep checked files that came with a referral, as papers of the person's file."""
    person = referral.person
    enclosed = []
    for file in files:
        paper = Paper(
            person=person,
            secrecy_area=person.secrecy_area,
            document=documents.keep(file, by=by),
            kind=WITH_REFERRAL,
            referral=referral,
        )
        paper.save(force_insert=True)
        enclosed.append(paper)
    return enclosed


@action("papers.paper.taken_out", rule=rules.may_take_out)
def take_out(paper: Paper, *, by: Actor) -> None:
    """Remove a paper and its document for good; the log still says that it was there.

    NotAllowedNowError while something rests on it.
    """
    for _name, ask in RESTS_ON:
        if (why := ask(paper)) is not None:
            raise NotAllowedNowError(why)
    _remove(paper, by)


def forget(person: Person, by: Actor) -> int:
    """The eraser of the room: every paper of the person goes, with its document."""
    papers = list(Paper.objects.filter(person=person).select_related("document").order_by("pk"))
    for paper in papers:
        _remove(paper, by)
    return len(papers)


def _remove(paper: Paper, by: Actor) -> None:
    document = paper.document
    paper.delete()
    documents.remove(document, by=by)
