"""A form field that takes a document and judges it before any transaction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents.checking import CheckedFile, check
from stegvis.core.documents.kinds import KINDS

ENDINGS = ",".join(ending for kind in KINDS.values() for ending in kind.endings)
WHAT_IS_TAKEN = _("PDF, picture (PNG, JPEG), Word, Excel, OpenDocument or text. At most 10 MB.")


MOST_AT_ONCE = 3
"""With `bodies.WITH_FILE`: so many of the largest size are let in."""
SEVERAL_ARE_TAKEN = _(
    "Up to three. PDF, picture (PNG, JPEG), Word, Excel, OpenDocument or text. At most 10 MB each."
)


class DocumentField(forms.FileField):
    """An uploaded file, cleaned to a `CheckedFile`; None where it may be left out and is."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ENDINGS}))
        kwargs.setdefault("allow_empty_file", True)
        kwargs.setdefault("help_text", WHAT_IS_TAKEN)
        kwargs["error_messages"] = {"required": _("Choose a file.")}
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """The file, if it may be stored."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return check(upload)
        except NotAllowedNowError as fault:
            raise ValidationError(str(fault.sentence)) from fault


class SeveralFiles(forms.FileInput):
    """A box that takes more than one file."""

    allow_multiple_selected = True


class DocumentsField(DocumentField):
    """Uploaded files, cleaned to a list of `CheckedFile`; empty where none was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SeveralFiles(attrs={"accept": ENDINGS, "multiple": True}))
        kwargs.setdefault("help_text", SEVERAL_ARE_TAKEN)
        super().__init__(required=False, **kwargs)

    def clean(self, data: Any, _initial: Any = None) -> list[CheckedFile]:  # type: ignore[override]
        """Every file, if each may be stored; the name of one that may not is in its sentence."""
        uploads = [one for one in (data or []) if one]
        if len(uploads) > MOST_AT_ONCE:
            raise ValidationError(_("Choose at most three files. More can be added to the file."))
        checked, faults = [], []
        for upload in uploads:
            try:
                checked.append(check(upload))
            except NotAllowedNowError as fault:
                faults.append(f"{upload.name}: {fault.sentence}")
        if faults:
            raise ValidationError(faults)
        return checked
