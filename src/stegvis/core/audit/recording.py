"""What an action in progress has changed so far; nothing is written to a domain row without one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stegvis.core.audit.actor import Actor

if TYPE_CHECKING:
    from stegvis.core.audit.models import RecordedModel


class WriteOutsideActionError(RuntimeError):
    """A domain row was about to change with no action in progress."""


@dataclass
class Change:
    """One row's change: field name → (before, after)."""

    model: str
    object_id: int | None
    values: dict[str, tuple[Any, Any]]


@dataclass
class Recording:
    """The notes of one action."""

    verb: str
    by: Actor
    changes: list[Change] = field(default_factory=list)
    person_id: int | None = None

    @property
    def adds(self) -> bool:
        """Whether a row has come that wasn't there."""
        return any(change.values.get("id", (0, 0))[0] is None for change in self.changes)


_current: ContextVar[Recording | None] = ContextVar("stegvis_recording", default=None)


def current() -> Recording | None:
    """The recording of the innermost action in progress."""
    return _current.get()


@contextmanager
def recording(verb: str, by: Actor) -> Iterator[Recording]:
    """Open the notes of an action."""
    notes = Recording(verb=verb, by=by)
    token = _current.set(notes)
    try:
        yield notes
    finally:
        _current.reset(token)


def required(model: str) -> Recording:
    """The recording in progress, or WriteOutsideActionError naming the model."""
    notes = _current.get()
    if notes is None:
        raise WriteOutsideActionError(f"{model} is changed only inside an action")
    return notes


def concrete_values(instance: RecordedModel) -> dict[str, Any]:
    """The row as stored: column attribute → value, without deferred ones."""
    return {
        f.attname: instance.__dict__[f.attname]
        for f in instance._meta.concrete_fields
        if f.attname in instance.__dict__
    }


def change_of(instance: RecordedModel) -> Change:
    """What saving the instance now would change; refuses outside an action."""
    required(instance._meta.label_lower)
    before = getattr(instance, "_loaded", {})
    after = concrete_values(instance)
    changed = {
        name: (before.get(name), value)
        for name, value in after.items()
        if name not in before or before[name] != value
    }
    return Change(instance._meta.label_lower, instance.pk, _without_secrets(instance, changed))


def removal_of(instance: RecordedModel) -> Change:
    """What deleting the instance removes; refuses outside an action."""
    required(instance._meta.label_lower)
    gone = {name: (value, None) for name, value in concrete_values(instance).items()}
    return Change(instance._meta.label_lower, instance.pk, _without_secrets(instance, gone))


def note(change: Change, instance: RecordedModel) -> None:
    """Add a change to the action in progress."""
    notes = required(change.model)
    change.object_id = change.object_id or instance.pk
    notes.changes.append(change)
    if notes.person_id is None:
        notes.person_id = instance.audit_person_id


def _without_secrets(
    instance: RecordedModel, values: dict[str, tuple[Any, Any]]
) -> dict[str, tuple[Any, Any]]:
    """Fields stored encrypted are named as changed; their values stay out of the log."""
    secret = {f.attname for f in instance._meta.concrete_fields if getattr(f, "is_secret", False)}
    return {name: (None, None) if name in secret else pair for name, pair in values.items()}
