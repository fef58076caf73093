"""One thing done for several persons at once: what happens to each, and whom it can't reach.

Each person gets the action that their own page has, with its rule and its row in the log. What
stands in the way of one doesn't stop the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.casework.cases import actions, queries, rules
from stegvis.casework.cases.models import Case
from stegvis.casework.people import actions as people_actions
from stegvis.casework.people import queries as people
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import reachable
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, RefusedError, StaleVersionError

MOST = 100
"""Persons at a time: as many as a page of a list holds."""

NO_CASE = gettext_lazy("Has no open case in the unit.")
CHANGED = gettext_lazy("Somebody else has just changed the case. Look at it and try again.")
NOT_YOURS = gettext_lazy("You may read this case, not change it.")


@dataclass(frozen=True)
class Given:
    """What the form says: which of it is used depends on what is done."""

    kind: str = ""
    text: str = ""
    due_on: date | None = None
    account: Account | None = None


@dataclass(frozen=True)
class Prospect:
    """One of those chosen: what would happen, or what stands in the way."""

    person: Person
    case: Case | None
    hinder: str | Promise = ""

    @property
    def can(self) -> bool:
        """Whether it would happen."""
        return not self.hinder


@dataclass(frozen=True)
class Done:
    """How it went: with how many, and with whom it didn't."""

    count: int
    left: list[Prospect]


@dataclass(frozen=True)
class Deed:
    """Something that can be done for several: who may, what hinders it for one, and doing it."""

    code: str
    label: str | Promise
    sentence: str | Promise
    fields: tuple[str, ...]
    hinder: Callable[[Case, Given, Actor], str | Promise]
    run: Callable[[Case, Given, Actor], object]


def _task_hinder(case: Case, given: Given, by: Actor) -> str | Promise:
    if not rules.may_work(case, by):
        return NOT_YOURS
    return _kept_out(case, given.account) if given.account else ""


def _add_task(case: Case, given: Given, by: Actor) -> None:
    assert given.due_on is not None
    assert given.account is not None
    actions.add_task(
        case, kind=given.kind, text=given.text, due_on=given.due_on, account=given.account, by=by
    )


def _ask_hinder(case: Case, _given: Given, by: Actor) -> str | Promise:
    if not rules.may_work(case, by):
        return NOT_YOURS
    return reachable.hinder_to_ask(case.person, by=by)


def _ask(case: Case, _given: Given, by: Actor) -> None:
    people_actions.ask_to_get_in_touch(case.person, by=by)


def _assign_hinder(case: Case, given: Given, by: Actor) -> str | Promise:
    if not rules.may_assign(case, by):
        return NOT_YOURS
    if given.account is None:
        return ""
    now = case.coordinator
    if now is not None and now.account_id == given.account.pk:
        return _("%(name)s coordinates the case already.") % {"name": given.account.name}
    return _kept_out(case, given.account)


def _kept_out(case: Case, account: Account) -> str:
    if queries.keeps_out(case, account):
        return rules.NOT_THEM % {"name": account.name}
    return ""


def _assign(case: Case, given: Given, by: Actor) -> None:
    assert given.account is not None
    actions.assign(case, coordinator=given.account, seen_version=case.version, by=by)


DEEDS = {
    deed.code: deed
    for deed in (
        Deed(
            "task",
            gettext_lazy("Add a task"),
            gettext_lazy("The same task is written down in each file."),
            ("kind", "text", "due_on", "account"),
            _task_hinder,
            _add_task,
        ),
        Deed(
            "ask",
            gettext_lazy("Ask to get in touch"),
            gettext_lazy(
                "Each gets a short message by the way they have chosen. It says neither who sends "
                "it nor what it is about."
            ),
            (),
            _ask_hinder,
            _ask,
        ),
        Deed(
            "assign",
            gettext_lazy("Hand over"),
            gettext_lazy(
                "The cases get a new coordinator, and open tasks go with them. The former one may "
                "read for 30 days."
            ),
            ("account",),
            _assign_hinder,
            _assign,
        ),
    )
}


def prospects(deed: Deed, public_ids: Iterable[str], given: Given, *, by: Actor) -> list[Prospect]:
    """What would happen to each of those chosen whom the actor may list, by name."""
    cases = {case.person_id: case for case in queries.open_cases(public_ids, by=by)}
    persons = people.visible_to(by).filter(public_id__in=list(public_ids))
    return [_prospect(deed, person, cases.get(person.pk), given, by) for person in persons[:MOST]]


def _prospect(deed: Deed, person: Person, case: Case | None, given: Given, by: Actor) -> Prospect:
    if case is None:
        return Prospect(person, None, NO_CASE)
    try:
        return Prospect(person, case, deed.hinder(case, given, by))
    except RefusedError as refused:
        return Prospect(person, case, refused.refusal.sentence)


def run(deed: Deed, found: Iterable[Prospect], given: Given, *, by: Actor) -> Done:
    """Do it for everybody nothing stands in the way of; the others are told of, with the reason."""
    count, left = 0, []
    for one in found:
        if one.case is None or not one.can:
            left.append(one)
            continue
        try:
            deed.run(one.case, given, by)
            count += 1
        except StaleVersionError:
            left.append(Prospect(one.person, one.case, CHANGED))
        except NotAllowedNowError as fault:
            left.append(Prospect(one.person, one.case, fault.sentence))
        except RefusedError as refused:
            left.append(Prospect(one.person, one.case, refused.refusal.sentence))
    return Done(count, left)
