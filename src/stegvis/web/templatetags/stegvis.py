"""The tags every room's templates share."""

from __future__ import annotations

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.simple_tag
def address(name: str, *parts: object) -> str:
    """The address of a page, or '' where the product has no such page."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""
