"""One pair judged by the engine: when a person decides, and again when it is replayed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from stegvis.engine.explanation import Explanation, explain
from stegvis.engine.replay import input_hash
from stegvis.engine.score import Weights
from stegvis.work.matching.compiling import Groups, Problem, pose
from stegvis.work.matching.facts import PersonFacts, PlaceFacts
from stegvis.work.matching.models import Proposal

WEIGHTS = Weights()
"""The weights in force."""
KNOWN_WEIGHTS = {WEIGHTS.version: WEIGHTS}
"""Every set of weights a proposal may have been computed with, by version."""


@dataclass(frozen=True)
class Judgement:
    """The engine's answer on one pair, and all that is needed to compute it again."""

    explanation: Explanation
    input_hash: str
    facts: dict[str, Any]
    weights_version: str = WEIGHTS.version


def judge(person: PersonFacts, place: PlaceFacts) -> Judgement:
    """Judge a pair today. What is kept is no more than the answer depends on."""
    relevant = person.relevant_to(place)
    problem = pose(relevant, [place])
    facts = {
        "person": relevant.as_json(),
        "place": place.as_json(),
        "groups": asdict(problem.groups),
    }
    return Judgement(_explained(problem, WEIGHTS), _hash(problem, WEIGHTS), facts)


def replay(proposal: Proposal) -> tuple[Explanation, str]:
    """The answer computed again from what was kept, and the hash of its input.

    Both are the stored ones to the last bit, whatever has become of person, place, taxonomy and
    weights since. KeyError for weights that this version of the product doesn't know.
    """
    weights = KNOWN_WEIGHTS[proposal.weights_version]
    kept = proposal.facts
    groups = Groups.from_json(kept["groups"])
    person, place = PersonFacts.from_json(kept["person"]), PlaceFacts.from_json(kept["place"])
    problem = pose(person, [place], groups)
    return _explained(problem, weights), _hash(problem, weights)


def _explained(problem: Problem, weights: Weights) -> Explanation:
    seeker, place = problem.seekers.one(0), problem.places.one(0)
    return explain(seeker, place, problem.relations, weights=weights)


def _hash(problem: Problem, weights: Weights) -> str:
    return input_hash(problem.seekers, problem.places, problem.relations, weights)
