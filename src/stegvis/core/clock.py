"""The one clock. Everything that asks what time it is asks here, so that tests can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("stegvis_clock", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """The current date where the installation is (settings.TIME_ZONE)."""
    return _day_of(now().replace(second=0, microsecond=0), timezone.get_current_timezone())


@lru_cache(maxsize=8)
def _day_of(minute: datetime, zone: tzinfo) -> date:
    """A page asks what day it is some hundred times."""
    return timezone.localdate(minute, zone)


@contextmanager
def set_to(moment: datetime | date) -> Iterator[None]:
    """Stop the clock at a moment; a bare date means noon of that day, local time."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)


def days_from_today(days: int) -> date:
    """The date so many days ahead (negative: back)."""
    return today() + timedelta(days=days)
