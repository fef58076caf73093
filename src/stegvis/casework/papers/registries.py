"""What other rooms tell this one: what rests on a paper, so that it isn't taken out."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise

from stegvis.casework.papers.models import Paper
from stegvis.core.registry import Registry

RESTS_ON: Registry[Callable[[Paper], str | Promise | None]] = Registry()
"""Says in a sentence what rests on a paper and what to do instead; None when nothing does."""
