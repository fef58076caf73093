"""What templates ask of a narrowed list."""

from __future__ import annotations

from django import template

from stegvis.core.lists.narrowing import Narrowing, Option

register = template.Library()


@register.filter
def options(narrowing: Narrowing, name: str) -> list[Option]:
    """The codes of a facet that arranges the list."""
    return narrowing.options(name)


@register.simple_tag
def arranged(narrowing: Narrowing, name: str, code: str) -> str:
    """The query of the list arranged in another way, its filters kept."""
    return narrowing.with_(**{name: code})
