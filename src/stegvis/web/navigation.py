"""The frame's menu: rooms register what they offer, in their app's `ready`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise

from stegvis.web import keys

MARK_LENGTH = 20


@dataclass(frozen=True)
class Item:
    """A line of the menu.

    `shown` is asked with the request whether this reader has it; `count` gives the figure beside
    it (None: no figure). `apart` draws a line above it. `key` is the letter
    that leads there after `keys.GO`.
    """

    label: str | Promise
    url_name: str
    order: int
    shown: Callable[[HttpRequest], bool]
    count: Callable[[HttpRequest], int | str | None] | None = None
    tone: str = ""
    apart: bool = False
    key: str = ""


@dataclass(frozen=True)
class Line:
    """An item as drawn for one reader."""

    label: str | Promise
    url: str
    active: bool
    count: int | str | None
    tone: str
    apart: bool
    key: str

    @property
    def keys(self) -> str:
        """The keys that lead there, or ''."""
        return f"{keys.GO} {self.key}" if self.key else ""


@dataclass(frozen=True)
class Search:
    """The search box of the frame: where it leads, and which readers have it."""

    url_name: str
    shown: Callable[[HttpRequest], bool]


_items: dict[str, Item] = {}
_homes: dict[str, str] = {}
"""The item that a page, or all of a namespace, belongs under, where no item's address says so."""
_searches: list[Search] = []
_header_templates: list[str] = []
_account_templates: list[str] = []


def register(item: Item) -> Item:
    """Add an item; two of an address is a programmer's error."""
    if item.url_name in _items:
        raise RuntimeError(f"{item.url_name} is in the menu twice")
    _items[item.url_name] = item
    return item


def belongs(pages: Iterable[str], *, to: str) -> None:
    """Let these pages be seen as part of an item, named by its address.

    Each is a page's own name (`room:page`), or a namespace for all of its pages that aren't named.
    """
    _homes.update(dict.fromkeys(pages, to))


def register_search(search: Search) -> Search:
    """Draw the frame's search box; there is one."""
    if _searches:
        raise RuntimeError(f"{_searches[0].url_name} is the search already")
    _searches.append(search)
    return search


def register_in_header(template: str) -> None:
    """Show a template under the reader's name at the top right (a switch of role, settings)."""
    if template not in _header_templates:
        _header_templates.append(template)


def register_in_account(template: str) -> None:
    """Show a template on the reader's own account page (what they say about themselves)."""
    if template not in _account_templates:
        _account_templates.append(template)


def lines(request: HttpRequest) -> list[Line]:
    """The reader's menu, in order; the item whose address fits the page best is the active one."""
    items = sorted(_items.values(), key=lambda item: item.order)
    shown = [(item, reverse(item.url_name)) for item in items if item.shown(request)]
    here = max((url for _item, url in shown if _is_above(url, request.path)), key=len, default="")
    here = here or _home_of(request)
    return [_line(item, url, request, active=url == here) for item, url in shown]


def _home_of(request: HttpRequest) -> str:
    """The address of the item that a page without one of its own belongs under, or ''."""
    match = request.resolver_match
    home = _homes.get(match.view_name) or _homes.get(match.namespace) if match else None
    return _address(home) if home else ""


def _is_above(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _line(item: Item, url: str, request: HttpRequest, *, active: bool) -> Line:
    return Line(
        label=item.label,
        url=url,
        active=active,
        count=item.count(request) if item.count else None,
        tone=item.tone,
        apart=item.apart,
        key=item.key,
    )


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs, as a context processor; the menu is drawn only if used."""
    return {
        "is_demo": settings.DEMO,
        "navigation": _Lazy(request),
        "keys": keys.KEYS,
        "header_templates": _header_templates,
        "account_templates": _account_templates,
        "search_url": partial(_search_url, request),
        "sign_out_url": _address("account_logout"),
        "leave_url": _address("accounts:leave"),
        "sign_in_url": _address("account_login"),
        "account_url": _address("accounts:own"),
        "acting": partial(_acting, request),
    }


def _acting(request: HttpRequest) -> str:
    """A mark of who reads and as what, the same on every page of theirs; it names nobody."""
    who = getattr(request, "actor", None)
    named = who and (who.account_id, who.membership_id, who.party_kind, who.party_id)
    return salted_hmac("stegvis.web.acting", repr(named)).hexdigest()[:MARK_LENGTH]


def _search_url(request: HttpRequest) -> str:
    return next((_address(one.url_name) for one in _searches if one.shown(request)), "")


class _Lazy:
    """The lines, worked out when the template walks them (fragments never do)."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _lines(self) -> list[Line]:
        return lines(self._request)

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    def __bool__(self) -> bool:
        return bool(self._lines)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
