"""What coordinators carry, and whom the next person in the queue is proposed to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from stegvis.casework.cases import queries, rules
from stegvis.casework.cases.models import Case, Referral, SpokenLanguage
from stegvis.casework.cases.registries import Standing
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries.counted import may_be_counted
from stegvis.core.accounts.models import Account, Role
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor


@dataclass(frozen=True)
class Load:
    """A coordinator's open cases; `above`, those proposed to them further up in the queue.

    `cases` and `weight` are of everybody whom a figure may count for the reader, in whoever's care:
    who gives a case away chooses by what colleagues carry, not by what they see of it. What more
    there is weighs too (`hidden`), and is never shown: a figure would say how many protected
    persons somebody meets. `language` is the person's, where the coordinator speaks it.
    """

    account: Account
    cases: int = 0
    weight: float = 0
    hidden: int = 0
    proposed: bool = False
    coordinates: bool = True
    above: int = 0
    speaks: frozenset[str] = frozenset()
    language: str = ""
    away_until: date | None = None
    """The last day of an absence: whoever is away is proposed to nobody, but may be chosen."""

    @property
    def is_there(self) -> bool:
        """Whether somebody may be proposed to them: they coordinate, and aren't away."""
        return self.coordinates and self.away_until is None

    @property
    def tells_weight(self) -> bool:
        """Whether the cases are so many that their weight is of nobody in particular."""
        return self.cases >= rules.FEWEST_WEIGHED

    @property
    def in_words(self) -> str:
        """How many cases, and until when they are away, if they are."""
        if self.away_until is None:
            return self._carried
        away = gettext("away until %(day)s") % {"day": date_format(self.away_until, "j F")}
        return f"{self._carried} · {away}"

    @property
    def _carried(self) -> str:
        """The number of cases, and their weight where it is told."""
        told = {"n": self.cases, "weight": floatformat(self.weight, -1)}
        if not self.tells_weight:
            return ngettext("%(n)s case", "%(n)s cases", self.cases) % told
        words = ngettext(
            "%(n)s case, weight %(weight)s", "%(n)s cases, weight %(weight)s", self.cases
        )
        return words % told

    @property
    def order(self) -> tuple[float, bool, int]:
        """What the lightest is found by: the weight, those above counted as new and some taken off
        for the person's language; of equals, who speaks it, then who was proposed for fewer above.
        """
        carried = self.weight + self.hidden + self.above * rules.NEW_WEIGHT
        taken_off = rules.LANGUAGE_WORTH if self.language else 0
        return carried - taken_off, not self.language, self.above

    def meeting_in(self, language: str) -> Load:
        """The same for a person met in this language; "": in one that everybody speaks."""
        return replace(self, language=language if language in self.speaks else "")


def loads(actor: Actor, *, person: Person | None = None) -> list[Load]:
    """Who could take a case in the actor's unit, lightest first, that one proposed.

    Coordinators who are there are proposed; others may take a case too, and come after them.
    """
    accounts = list(working_in(actor.unit_id, rules.MEETING_PEOPLE))
    coordinators = set(working_in(actor.unit_id, [Role.COORDINATOR]).values_list("pk", flat=True))
    carried, away = _carried(actor), queries.away(actor)
    spoken = _spoken_by(accounts)
    language = rules.language_to_meet_in(person) if person else ""
    found = [
        replace(
            _load(account, carried[account.pk], account.pk in coordinators, spoken[account.pk]),
            away_until=away.get(account.pk),
        )
        for account in accounts
    ]
    found = [load.meeting_in(language) for load in found]
    found.sort(key=lambda load: (not load.is_there, load.order, load.account.name))
    return [replace(load, proposed=place == 0) for place, load in enumerate(found)]


def _load(
    account: Account, carried: list[Standing | None], coordinates: bool, speaks: frozenset[str]
) -> Load:
    told = [rules.weight(standing) for standing in carried if standing is not None]
    hidden = len(carried) - len(told)
    return Load(account, len(told), sum(told), hidden, coordinates=coordinates, speaks=speaks)


def _carried(actor: Actor) -> defaultdict[int, list[Standing | None]]:
    """Where each open case of the unit stands, by who coordinates it; None where it isn't told.

    Only sums leave this room, so the product asks by itself and the reader needn't reach the files.
    """
    rows = Case.objects.filter(closed_on__isnull=True, unit_id=actor.unit_id or 0)
    rows = rows.filter(assignments__ends_on__isnull=True).order_by()
    rows = rows.annotate(is_told=may_be_counted(actor))
    itself = Actor.system("loads", tenant_id=actor.tenant_id, on_behalf_of=actor.account_id)
    where = queries.standings(itself, queries.persons_of_unit(actor))
    found: defaultdict[int, list[Standing | None]] = defaultdict(list)
    told = rows.values_list("person_id", "assignments__account_id", "is_told")
    for person_id, account_id, is_told in told:
        found[account_id].append(where.get(person_id) if is_told else None)
    return found


def _spoken_by(accounts: list[Account]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {account.pk: set() for account in accounts}
    rows = SpokenLanguage.objects.filter(account__in=accounts)
    for account_id, language in rows.values_list("account_id", "language"):
        found[account_id].add(language)
    return {account_id: frozenset(spoken) for account_id, spoken in found.items()}


@dataclass(frozen=True)
class Waiting:
    """A line of the queue with the coordinator proposed for it."""

    referral: Referral
    proposal: Load | None


def with_proposals(
    waiting: Iterable[Referral], candidates: list[Load], *, above: Iterable[Referral] = ()
) -> list[Waiting]:
    """Each of some referrals proposed to the lightest weight, counting those above it.

    `above` are those of earlier pages.
    """
    given: Counter[int] = Counter()
    for referral in above:
        _propose(referral, candidates, given)
    return [_propose(referral, candidates, given) for referral in waiting]


def _propose(referral: Referral, candidates: list[Load], given: Counter[int]) -> Waiting:
    """The referral's proposal, counted among those given."""
    proposal = _lightest(candidates, given, referral.person)
    if proposal is not None:
        given[proposal.account.pk] += 1
    return Waiting(referral, proposal)


def _lightest(candidates: list[Load], given: Counter[int], person: Person) -> Load | None:
    language = rules.language_to_meet_in(person)
    coordinators = [load for load in candidates if load.is_there] or candidates
    weighed = [
        replace(load, above=given[load.account.pk]).meeting_in(language) for load in coordinators
    ]
    return min(weighed, key=lambda load: load.order, default=None)
