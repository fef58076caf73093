"""What a unit's manager sees: the queue, the loads, who stands still, what has to be reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stegvis.casework.cases import queries as cases
from stegvis.casework.cases import rules as case_rules
from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import Phase, Standing
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Grant, Person
from stegvis.casework.people.queries import urgent
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import others_with
from stegvis.core.audit.actor import Actor
from stegvis.desk.manage import log, rules
from stegvis.desk.manage.models import LogReview

MONTHS_SHOWN = 3
SIGNED_LOOKED_AT = 24


@dataclass(frozen=True)
class CaseLine:
    """An open case: who, who coordinates, where it stands."""

    case: Case
    coordinator: Account | None
    standing: Standing

    @property
    def stands_still(self) -> bool:
        """Whether nothing goes on and nothing has happened for weeks."""
        return case_rules.stands_still(self.standing)

    @property
    def phase(self) -> Phase | None:
        """The phase, which a protected person's line leaves out."""
        return None if self.case.person.is_protected else self.standing.phase

    @property
    def days_still(self) -> int:
        """Days since anything happened."""
        moved = self.standing.moved_on or self.case.opened_on
        return (clock.today() - moved).days


@dataclass(frozen=True)
class Caseload:
    """What somebody carries."""

    account: Account
    cases: int
    weight: float
    still: int
    share: float


def case_lines(actor: Actor) -> list[CaseLine]:
    """Every open case of the unit, by name."""
    found = list(cases.unit_cases(actor).prefetch_related("assignments__account"))
    standings = cases.standings(actor, [case.person_id for case in found])
    return [_line(case, standings[case.person_id]) for case in found]


def _line(case: Case, standing: Standing) -> CaseLine:
    assignment = case.coordinator
    return CaseLine(case, assignment.account if assignment else None, standing)


def caseloads(actor: Actor, lines: list[CaseLine]) -> list[Caseload]:
    """Everybody who could carry cases in the unit, the heaviest first; share is of the heaviest."""
    weights: dict[int, list[CaseLine]] = {load.account.pk: [] for load in cases.loads(actor)}
    accounts = {load.account.pk: load.account for load in cases.loads(actor)}
    for line in lines:
        if line.coordinator is not None:
            accounts.setdefault(line.coordinator.pk, line.coordinator)
            weights.setdefault(line.coordinator.pk, []).append(line)
    sums = {pk: sum(case_rules.weight(li.standing) for li in own) for pk, own in weights.items()}
    heaviest = max(sums.values(), default=0) or 1
    return [
        Caseload(
            account=accounts[pk],
            cases=len(weights[pk]),
            weight=sums[pk],
            still=sum(line.stands_still for line in weights[pk]),
            share=sums[pk] / heaviest,
        )
        for pk in sorted(sums, key=lambda pk: (-sums[pk], accounts[pk].name))
    ]


@dataclass(frozen=True)
class CaseFilter:
    """Which of the unit's cases: filters as they stand in the address."""

    coordinator: str = ""
    phase: str = ""
    still: bool = False

    def keeps(self, line: CaseLine) -> bool:
        """Whether a line passes every filter that is set."""
        own = line.coordinator.public_id if line.coordinator else "nobody"
        if self.coordinator and self.coordinator != own:
            return False
        if self.phase and (line.phase is None or self.phase != str(line.phase.value)):
            return False
        return line.stands_still if self.still else True


@dataclass(frozen=True)
class UrgentOpening:
    """An urgent opening to review; the person only if the manager may list them."""

    review: urgent.ToReview
    person: Person | None

    @property
    def grant(self) -> Grant:
        """The opening."""
        return self.review.opening


def urgent_openings(actor: Actor) -> list[UrgentOpening]:
    """Those that concern the actor's unit and that somebody is waited for, the oldest first."""
    found = urgent.to_review(actor)
    listed = people.visible_to(actor).filter(pk__in=[one.opening.person_id for one in found])
    persons = {person.pk: person for person in listed}
    return [UrgentOpening(one, persons.get(one.opening.person_id)) for one in found]


@dataclass(frozen=True)
class MonthToSign:
    """A month whose log is reviewed or waits."""

    month: date
    review: LogReview | None


def months_to_sign(actor: Actor) -> list[MonthToSign]:
    """The latest whole months, newest first, each with its signed review if there is one."""
    reviews = LogReview.objects.filter(unit_id=actor.unit_id or 0, of__isnull=True).select_related(
        "signed_by"
    )
    signed = {
        review.month: review for review in reviews.order_by("-month", "pk")[:SIGNED_LOOKED_AT]
    }
    return [MonthToSign(month, signed.get(month)) for month in _latest_months(MONTHS_SHOWN)]


@dataclass(frozen=True)
class Managers:
    """What managers opened: by others, for the actor to sign, and by the actor, for another.

    `signers` is how many others there are who could sign the actor's.
    """

    to_sign: list[log.ManagersMonth]
    own: list[log.ManagersMonth]
    signers: int


def managers_openings(actor: Actor) -> Managers:
    """Of the latest whole months, what every manager in the authority opened."""
    found = log.managers_months(_latest_months(MONTHS_SHOWN), by=actor)
    return Managers(
        to_sign=[one for one in found if one.account.pk != actor.account_id],
        own=[one for one in found if one.account.pk == actor.account_id],
        signers=others_with(rules.SIGNING, than=actor).count(),
    )


def _latest_months(count: int) -> list[date]:
    day, months = clock.today(), []
    for _step in range(count):
        day = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
        months.append(day)
    return months
