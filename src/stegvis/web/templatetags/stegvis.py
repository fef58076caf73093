"""The tags every room's templates share."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stegvis.web import languages
from stegvis.web.typed import typed_texts

register = template.Library()

register.filter("typed_texts", typed_texts)


@register.filter
def quoted(words: str) -> str:
    """Somebody's own words between the quotation marks of the reader's language."""
    return _("“%(words)s”") % {"words": words}


@register.inclusion_tag("web/bar.html")
def bar(*shares: float) -> dict[str, object]:
    """Shares of a whole (0 to 1 together) as one bar; the figure stands beside it in words."""
    segments, x = [], 0.0
    for place, share in enumerate(shares, start=1):
        width = min(max(share, 0.0), 1.0) * 100
        segments.append({"x": f"{x:.1f}", "width": f"{width:.1f}", "tone": f"t{place}"})
        x += width
    return {"segments": segments}


@register.simple_tag
def languages_for(request: HttpRequest | None) -> tuple[languages.Language, ...]:
    """The languages that the reader chooses among; those of every page where that isn't known."""
    return getattr(request, "languages", languages.WHOLE)


@register.simple_tag
def language_of_page() -> languages.Language:
    """The language of the page."""
    return languages.BY_CODE[get_language() or "sv"]


@register.simple_tag
def address(name: str, *parts: object) -> str:
    """The address of a page, or '' where the product has no such page."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""
