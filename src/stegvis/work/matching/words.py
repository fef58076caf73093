"""The engine's answer in words: terms with their bars, what is met and missing, what would help.

Concepts are named in the reader's language where we have the name, else as the taxonomy or the ad
names them, marked as Swedish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stegvis.engine.explanation import FITS, Change, Explanation
from stegvis.engine.facts import Certainty
from stegvis.engine.relations import Closeness
from stegvis.reference import driving_licences, languages, naming, occupations, skills
from stegvis.web.naming import filled, inside, listed, reader, spoken
from stegvis.work.matching.compiling import Names
from stegvis.work.matching.facts import GROUP, LEVELS, ssyk4_of
from stegvis.work.opportunities.models import Opportunity

FULL_BAR = 80
"""Points that fill a bar: a little more than any single term gives."""
FULL_ROW = 125
"""Points that fill the small bar of a row: a little more than all terms give together."""
MAX_CHANGES = 3

SOURCES: dict[int, str | Promise] = {
    Certainty.INFERRED: gettext_lazy("assumed"),
    Certainty.STATED: gettext_lazy("told"),
    Certainty.SHOWN: gettext_lazy("shown"),
    Certainty.CERTIFIED: gettext_lazy("certificate"),
}

LIMITS: dict[str, str | Promise] = {
    "age": gettext_lazy("Age limits set by law"),
    "licence_by_law": gettext_lazy("Licences that the law demands"),
    "distance": gettext_lazy("Farther than %(name)s wants to travel"),
    "capacity": gettext_lazy("More hours than %(name)s can work"),
    "hours": gettext_lazy("Times when %(name)s can't work"),
    "exposure": gettext_lazy("Things at work that %(name)s needs to avoid"),
    "no_go": gettext_lazy("Occupations that %(name)s doesn't want"),
    "start": gettext_lazy("Begins before %(name)s can"),
}
"""What hides, in the words of the opened list. Never shown at a glance."""

REMEDIES: dict[str, str | Promise] = {
    "education": gettext_lazy("training"),
    "licence": gettext_lazy("driving licence"),
    "language_course": gettext_lazy("language"),
    "course": gettext_lazy("course or certificate"),
}

CLOSENESS: dict[int, str | Promise] = {
    Closeness.SAME: "%(title)s",
    Closeness.LARGELY: gettext_lazy("close to %(title)s"),
    Closeness.GROUP: gettext_lazy("same group as %(title)s"),
    Closeness.PARTLY: gettext_lazy("partly like %(title)s"),
    Closeness.WIDER_GROUP: gettext_lazy("related to %(title)s"),
}


@dataclass(frozen=True)
class Term:
    """A term of the score. `points` are whole; the shown terms add up to the shown score."""

    code: str
    label: str
    points: int
    width: int
    """0 to 100: how much of the bar it fills."""
    tone: int
    """1 to 5, the shade of the bar."""


@dataclass(frozen=True)
class Segment:
    """A part of the small bar of a row, in hundredths of its width."""

    x: int
    width: int
    tone: int


@dataclass(frozen=True)
class Met:
    """Something the person has that the place asks for, and where we know it from."""

    label: str
    source: str | Promise


@dataclass(frozen=True)
class WouldHelp:
    """One thing that would change the answer."""

    label: str
    fits_then: bool
    score_then: int


class Words:
    """Words for the codes of one problem."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def skill(self, code: int, place: Opportunity) -> str:
        """A skill by the taxonomy, else as the ad has it."""
        concept = self.names.skills.names[code]
        known = skills.skill(concept)
        return spoken(known.label if known.is_known else place.concept_labels.get(concept, concept))

    def language(self, code: int, place: Opportunity) -> str:
        """A language, as people write it in the middle of a sentence."""
        concept = self.names.languages.names[code]
        if languages.language(concept).is_known:
            name = naming.of_language(concept, reader())
            return spoken(name.text if name.language == "en" else name.text.lower(), name.language)
        return spoken(place.concept_labels.get(concept, concept).lower())

    def occupation(self, code: int) -> str:
        """An occupation; the group where only that is known; or a field of working life.

        As it is written in the middle of a sentence.
        """
        concept = self.names.occupations.names[code]
        if concept in occupations.fields():
            return _inside(naming.of_field(concept, reader()))
        if concept.startswith(GROUP):
            return _inside(naming.of_group(ssyk4_of(concept), reader()))
        return _inside(naming.Name(occupations.occupation(concept).label))

    def licences(self, mask: int) -> list[str]:
        """Licences of a mask, driving ones by their letters."""
        named = self.names.licences.of_mask(mask)
        known = driving_licences.driving_licences()
        return [
            _("driving licence %(code)s") % {"code": name}
            if name in known
            else listed(map(spoken, name.split("|")), f" {_('or')} ")
            for name in named
        ]

    def terms(self, why: Explanation, place: Opportunity) -> list[Term]:
        """The terms that count, with labels; none for a term that gives nothing."""
        labels = {
            "must": _must_label(why),
            "occupation": self._closeness(
                _("Occupation"), why.occupation_closeness, why.closest_occupations
            ),
            "wish": self._closeness(_("Wished for"), why.wish_closeness, why.closest_wishes),
            "merit": filled(
                _("Welcome: %(skills)s"),
                skills=listed(self.skill(code, place) for code in why.merits_met),
            ),
            "distance": distance(why.kilometres),
        }
        shown = whole(why.terms)
        return [
            Term(code, labels[code], shown[code], _share(points, FULL_BAR), tone)
            for tone, (code, points) in enumerate(why.terms.items(), start=1)
            if points
        ]

    def main_reason(self, terms: list[Term], why: Explanation, place: Opportunity) -> str:
        """What of the person speaks for the place most: a term, or the skills it demands.

        That it demands nothing says little of anybody, and stands only where all else is silent.
        """
        speaks = [term for term in terms if term.points > 0]
        of_person = [term for term in speaks if term.code != "must" or why.musts_met]
        best = max(of_person or speaks, key=lambda term: term.points, default=None)
        if best is None:
            return ""
        if best.code != "must" or not why.musts_met:
            return best.label
        return filled(
            _("Has: %(skills)s"), skills=listed(self.skill(c, place) for c in why.musts_met)
        )

    def _closeness(self, head: str, kind: Closeness, codes: Sequence[int]) -> str:
        if not codes:
            return head
        title = self.occupation(codes[0])
        if self.names.occupations.names[codes[0]] in occupations.fields():
            return format_html("{}: {}", head, title)
        return format_html("{}: {}", head, filled(str(CLOSENESS[kind]), title=title))

    def has(self, why: Explanation, place: Opportunity) -> list[Met]:
        """What the place asks for and the person has."""
        found = {**why.musts_met, **why.merits_met}
        met = [Met(self.skill(code, place), SOURCES[kind]) for code, kind in found.items()]
        return met + [Met(self.language(code, place), "") for code in why.languages_met]

    def lacks(self, why: Explanation, place: Opportunity) -> list[str]:
        """What the place asks for and the person doesn't have, as far as we know."""
        missing: list[str] = [self.skill(code, place) for code in why.musts_missing]
        missing += [
            format_html("{} {}", self.language(code, place), LEVELS[level - 1])
            for code, level in why.languages_missing.items()
        ]
        missing += self.licences(why.licences_missing)
        if any(limit.code == "training" for limit in why.limits):
            missing.append(_("training or experience in the occupation"))
        return missing

    def changes(self, why: Explanation, place: Opportunity, name: str) -> list[WouldHelp]:
        """The few single things that would help most."""
        now = whole_score(why.score)
        helpful = [
            one
            for one in why.changes
            if one.list_then != why.list_now or whole_score(one.score_then) > now
        ]
        return [
            WouldHelp(
                self._change(one, place, name), one.list_then == FITS, whole_score(one.score_then)
            )
            for one in helpful[:MAX_CHANGES]
        ]

    def _change(self, change: Change, place: Opportunity, name: str) -> str:
        if isinstance(change.code, str):
            return hidden_label(change.code, name)
        if change.kind in ("must", "merit"):
            return self.skill(change.code, place)
        if change.kind == "language":
            return self.language(change.code, place)
        if change.kind == "licence":
            return listed(self.licences(change.code))
        return filled(_("training to be %(occupation)s"), occupation=self.occupation(change.code))

    def remedies(self, why: Explanation, place: Opportunity) -> list[str]:
        """Short tags for a row of the near list."""
        tags: list[str] = []
        for limit in why.limits:
            if limit.code == "language":
                code, level = next(iter(why.languages_missing.items()))
                tags.append(format_html("{} {}", self.language(code, place), LEVELS[level - 1]))
            elif limit.code == "licence":
                tags += self.licences(why.licences_missing)
            elif limit.remedy:
                tags.append(str(REMEDIES[limit.remedy]))
        return tags


def hidden_label(code: str, name: str) -> str:
    """A hiding limit in words."""
    return str(LIMITS[code]) % {"name": name}


def distance(kilometres: float | None) -> str:
    """About how far, by road."""
    if kilometres is None:
        return _("Distance unknown")
    if kilometres < 1:
        return _("Close by")
    return _("About %(n)s km") % {"n": round(kilometres)}


def segments(terms: dict[str, float]) -> list[Segment]:
    """The terms side by side."""
    found, x = [], 0
    for tone, points in enumerate(terms.values(), start=1):
        width = _share(points, FULL_ROW)
        if width:
            found.append(Segment(x, width, tone))
            x += width
    return found


def _share(points: float, full: float) -> int:
    return round(max(0.0, points) / full * 100)


def _must_label(why: Explanation) -> str:
    asked = len(why.musts_met) + len(why.musts_missing)
    if not asked:
        return _("No skills demanded")
    if why.musts_missing:
        return _("%(met)s of %(asked)s demands") % {"met": len(why.musts_met), "asked": asked}
    return ngettext("The one demand", "All %(n)s demands", asked) % {"n": asked}


def _inside(name: naming.Name) -> str:
    return spoken(inside(name.text, name.language), name.language)


def whole_score(score: float) -> int:
    """The score as shown."""
    return round(score)


def whole(terms: dict[str, float]) -> dict[str, int]:
    """Terms as whole points that add up to the shown score: largest remainders are rounded up."""
    floors = {code: int(points // 1) for code, points in terms.items()}
    left = whole_score(sum(terms.values())) - sum(floors.values())
    order = sorted(terms, key=lambda code: floors[code] - terms[code])
    return {code: floors[code] + (code in order[:left]) for code in terms}
