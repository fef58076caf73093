"""The kinds of jobs: every room registers its own with `@job`, in a module its app imports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from stegvis.core.jobs.run import Run

Body = Callable[["Run"], str | Promise | None]


@dataclass(frozen=True)
class Kind:
    """A kind of job.

    `body` does the work in steps of the run and returns a sentence on how it went, or None.
    `attempts` is how often it is tried. With `cron` it is started by the clock, for each tenant
    or for the installation itself or both, where `needed`, asked in that scope, says so.
    """

    name: str
    title: str | Promise
    body: Body
    attempts: int = 5
    cron: str = ""
    in_tenants: bool = True
    in_installation: bool = False
    needed: Callable[[], bool] | None = None


KINDS: dict[str, Kind] = {}


def job(
    name: str,
    *,
    title: str | Promise,
    attempts: int = 5,
    cron: str = "",
    in_tenants: bool = True,
    in_installation: bool = False,
    needed: Callable[[], bool] | None = None,
) -> Callable[[Body], Body]:
    """Register the body of a kind; two of a name is a programmer's error."""

    def decorate(body: Body) -> Body:
        if name in KINDS:
            raise RuntimeError(f"two jobs are called {name}")
        KINDS[name] = Kind(name, title, body, attempts, cron, in_tenants, in_installation, needed)
        return body

    return decorate
