"""Form widgets of our own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse


class Suggest(forms.TextInput):
    """A text field that suggests as you type: a native list, filled by htmx.

    The address answers with `web/options.html` for what was typed in the field the header
    HX-Trigger-Name names. Without JavaScript the `options` given beforehand are the list.
    In a GET form (a filter) ask with `method="get"`.
    """

    template_name = "web/suggest.html"

    def __init__(
        self,
        url_name: str,
        *,
        options: Iterable[str] = (),
        method: str = "post",
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.url_name = url_name
        self.options = list(options)
        self.method = method

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Point the field at its list, and htmx at both."""
        list_id = f"{(attrs or {}).get('id', name)}_options"
        asked = {
            "list": list_id,
            "autocomplete": "off",
            f"hx-{self.method}": reverse(self.url_name),
            "hx-trigger": "input changed delay:150ms",
            "hx-target": f"#{list_id}",
        }
        context = super().get_context(name, value, {**(attrs or {}), **asked})
        return context | {"list_id": list_id, "options": self.options}
