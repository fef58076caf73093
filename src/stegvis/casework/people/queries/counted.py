"""Whom a figure may count for a reader who needn't be able to list them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from stegvis.casework.people import access
from stegvis.core.audit.actor import Actor


def may_be_counted(actor: Actor, path: str = "person_id") -> Exists:
    """That nothing but a missing task keeps the person from this member of staff.

    A figure that also counted whom a protection or a rule of their own keeps from the reader would
    say how many they are, to whoever lists the others.
    """
    return Exists(access.not_shut(actor).filter(pk=OuterRef(path)))
