"""The days of the week in words."""

from __future__ import annotations

from django import template
from django.utils.dates import WEEKDAYS_ABBR

register = template.Library()


@register.filter
def weekday_name(number: int) -> str:
    """The short name of a weekday; 0 is Monday."""
    return str(WEEKDAYS_ABBR[number]).lower()
