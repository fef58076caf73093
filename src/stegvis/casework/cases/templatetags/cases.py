"""What templates of other rooms include from here."""

from __future__ import annotations

from django import template

from stegvis.casework.cases import queries
from stegvis.core.audit.actor import Actor

register = template.Library()


@register.simple_tag
def spoken(actor: Actor) -> list[str]:
    """The languages that the reader has said they speak, as codes."""
    return queries.languages_of(actor)
