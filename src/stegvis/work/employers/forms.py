"""Forms of employers and talks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock, municipalities
from stegvis.core.accounts import queries as accounts
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.forms.fields import DayField, LongTextField, NameField
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.organisations.queries import country_of, own_unit
from stegvis.reference import classifications
from stegvis.web.widgets import Suggest
from stegvis.work.employers import numbers, queries, rules
from stegvis.work.employers.actions import EmployerFacts, TalkFacts
from stegvis.work.employers.models import Employer

DIVISION = 2
"""The level of SNI that a form offers: 88 divisions. Finer codes that are stored are kept."""


class SwedishSelect(forms.Select):
    """Choices whose names are Swedish in every language of the page (SNI has no other that is
    shipped): marked so, or a screen reader reads them as Norwegian or English."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Mark each but the empty one."""
        option = super().create_option(*args, **kwargs)
        if option["value"]:
            option["attrs"]["lang"] = "sv"
        return option


class EmployerForm(ChangeForm):
    """Register or edit an employer."""

    name = NameField(label=_("Name"), max_length=120)
    number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=20,
        help_text=_("Leave it empty for a sole trader, whose number is a personal one."),
    )
    municipality_code = forms.ChoiceField(label=_("Municipality"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    industry_code = forms.ChoiceField(label=_("Industry"), required=False, widget=SwedishSelect)
    contact_name = NameField(label=_("Contact person"), required=False, max_length=120)
    contact_phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    contact_email = forms.EmailField(label=_("E-mail"), required=False)
    owner = forms.ChoiceField(
        label=_("Keeps the contact"),
        required=False,
        help_text=_("One of us, so that three don't call in the same week."),
    )
    is_own = forms.BooleanField(label=_("Part of the municipality itself"), required=False)

    ROW_FIELDS = {"owner": "owner_id"}

    def __init__(
        self, *args: Any, by: Actor, employer: Employer | None = None, **kwargs: Any
    ) -> None:
        initial = _facts_of(employer) if employer else _beginning(by)
        super().__init__(*args, initial=initial, **kwargs)
        country = country_of(by)
        self._colleagues = {row.pk: row for row in accounts.working_in(by.unit_id, rules.KEEPING)}
        if employer and employer.owner:
            self._colleagues.setdefault(employer.owner.pk, employer.owner)
        self._offer("municipality_code", municipalities.by_name(country))
        self._offer("industry_code", _industries(employer.industry_code if employer else ""))
        self._offer("owner", [(pk, str(row)) for pk, row in self._colleagues.items()])

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *choices]

    def clean_owner(self) -> int | None:
        """The account's key, as the row has it."""
        return int(self.cleaned_data["owner"]) if self.cleaned_data["owner"] else None

    def facts(self) -> EmployerFacts:
        """What was typed."""
        said = {k: v for k, v in self.cleaned_data.items() if k not in ("key", "seen_version")}
        owner = said.pop("owner")
        return EmployerFacts(**said, owner=self._colleagues[owner] if owner else None)


def _beginning(by: Actor) -> dict[str, Any]:
    """Whoever registers keeps the contact, most often with somebody in the unit's own town."""
    unit = own_unit(by)
    return {"owner": by.account_id, "municipality_code": unit.municipality_code if unit else ""}


def _facts_of(employer: Employer) -> dict[str, Any]:
    names = [n for n in EmployerForm.base_fields if n not in ("key", "seen_version", "owner")]
    return {name: getattr(employer, name) for name in names} | {
        "number": numbers.shown(employer.number),
        "owner": employer.owner_id,
        "seen_version": employer.version,
    }


def _industries(stored: str) -> list[tuple[str, str]]:
    return [
        (entry.code, f"{entry.code} {entry.label}")
        for entry in classifications.industries().values()
        if entry.level == DIVISION or entry.code == stored
    ]


class TalkForm(ChangeForm):
    """Log a talk: on an employer's page the employer is given, elsewhere it is chosen."""

    employer = forms.CharField(
        label=_("Employer"), max_length=200, widget=Suggest("employers:suggest")
    )
    text = LongTextField(
        label=_("What was said"),
        rows=2,
        required=False,
        max_length=500,
        help_text=_("A line or two. Nothing about a named person."),
    )
    kind = forms.ChoiceField(label=_("How"), initial="job_talk")
    on = DayField(label=_("When"))

    def __init__(
        self, *args: Any, by: Actor, employer: Employer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"on": clock.today()}, **kwargs)
        self._by = by
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = codes.choices("employer_contact_kind", country=country_of(by))
        if employer is not None:
            del self.fields["employer"]
        else:
            self.fields["employer"].widget.options = queries.suggestions("", by=by)

    def clean_employer(self) -> Employer:
        """The one employer that is meant."""
        return queries.the_one(self.cleaned_data["employer"], by=self._by)

    def facts(self) -> TalkFacts:
        """What was typed."""
        said = self.cleaned_data
        return TalkFacts(kind=said["kind"], text=said["text"], on=said["on"])


class SignInForm(ChangeForm):
    """Somebody at the employer who is to sign in."""

    name = NameField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Their own at work. The link to sign in with is sent there."),
    )


class WhoForm(ChangeForm):
    """One of those who sign in, named by a button."""

    account = forms.CharField(max_length=16)
    do = forms.ChoiceField(choices=[("send", ""), ("end", "")])
