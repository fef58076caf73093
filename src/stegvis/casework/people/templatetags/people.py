"""What templates say about a person."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from stegvis.casework.people import scopes
from stegvis.casework.people.addresses import page_of
from stegvis.casework.people.models import Person
from stegvis.casework.people.registries import FILE_HEAD
from stegvis.core import municipalities

register = template.Library()


@register.filter
def municipality(person: Person) -> str:
    """The name of the municipality the person lives in, or nothing."""
    code = person.municipality_code
    return municipalities.name_of(person.tenant.country, code) if code else ""


@register.filter
def page(person: Person) -> str:
    """The address of the person's page."""
    return page_of(person)


@register.simple_tag(takes_context=True)
def file_head(context: Context, person: Person) -> SafeString:
    """What stands above every room of the person's file."""
    drawn = ((draw(context["request"], person),) for _name, draw in FILE_HEAD)
    return format_html_join("", "{}", drawn)


@register.simple_tag
def scope(name: str) -> str:
    """What a scope holds, in words."""
    return str(scopes.NAMES.get(name, name))


@register.simple_tag
def own_scope(name: str) -> str:
    """What a scope holds, said to the person."""
    return str(scopes.NAMES_TO_THE_PERSON.get(name, name))


@register.simple_tag
def parts(names: list[str]) -> str:
    """The names of parts of a file, one after another."""
    return ", ".join(str(scopes.COMPARTMENTS.get(name, name)) for name in names)
