"""What waits for an answer in the demo: places that were proposed, and questions on own pages."""

from __future__ import annotations

from stegvis.casework.people.models import Person
from stegvis.casework.situation import actions as situation
from stegvis.cli.demo.cast import Cast
from stegvis.cli.demo.life import Life
from stegvis.work.matching import actions as matching
from stegvis.work.matching import queries as matches
from stegvis.work.matching.models import Proposal

PROPOSED = ("oksana", "amina", "johan", "hanna")
SAYS_YES = "hanna"
ASKED = {"oksana": ("work", "language", "money")}
"""Which areas of life somebody is asked about on their own page."""


def leave_to_answer(cast: Cast, told: dict[str, Life]) -> None:
    """Propose to each what fits best, and ask; one has answered. In a demo of few persons some of
    them may be those whose identity is protected: nothing waits for them."""
    shut = {key for key, life in told.items() if Person.objects.get(pk=life.person.pk).is_protected}
    for key in PROPOSED:
        if key in shut:
            continue
        proposal = _propose(told[key], cast)
        if key == SAYS_YES:
            matching.answer(proposal, answer="yes", how="phone", by=cast.by(told[key].coordinator))
    for key, areas in ASKED.items():
        if key in shut:
            continue
        life = told[key]
        by = cast.by(life.coordinator)
        situation.begin(life.case, occasion="between", chosen=areas, asks_person=True, by=by)


def _propose(life: Life, cast: Cast) -> Proposal:
    by = cast.by(life.coordinator)
    found = matches.proposals_for(life.person, by=by)
    best = (found.fits or found.near)[0].place
    return matching.decide(life.person, opportunity=best, decision="proposed", by=by)
