"""The one shape of a change of state.

    @action("placements.agreement.signed", rule=may_sign)
    def sign(agreement: Agreement, *, by: Actor) -> Agreement: ...

The decorator opens the transaction, asks the rule, runs the body, writes the audit row with what
changed, and lets notices queue on commit. Nested actions join the outer transaction and keep rows
of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit import log, recording
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")

REGISTER: dict[str, Callable[..., Any]] = {}
"""Every verb of the product and its function; one function per verb."""


def action(
    verb: str, *, rule: Callable[[Any, Actor], bool], logs_first_only: bool = False
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Make a function the action of a verb. The rule is asked with the subject and the actor.

    With `logs_first_only` the log tells that something was added, and not each time that it is
    written over: for what a page keeps by itself every few seconds.
    """

    def decorate(body: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        if verb in REGISTER:
            raise RuntimeError(f"two actions for {verb}")

        @wraps(body)
        def run(subject: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            by = kwargs["by"]
            if not isinstance(by, Actor):
                raise TypeError(f"{verb} takes by=Actor")
            with log.own_boundary(), transaction.atomic():
                _ask(verb, rule, subject, by)
                with recording.recording(verb, by) as notes:
                    result = body(subject, *args, **kwargs)
                if notes.adds or not logs_first_only:
                    log.write_change(notes, subject=subject, result=result)
            return result

        REGISTER[verb] = run
        return run

    return decorate


def _ask(verb: str, rule: Callable[[Any, Actor], bool], subject: Any, by: Actor) -> None:
    """Let the rule decide; a refusal is kept for the log and raised."""
    try:
        allowed = rule(subject, by)
    except RefusedError as refused:
        log.keep_refused(by, refused, subject=subject, verb=verb)
        raise
    if not allowed:
        refusal = Refusal("action", _("You may not do this with this record in your role."))
        error = RefusedError(refusal)
        log.keep_refused(by, error, subject=subject, verb=verb)
        raise error


def anyone(_subject: Any, _by: Actor) -> bool:
    """The rule of actions whose caller has already shown who they are (sign-in)."""
    return True


def only_system(_subject: Any, by: Actor) -> bool:
    """The rule of actions that belong to jobs and the command line."""
    return by.is_system
