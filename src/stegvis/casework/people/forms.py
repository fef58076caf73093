"""What is asked about a person."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people import actions, numbers, queries
from stegvis.casework.people.fields import NumberField, OfficersField, ReasonField
from stegvis.casework.people.likeness import Likeness
from stegvis.casework.people.models import (
    ContactWay,
    HouseholdLink,
    InterpreterNeed,
    Person,
    Protection,
)
from stegvis.casework.people.queries import finding
from stegvis.core import municipalities
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import everybody_working_in, working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.codes.forms import CodedForm
from stegvis.core.forms.fields import DayField, NameField, WrittenReasonField, whole_reason
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.languages import own_language
from stegvis.core.organisations.models import Unit


class FactsForm(CodedForm):
    """What is known about somebody, apart from the number and the ways to get in touch."""

    CODES = {"language": "language", "other_languages": "language"}

    given_name = NameField(label=_("Given name"), max_length=80)
    family_name = NameField(label=_("Family name"), max_length=80)
    birth_date = DayField(
        label=_("Birth date"),
        required=False,
        help_text=_("Follows from the number if there is one."),
    )
    language = forms.ChoiceField(label=_("Language we speak"))
    other_languages = forms.MultipleChoiceField(
        label=_("Other languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    interpreter = forms.ChoiceField(label=_("Interpreter"), choices=InterpreterNeed.choices)
    municipality_code = forms.ChoiceField(label=_("Municipality"), required=False)
    postal_code = forms.CharField(
        label=_("Postal code"),
        required=False,
        max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    neutral_mode = forms.BooleanField(
        label=_("Neutral: messages and pages say nothing about us"),
        required=False,
        help_text=_("For somebody who shares a phone or is controlled by another person."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, country=unit.tenant.country, **kwargs)
        field = cast("forms.ChoiceField", self.fields["municipality_code"])
        near = municipalities.by_county(self.country, near=unit.municipality_code)
        field.choices = [("", _("Not known")), *near]


class RegisterForm(FactsForm):
    """Somebody new."""

    CODES = {**FactsForm.CODES, "no_number_reason": "no_number_reason"}

    is_somebody_else = forms.BooleanField(
        label=_("I have looked: it is somebody else"), required=False
    )
    number = NumberField(required=False)
    no_number_reason = ReasonField(label=_("or no number yet, because"), required=False)
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    safe_way = forms.ChoiceField(
        label=_("Safe way to get in touch"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("Every way may be used")),
            ("phone", _("Only this phone")),
            ("email", _("Only this e-mail")),
        ],
        help_text=_("Where there is a safe way, no other is ever used or shown."),
    )

    protection = forms.TypedChoiceField(
        label=_("Protection"),
        choices=Protection.choices,
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Holds from the first moment. You become one of those who may open the file."),
    )
    staff_account = forms.ModelChoiceField(
        label=_("Works here as"),
        queryset=Account.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("Doesn't work here"),
        help_text=_("The file is shut to the colleague, and to everybody who isn't named."),
    )
    officers = OfficersField(
        label=_("Who more may open the file"),
        help_text=_("For everybody else the person doesn't exist. Name whoever takes the case."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "municipality_code": unit.municipality_code,
                "language": own_language(unit.tenant.country),
                "protection": Protection.NONE,
            },
        )
        super().__init__(*args, unit=unit, **kwargs)
        self.fields["given_name"].widget.attrs["autofocus"] = True
        for name, rows in (
            ("staff_account", everybody_working_in(unit.tenant_id)),
            ("officers", working_in(unit.pk, queries.REGISTERING)),
        ):
            cast("forms.ModelChoiceField[Account]", self.fields[name]).queryset = rows

    def clean_protection(self) -> int:
        """The level; none when nothing is chosen."""
        return self.cleaned_data["protection"] or Protection.NONE

    @property
    def facts(self) -> actions.NewPerson:
        """What was filled in."""
        given = self.cleaned_data
        names = actions.NewPerson.__dataclass_fields__
        return actions.NewPerson(**{name: given[name] for name in names})

    @property
    def likeness(self) -> Likeness:
        """What was filled in, as others are compared with it; a number says the birth date."""
        given = self.cleaned_data
        names = given["given_name"], given["family_name"]
        if not given["number"]:
            return Likeness.of(*names, given["birth_date"])
        number = numbers.read(given["number"])
        return Likeness.of(*names, number.birth_date, number.kind)


class EditForm(FactsForm):
    """Facts that may change; the second editor sees both versions."""

    @property
    def changes(self) -> dict[str, Any]:
        """The facts as they should be."""
        return {name: self.cleaned_data[name] for name in actions.EDITABLE}


class GiveNumberForm(ChangeForm):
    """The number of somebody who had none."""

    number = NumberField()


class ContactForm(ChangeForm):
    """One more way to get in touch."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactWay.Kind.choices)
    value = forms.CharField(
        label=_("Number or address"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=120,
        help_text=_("When it may be used, or whose it is."),
    )
    is_safe = forms.BooleanField(label=_("This is the safe way: use no other"), required=False)


class HouseholdForm(ChangeForm):
    """Somebody of the same household or family."""

    other = forms.CharField(
        label=_("Name or identity number"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        help_text=_("Somebody already registered whom you may see."),
    )
    kind = forms.ChoiceField(
        label=_("How they belong together"), choices=HouseholdLink.Kind.choices
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_other(self) -> Any:
        """The one person who fits."""
        found = finding.search(self.cleaned_data["other"], by=self.by)
        own = [one for one in found if one.secrecy_area_id == self.by.secrecy_area_id]
        found = own or found
        if not found:
            raise forms.ValidationError(_("Nobody you may see fits. Check the spelling."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several fit. Write the whole name or the number."))
        return found[0]


class ShutForm(ChangeForm):
    """Why a file is shut, and who may still open it; the second editor sees both versions."""

    def show_conflict(self, current: object) -> None:
        """Compare the officers by name, also one whom the form doesn't offer."""
        assert isinstance(current, Person)
        now = current.officers.select_related("account")
        saved = SimpleNamespace(
            protection=current.protection,
            account=current.staff_account,
            officers=sorted((one.account for one in now), key=_by_name),
            version=current.version,
        )
        self.cleaned_data["officers"] = sorted(self.cleaned_data["officers"], key=_by_name)
        super().show_conflict(saved)


def _by_name(account: Account) -> tuple[str, int]:
    return account.name, account.pk


class ProtectForm(ShutForm):
    """The protection of identity, and who may still open the file."""

    protection = forms.TypedChoiceField(
        label=_("Protection"),
        choices=Protection.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    officers = OfficersField(
        label=_("Who may open the file"),
        help_text=_("For everybody else the person doesn't exist."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=255)

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Account]", self.fields["officers"]).queryset = staff


class ColleagueForm(ShutForm):
    """Whether the person works here, and who may still open the file."""

    account = forms.ModelChoiceField(
        label=_("Works here as"),
        queryset=Account.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("Doesn't work here"),
    )
    officers = OfficersField(
        label=_("Who may open the file"),
        help_text=_("Everybody else, and the colleague themself, is shut out of the file."),
    )

    def __init__(self, *args: Any, everybody: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("account", everybody), ("officers", staff)):
            cast("forms.ModelChoiceField[Account]", self.fields[name]).queryset = rows


class OfficerForm(ChangeForm):
    """One more who may open the file."""

    account = forms.ModelChoiceField(
        label=_("Who"),
        queryset=Account.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        help_text=_("Why this one needs the file. Those who may open it can read this."),
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Account]", self.fields["account"]).queryset = staff


class UnattendedForm(ChangeForm):
    """Who opens a file that nobody can open any more."""

    officers = OfficersField(label=_("Who may open the file"))
    reason = WrittenReasonField(
        label=_("Reason"),
        help_text=_("10 to 255 characters. Those who may open the file can read this."),
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Account]", self.fields["officers"])
        field.queryset, field.required = staff, True


class EndOfficerForm(ChangeForm):
    """One press on an officer."""

    officer = forms.IntegerField()


class EraseForm(ChangeForm):
    """Why somebody is forgotten."""

    reason = WrittenReasonField(
        label=_("Reason"),
        help_text=_("10 to 255 characters. It is kept: don't write who the person is."),
    )

    def has_whole_reason(self) -> bool:
        """Whether the reason is one that the action keeps; else the sentence is on the form."""
        try:
            whole_reason(self.cleaned_data["reason"])
        except NotAllowedNowError as fault:
            self.add_error("reason", str(fault.sentence))
        return not self.errors


class UrgentForm(ChangeForm):
    """Why the file has to be opened now."""

    reason = WrittenReasonField(
        label=_("Why can't it wait?"),
        help_text=_("10 to 255 characters. Your manager reads this."),
    )


class ContactWayForm(ChangeForm):
    """One press on a way to get in touch that is there."""

    way = forms.IntegerField()
    do = forms.ChoiceField(choices=[(verb, verb) for verb in ("only", "any", "remove")])


class LinkForm(ChangeForm):
    """One press on a household link."""

    link = forms.IntegerField()
