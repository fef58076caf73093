"""The list of participants: what it is narrowed by, in which order it stands, its columns."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries, rules
from stegvis.casework.cases.models import Case, Task
from stegvis.casework.cases.registries import Persons, Phase
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import InterpreterNeed, Person, Protection
from stegvis.core import clock, municipalities
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.lists import queries as lists
from stegvis.core.lists.narrowing import Facet, Narrowing
from stegvis.core.lists.registries import LISTS, Column, ListKind
from stegvis.core.organisations.queries import country_of

MINE, UNIT = "mine", "unit"
LATE, WEEK, NOTHING = "late", "week", "none"
DAYS_AHEAD = 7
ORDERS = (
    ("name", _("name")),
    ("since", _("who has been here longest")),
    ("newest", _("who came last")),
    ("todo", _("what is to be done first")),
)
TO_DO = (
    (LATE, _("late")),
    (WEEK, _("within a week")),
    (NOTHING, _("nothing written down")),
)
PHASES = tuple((str(code), word) for code, word in Phase.choices if code)
STILL = (("1", _("only these")),)
COLUMNS = (
    Column("phase", _("Phase")),
    Column("municipality", _("Municipality")),
    Column("language", _("Language")),
    Column("todo", _("Next to do")),
    Column("coordinator", _("Coordinator")),
    Column("until", _("Goes on until"), is_usual=False),
    Column("since", _("Since")),
)


def facets(actor: Actor) -> tuple[Facet, ...]:
    """What the list is narrowed by; a manager begins with the whole unit."""
    whose: list[tuple[str, str | Promise]] = [(MINE, _("Mine")), (UNIT, _("The whole unit"))]
    if actor.role == Role.UNIT_MANAGER:
        whose.reverse()
    return (
        Facet("whose", _("Whose"), tuple(whose), arranges=True),
        Facet("sort", _("Order"), ORDERS, arranges=True),
        Facet("phase", _("Phase"), PHASES),
        Facet("todo", _("Next to do"), TO_DO),
        Facet("still", _("Stands still"), STILL),
        Facet("interpreter", _("Interpreter"), tuple(InterpreterNeed.choices)),
        Facet("language", _("Language"), tuple(codes.labels("language").items()), is_long=True),
        Facet("municipality", _("Municipality"), _municipalities(actor), is_long=True),
    )


def _municipalities(actor: Actor) -> tuple[tuple[str, str], ...]:
    return tuple(municipalities.by_name(country_of(actor) or "SE"))


def may_read(actor: Actor) -> bool:
    """Those who meet people."""
    return actor.role in rules.MEETING_PEOPLE


PARTICIPANTS = ListKind("participants", _("Participants"), "cases:mine", facets, COLUMNS, may_read)


def register() -> None:
    """Let the list be saved under names, and its columns be chosen."""
    LISTS.register(PARTICIPANTS.key, PARTICIPANTS)


def keys(actor: Actor, wanted: Narrowing) -> QuerySet[Case, int] | list[int]:
    """The keys of open cases that pass every filter, in the order asked for.

    A phase, or standing still, is found by asking every room; without them the database does.
    """
    is_unit = wanted.one("whose") == UNIT
    rows = queries.unit_cases(actor) if is_unit else queries.caseload(actor)
    rows = _in_order(rows.filter(_by_case(wanted), _by_person(actor, wanted)), wanted.one("sort"))
    if not (wanted.of("phase") or wanted.of("still")):
        return rows.values_list("pk", flat=True)
    persons = queries.persons_of_unit(actor) if is_unit else None
    return _by_standing(actor, rows, wanted, persons)


def columns(chosen: frozenset[str], wanted: Narrowing) -> list[Column]:
    """The columns that the actor has chosen, without the coordinator among one's own."""
    hidden = {"coordinator"} if wanted.one("whose") == MINE else set()
    return lists.shown(PARTICIPANTS, chosen - hidden)


def in_order(actor: Actor, found: Iterable[int]) -> list[Case]:
    """The open cases with these keys, in this order, with what is to be done."""
    wanted = list(found)
    rows = Case.objects.filter(people.about_visible(actor), pk__in=wanted)
    rows = rows.select_related("person")
    by_key = {case.pk: case for case in queries.with_to_do(rows)}
    return [by_key[key] for key in wanted if key in by_key]


def _in_order(rows: QuerySet[Case], order: str) -> QuerySet[Case]:
    if order == "since":
        return rows.order_by("opened_on", "pk")
    if order == "newest":
        return rows.order_by("-opened_on", "-pk")
    if order == "todo":
        first = Min("tasks__due_on", filter=Q(tasks__done_on__isnull=True))
        return rows.annotate(first=first).order_by(F("first").asc(nulls_last=True), "pk")
    return rows


def _by_case(wanted: Narrowing) -> Q:
    """By the tasks that are open."""
    open_tasks = Task.objects.filter(case=OuterRef("pk"), done_on__isnull=True)
    ahead = Q(due_on__range=(clock.today(), clock.days_from_today(DAYS_AHEAD)))
    asked = {
        LATE: Q(Exists(open_tasks.filter(due_on__lt=clock.today()))),
        WEEK: Q(Exists(open_tasks.filter(ahead))),
        NOTHING: ~Q(Exists(open_tasks)),
    }
    found = Q()
    for code in sorted(wanted.of("todo")):
        found |= asked[code]
    return found


def _by_person(actor: Actor, wanted: Narrowing) -> Q:
    """By what a list shows of a person: of nobody protected, nor beyond the reader's scope.

    Asked of each case: as a join, PostgreSQL reads the persons of the whole authority for the few
    who need an interpreter.
    """
    asked = {
        "interpreter__in": wanted.of("interpreter"),
        "language__in": wanted.of("language"),
        "municipality_code__in": wanted.of("municipality"),
    }
    chosen = {name: sorted(values) for name, values in asked.items() if values}
    if not chosen:
        return Q()
    told = people.about_visible(actor, compartment="contact")
    own = Person.objects.filter(pk=OuterRef("person"), protection=Protection.NONE, **chosen)
    return Q(told, person=Subquery(own.order_by().values("pk")))


def _by_standing(
    actor: Actor, rows: QuerySet[Case], wanted: Narrowing, persons: Persons | None
) -> list[int]:
    found = list(rows.values_list("pk", "person_id", "person__protection"))
    asked = [person_id for _pk, person_id, _protection in found] if persons is None else persons
    told, today = queries.standings(actor, asked), clock.today()
    phases, still = wanted.of("phase"), wanted.of("still")
    return [
        pk
        for pk, person_id, protection in found
        if person_id in told
        and (not still or rules.stands_still(told[person_id], today))
        and (
            not phases
            or (protection == Protection.NONE and str(told[person_id].phase.value) in phases)
        )
    ]
