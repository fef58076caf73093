"""One pair in words' raw material: terms, what is met and missing, what would change the answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from stegvis.engine import limits
from stegvis.engine.comparison import Comparison, compare
from stegvis.engine.facts import Certainty
from stegvis.engine.relations import Closeness, Relations
from stegvis.engine.score import Weights, terms, total

FITS, NEAR, HIDDEN = "fits", "near", "hidden"


@dataclass(frozen=True)
class Change:
    """One thing that would change the answer: the pair's list and score if it were so."""

    kind: str
    """must, merit, language, licence, training, or relax (a hiding limit passed over)."""
    code: int | str
    """The skill or language, the mask of licences, the occupation, or the limit's code."""
    list_then: str
    score_then: float


@dataclass(frozen=True)
class Explanation:
    """Why a place stands where it stands for a person. Codes are those of the facts."""

    list_now: str
    """`fits`, `near` or `hidden`."""
    score: float
    terms: dict[str, float]
    """Signed points per term in the order of `score.TERMS`; their sum is `score` exactly."""
    limits: tuple[limits.Limit, ...]
    """The limits that the pair breaks."""
    check_journey: bool
    kilometres: float | None
    """About, by road; None unknown."""
    musts_met: dict[int, int]
    """Skill → `Certainty`."""
    musts_missing: tuple[int, ...]
    merits_met: dict[int, int]
    merits_missing: tuple[int, ...]
    languages_met: tuple[int, ...]
    languages_missing: dict[int, int]
    """Language → level asked."""
    licences_missing: int
    """Mask, of law or place."""
    closest_occupations: tuple[int, ...]
    """The person's occupations that give the term `occupation` its points."""
    occupation_closeness: Closeness
    closest_wishes: tuple[int, ...]
    wish_closeness: Closeness
    changes: tuple[Change, ...]
    """What single thing would change list or score, the best first."""


def explain(
    seeker: SimpleNamespace,
    place: SimpleNamespace,
    relations: Relations,
    *,
    weights: Weights,
    relaxed: Collection[str] = (),
) -> Explanation:
    """Explain one pair given by `Seekers.one` and `Opportunities.one`."""
    counts, broken, score = _judge(seeker, place, relations, weights, relaxed)
    spoken = seeker.languages
    return Explanation(
        list_now=_list_of(broken),
        score=score,
        terms={c: float(points) for c, points in terms(seeker, counts, weights).items()},
        limits=limits.named(broken),
        check_journey=bool(limits.check_journey(seeker, place, counts)),
        kilometres=counts.distance / 10 if counts.distance >= 0 else None,
        musts_met={code: seeker.skills[code] for code in place.musts if code in seeker.skills},
        musts_missing=tuple(code for code in place.musts if code not in seeker.skills),
        merits_met={code: seeker.skills[code] for code in place.merits if code in seeker.skills},
        merits_missing=tuple(code for code in place.merits if code not in seeker.skills),
        languages_met=tuple(c for c, level in place.languages.items() if spoken.get(c, 0) >= level),
        languages_missing={c: v for c, v in place.languages.items() if spoken.get(c, 0) < v},
        licences_missing=(place.licences_by_law | place.licences_asked) & ~seeker.licences,
        closest_occupations=_closest(seeker.occupations, place, relations, counts.occupation),
        occupation_closeness=Closeness(counts.occupation),
        closest_wishes=_closest(seeker.wishes, place, relations, counts.wish),
        wish_closeness=Closeness(counts.wish),
        changes=_changes(seeker, place, relations, weights, relaxed),
    )


def _judge(
    seeker: SimpleNamespace,
    place: SimpleNamespace,
    relations: Relations,
    weights: Weights,
    relaxed: Collection[str],
) -> tuple[Comparison, int, float]:
    counts = compare(seeker, place, relations)
    broken = int(limits.broken(seeker, place, counts)) & ~limits.mask_of(relaxed)
    return counts, broken, float(total(seeker, counts, weights))


def _list_of(broken: int) -> str:
    if broken & limits.HIDING_MASK:
        return HIDDEN
    return NEAR if broken else FITS


def _closest(
    held: dict[int, int], place: SimpleNamespace, relations: Relations, kind: int
) -> tuple[int, ...]:
    if kind == Closeness.NONE:
        return ()
    return tuple(one for one in held if relations.between([one], place.occupation) == kind)


def _changes(
    seeker: SimpleNamespace,
    place: SimpleNamespace,
    relations: Relations,
    weights: Weights,
    relaxed: Collection[str],
) -> tuple[Change, ...]:
    """Every single thing, tried: the pair is judged again as if the person had it.

    What alone would change neither list nor score (one of two languages, say) is none of them.
    """

    def tried(kind: str, code: int | str, over: Collection[str] = (), **facts: Any) -> Change:
        other = SimpleNamespace(**{**vars(seeker), **facts})
        _, broken, score = _judge(other, place, relations, weights, {*relaxed, *over})
        return Change(kind, code, _list_of(broken), score)

    _, now, score = _judge(seeker, place, relations, weights, relaxed)
    codes = {limit.code for limit in limits.named(now)}
    found = [
        tried(kind, code, skills={**seeker.skills, code: Certainty.CERTIFIED})
        for kind, asked in (("must", place.musts), ("merit", place.merits))
        for code in asked
        if code not in seeker.skills
    ]
    found += [
        tried("language", code, languages={**seeker.languages, code: level})
        for code, level in place.languages.items()
        if seeker.languages.get(code, 0) < level
    ]
    if codes & {"licence", "licence_by_law"}:
        missing = (place.licences_by_law | place.licences_asked) & ~seeker.licences
        found.append(tried("licence", missing, licences=seeker.licences | missing))
    if "training" in codes:
        held = {**seeker.occupations, place.occupation: 0}
        found.append(tried("training", place.occupation, occupations=held))
    found += [
        tried("relax", limit.code, [limit.code]) for limit in limits.HIDING if limit.code in codes
    ]
    order = (FITS, NEAR, HIDDEN)
    found = [one for one in found if one.list_then != _list_of(now) or one.score_then > score]
    return tuple(
        sorted(found, key=lambda c: (order.index(c.list_then), -c.score_then, c.kind, str(c.code)))
    )
