"""Refusing a page whose form's action the actor may not run."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.core.audit import log
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError


def refused(*, by: Actor, verb: str, subject: Any = None) -> RefusedError:
    """What to raise when the rule of the verb said no; kept for the log."""
    refusal = Refusal("action", _("You may not do this with this record in your role."))
    error = RefusedError(refusal)
    log.keep_refused(by, error, subject=subject, verb=verb)
    return error
