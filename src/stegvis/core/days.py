"""Days in words, as a template library: `{% load days %}`."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from stegvis.core import clock

register = template.Library()

ANOTHER_BESIDE_A_DAY = {"uk"}
"""Languages where a month has another form of its name beside a day."""


@register.filter
def day(value: date | None) -> str:
    """A date as it is said: the day and the month, the year only when it isn't this one."""
    if value is None:
        return "–"
    return said(value, "j F" if value.year == clock.today().year else "j F Y")


def said(value: date, form: str) -> str:
    """A date or a moment in a form of Django's, the month's name (F) as it is beside a day."""
    say = _said.__wrapped__ if isinstance(value, datetime) else _said
    return say(value, form, get_language())


@lru_cache(maxsize=4096)
def _said(value: date, form: str, language: str | None) -> str:
    """In the language of the moment. A long list says the same days again and again; moments in two
    time zones are alike to whatever keeps them."""
    has_another = language in ANOTHER_BESIDE_A_DAY
    return date_format(value, form.replace("F", "E") if has_another else form)


@register.filter
def stored_day(text: str | None) -> str:
    """A date kept as text (YYYY-MM-DD), as it is said; nothing for None."""
    return day(date.fromisoformat(text)) if text else ""


@register.filter
def days_since(value: date | None) -> int | None:
    """Whole days from a date until today; None stays None."""
    return None if value is None else (clock.today() - value).days


@register.filter
def days(number: int | None) -> str:
    """How long ago, short enough for a column: 'today', '6 d', or a dash when unknown."""
    if number is None:
        return "–"
    return _("today") if number == 0 else _("%(n)s d") % {"n": number}


@register.filter
def days_ago(number: int | None) -> str:
    """The same in a sentence: '6 days ago'."""
    if number is None:
        return _("not yet")
    if number == 0:
        return _("today")
    return ngettext("%(n)s day ago", "%(n)s days ago", number) % {"n": number}
