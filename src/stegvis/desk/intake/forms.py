"""What is asked of whoever brings a sheet."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents.checking import CheckedFile, check
from stegvis.core.forms.forms import ChangeForm

TAKEN = ("xlsx", "txt")


class SheetForm(ChangeForm):
    """A file. Judged here, before any transaction."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_("An Excel workbook (.xlsx), or CSV. At most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file.")},
    )

    def clean_file(self) -> CheckedFile:
        """The file, if it can be a list."""
        try:
            file = check(self.cleaned_data["file"])
        except NotAllowedNowError as fault:
            raise ValidationError(str(fault.sentence)) from fault
        if file.kind not in TAKEN:
            raise ValidationError(_("This is no list. Choose an Excel workbook (.xlsx) or CSV."))
        return file
