"""Names in another language than the page's, marked so that a screen reader says them right."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


def reader() -> str:
    """The language of the page: sv, nb or en."""
    return (get_language() or "sv")[:2]


def spoken(text: str, language: str = "sv") -> SafeString:
    """The text, marked with its language where the page is in another one."""
    if language == reader():
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', language, text)


def filled(sentence: str, **parts: str) -> SafeString:
    """A sentence with its named places filled; marked parts stay marked, others are escaped."""
    escaped = {name: conditional_escape(part) for name, part in parts.items()}
    return mark_safe(conditional_escape(sentence) % escaped)


def listed(names: Iterable[str], between: str = ", ") -> SafeString:
    """Names side by side."""
    return format_html_join(between, "{}", ((name,) for name in names))


def inside(text: str, language: str) -> str:
    """A title as it is written in the middle of a sentence; an English abbreviation stays one."""
    if language == "en":
        return text if text[1:2].isupper() else text[:1].lower() + text[1:]
    return text.lower()
