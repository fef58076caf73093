"""Keys for forms that are written in a template."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from stegvis.core.forms.forms import new_key

register = template.Library()


@register.simple_tag
def key() -> SafeString:
    """A hidden field with a fresh key: the form is run once, however often it is sent."""
    return format_html('<input type="hidden" name="key" value="{}">', new_key())
