"""What higher rooms show on an employer's page: registered, never imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from stegvis.casework.cases.registries import Registry
from stegvis.core.audit.actor import Actor
from stegvis.work.employers.models import Employer


@dataclass(frozen=True)
class Line:
    """One thing about the employer, with where to read on."""

    label: str | Promise
    note: str | Promise = ""
    url: str = ""
    tag: str | Promise = ""


@dataclass(frozen=True)
class Section:
    """A card on the employer's page. `add_label` and `add_url` begin something new."""

    title: str | Promise
    empty: str | Promise
    lines: list[Line] = field(default_factory=list)
    add_label: str | Promise = ""
    add_url: str = ""


SECTIONS: Registry[Callable[[Employer, Actor], Section]] = Registry()
