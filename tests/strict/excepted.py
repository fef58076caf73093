"""The writes to our own tables that no action makes, each with the place that may and why.

The list is short on purpose: a write that isn't in it belongs in an action with a rule.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

from stegvis.core.jobs import runner

COLUMN = re.compile(r'"?(\w+)"?\s*=')


@dataclass(frozen=True)
class Excepted:
    """What one function (`module:qualified.name`) may write to one table outside an action.

    An update touches the named columns and no others.
    """

    table: str
    by: str
    reason: str
    verbs: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()

    def covers(self, verb: str, sql: str) -> bool:
        """Whether the statement is one of those meant, whoever makes it."""
        if verb == "UPDATE":
            columns = set_columns(sql)
            return bool(columns) and columns <= self.columns
        return verb in self.verbs


def _inserts(table: str, by: str, reason: str) -> Excepted:
    return Excepted(table, by, reason, verbs=frozenset({"INSERT"}))


def _deletes(table: str, by: str, reason: str) -> Excepted:
    return Excepted(table, by, reason, verbs=frozenset({"DELETE"}))


def _updates(table: str, by: str, reason: str, *columns: str) -> Excepted:
    return Excepted(table, by, reason, columns=frozenset(columns))


_LOG = "the log itself: reads, refusals and sign-ins are written without an action, once"
_KEY = "a person's key in the log is made by the first entry about them, perhaps a read"
_LEASE = "what a worker notes of its own attempt, while it holds the lease; the work is in actions"
_SWEPT = "what no double and no reader comes back to; the job itself is noted"
_CLOCK = "the clock's own notes of what it has started"
_FORM = "the note that a form was sent goes around the action, so that sent twice it runs once"

EXCEPTED = (
    _inserts("audit_auditevent", "stegvis.core.audit.log:_insert", _LOG),
    _inserts("audit_auditevent", "stegvis.core.audit.log:_write_kept", _LOG),
    _inserts("audit_personkey", "stegvis.core.audit.keys:encrypt_for", _KEY),
    _inserts(
        "audit_seal",
        "stegvis.core.audit.seals:seal_tenant",
        "a seal is the log's own and would itself be an event to seal",
    ),
    _updates(
        "accounts_account",
        "django.contrib.auth.models:update_last_login",
        "Django notes each sign-in",
        "last_login",
    ),
    _updates(
        "accounts_account",
        "stegvis.core.accounts.adapters:AccountAdapter.set_password",
        "allauth's pages of the password; the log is told by its signal",
        "password",
    ),
    _updates(
        "accounts_account",
        "django.contrib.auth.base_user:AbstractBaseUser.check_password.<locals>.setter",
        "Django hashes a password anew at sign-in when its way of hashing has got stronger",
        "password",
    ),
    _inserts("forms_sentform", "stegvis.core.forms.submit:_run_once", _FORM),
    _updates("forms_sentform", "stegvis.core.forms.submit:_run_once", _FORM, "location"),
    _inserts(
        "codes_code",
        "stegvis.core.codes.loading:load_codes",
        "the lists are loaded from the version's own files after each migrate, before anybody acts",
    ),
    _updates(
        "codes_code",
        "stegvis.core.codes.loading:load_codes",
        "a code that has left the version's files is retired",
        "valid_to",
    ),
    _updates("jobs_job", "stegvis.core.jobs.run:Run.step", _LEASE, "done", "total", "message"),
    _updates(
        "jobs_job", "stegvis.core.jobs.runner:_begin", _LEASE, "status", "attempts", "started_at"
    ),
    _updates("jobs_job", "stegvis.core.jobs.runner:_ending", _LEASE, *runner.NOTED),
    _updates("jobs_job", "stegvis.core.jobs.runner:take_back", _LEASE, *runner.NOTED),
    _inserts("jobs_job", "stegvis.core.jobs.schedules:_start_for", _CLOCK),
    _inserts("jobs_schedule", "stegvis.core.jobs.schedules:_rows", _CLOCK),
    _updates("jobs_schedule", "stegvis.core.jobs.schedules:tick", _CLOCK, "started_through"),
    _deletes("jobs_job", "stegvis.core.jobs.standing:clear_tenant", _SWEPT),
    _deletes("forms_sentform", "stegvis.core.jobs.standing:clear_tenant", _SWEPT),
)


def is_excepted(table: str, verb: str, sql: str) -> bool:
    """Whether the statement, made from here, is in the list."""
    meant = [one for one in EXCEPTED if one.table == table and one.covers(verb, sql)]
    return bool(meant) and not {one.by for one in meant}.isdisjoint(_callers())


def set_columns(sql: str) -> set[str]:
    """The columns that an UPDATE sets; none when they can't be read from it."""
    body = re.split(r"\sSET\s", sql, maxsplit=1, flags=re.I)[-1]
    return set(COLUMN.findall(re.split(r"\sWHERE\s", body, maxsplit=1, flags=re.I)[0]))


def _callers() -> Iterator[str]:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        yield f"{frame.f_globals.get('__name__', '')}:{frame.f_code.co_qualname}"
        frame = frame.f_back
