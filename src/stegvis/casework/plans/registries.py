"""What rooms further right tell this one: what ends together with a step."""

from __future__ import annotations

from collections.abc import Callable

from stegvis.casework.plans.models import Activity
from stegvis.core.audit.actor import Actor
from stegvis.core.registry import Registry

WITH_THE_STEP: Registry[Callable[[Activity, Actor], None]] = Registry()
"""Called in the action that finishes or stops a step, after it has been saved."""
