"""What an administrator fills in."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock, municipalities
from stegvis.core.accounts.models import Role
from stegvis.core.audit.actor import Actor
from stegvis.core.forms.fields import DayField, NameField
from stegvis.core.forms.forms import ChangeForm, as_it_is
from stegvis.core.organisations.models import Organisation, SecrecyArea, Unit
from stegvis.desk.manage import administration
from stegvis.web import languages


class AccountForm(ChangeForm):
    """Name and language of an account."""

    name = NameField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=languages.WHOLE_CHOICES)

    @property
    def facts(self) -> dict[str, str]:
        """What may change."""
        return {name: self.cleaned_data[name] for name in ("name", "language")}


class NewAccountForm(AccountForm):
    """Somebody new."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The work's own address. It is what one signs in with."),
    )
    field_order = ("key", "seen_version", "name", "email", "language")


class AddressForm(ChangeForm):
    """Another address to sign in with."""

    email = forms.EmailField(
        label=_("New address"),
        max_length=254,
        help_text=_(
            "A letter with a link goes there, and the address of today is told. Until somebody "
            "has followed the link and said yes, nothing changes."
        ),
    )


class RoleForm(ChangeForm):
    """A role in a unit, from–to."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("Choose")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        help_text=_("The unit's manager is told of every role that reaches persons."),
    )
    starts = DayField(label=_("From"))
    ends = DayField(label=_("To"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        units.to_field_name = "public_id"
        units.queryset = Unit.objects.order_by("name", "pk")
        self.fields["starts"].initial = clock.today


class EndRoleForm(ChangeForm):
    """The last day of a role."""

    membership = forms.IntegerField(widget=forms.HiddenInput)
    ends = DayField(label=_("Last day"))


class SignInForm(ChangeForm):
    """One press on how an account is signed in to."""

    do = forms.ChoiceField(
        choices=[(verb, verb) for verb in ("link", "reset", "withdraw", "close", "open")]
    )


class IdentityForm(ChangeForm):
    """An identity at the municipality's provider."""

    provider = forms.ChoiceField(label=_("Sign-in service"))
    subject = forms.CharField(
        label=_("The person's identity there"),
        max_length=191,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The value that names the person for ever, such as the object id."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        known = [(app["provider_id"], app["name"]) for app in apps]
        cast("forms.ChoiceField", self.fields["provider"]).choices = known


class UnitForm(ChangeForm):
    """What a unit is called and where it is."""

    name = NameField(label=_("Name"), max_length=120)
    municipality_code = forms.ChoiceField(label=_("Municipality"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)

    def __init__(self, *args: Any, country: str, near: str, **kwargs: Any) -> None:
        """Offers every municipality of the country, those around `near` first."""
        super().__init__(*args, **kwargs)
        offered = municipalities.by_county(country, near=near)
        field = cast("forms.ChoiceField", self.fields["municipality_code"])
        field.choices = [("", _("Not known")), *offered]

    @property
    def facts(self) -> dict[str, str]:
        """What may change."""
        names = ("name", "municipality_code", "address", "phone")
        return {name: self.cleaned_data[name] for name in names}


class NewUnitForm(UnitForm):
    """A unit that isn't there yet."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    secrecy_area = forms.ModelChoiceField(
        label=_("Board"),
        queryset=SecrecyArea.objects.none(),
        empty_label=_("Choose"),
        help_text=_("Between boards secrecy holds. It can't be changed afterwards."),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("organisation", administration.own_organisations(by)),
            ("secrecy_area", administration.boards(by)),
        ):
            field = cast("forms.ModelChoiceField[Any]", self.fields[name])
            field.queryset = rows
            field.initial = rows.first()


class OrganisationForm(ChangeForm):
    """What an organisation is called, and what it is."""

    name = NameField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"))

    def __init__(self, *args: Any, about: Organisation | None = None, **kwargs: Any) -> None:
        """For a new one every kind that an administrator keeps; later those it may become."""
        initial = as_it_is(about, "name", "kind") if about else {}
        super().__init__(*args, initial=initial, **kwargs)
        own, employer = Organisation.Kind.OWN, Organisation.Kind.EMPLOYER
        kinds = [(kind.value, kind.label) for kind in Organisation.Kind if kind != employer]
        if about is not None:
            kinds = [one for one in kinds if (one[0] == own) == (about.kind == own)]
        first = [] if about else [("", _("Choose"))]
        cast("forms.ChoiceField", self.fields["kind"]).choices = [*first, *kinds]

    @property
    def facts(self) -> dict[str, str]:
        """What was filled in."""
        return {name: self.cleaned_data[name] for name in ("name", "kind")}


class BoardForm(ChangeForm):
    """A board towards which secrecy holds."""

    name = NameField(label=_("Name"), max_length=120)
    regime = forms.ChoiceField(label=_("Secrecy"), choices=SecrecyArea.Regime.choices)
