"""Form fields of our own: days, and long texts that keep everything typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.refusals import NotAllowedNowError

REASON_LENGTH = range(10, 256)


LIKELY_YEARS = range(1900, 2101)


class DayField(forms.DateField):
    """A day, chosen or typed in the browser's own date field; years far off are typing errors."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.DateInput(attrs={"type": "date", "max": "9999-12-31"}, format="%Y-%m-%d"),
        )
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        """A year of two digits is year 26, which nobody means."""
        super().validate(value)
        if value is not None and value.year not in LIKELY_YEARS:
            raise forms.ValidationError(
                _("Check the year: %(year)s can't be right. Write it with four digits.")
                % {"year": value.year}
            )


class LongTextField(forms.CharField):
    """A text of several lines, in any script.

    The browser isn't told the longest length: it would cut a pasted text without a word.
    """

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Line ends as one character, as they are stored and counted."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What the widget is told, without the longest length."""
        told = super().widget_attrs(widget)
        told.pop("maxlength", None)
        return told


class NameField(forms.CharField):
    """A name in any script, read from whichever side it is written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(**kwargs)


def whole_reason(text: str, *, field: str = "reason") -> str:
    """A written reason, stripped; NotAllowedNowError unless it has 10 to 255 characters."""
    reason = text.strip()
    if len(reason) not in REASON_LENGTH:
        raise NotAllowedNowError(_("Write the reason in 10 to 255 characters."), field=field)
    return reason


class WrittenReasonField(LongTextField):
    """A reason in a form. Its length is judged by the action that keeps it (`whole_reason`)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("10 to 255 characters."))
        kwargs.setdefault("rows", 3)
        super().__init__(**kwargs)
