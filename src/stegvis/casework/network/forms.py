"""What is asked about a yes, a request and a disclosure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from stegvis.casework.network import actions, rules
from stegvis.casework.network.models import Given
from stegvis.casework.network.saying_yes import YesForm
from stegvis.casework.people.scopes import COMPARTMENTS, NAMES
from stegvis.core import clock
from stegvis.core.codes.forms import CodedForm, with_meanings
from stegvis.core.forms.fields import DayField, LongTextField, WrittenReasonField
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.organisations.models import Organisation, Unit

Receivers = Iterable[Unit | Organisation]
SCOPE_CHOICES = [(scope, capfirst(NAMES[scope])) for scope in rules.SCOPES]
CONSENT_DAYS, REACH_DAYS = 180, 30


class ReceiverField(forms.ChoiceField):
    """A unit or an organisation, by public id, grouped by what they are."""

    def offer(self, receivers: Receivers) -> None:
        """The receivers to choose from."""
        self._found = {row.public_id: row for row in receivers}
        units = [(p, _named(r)) for p, r in self._found.items() if isinstance(r, Unit)]
        others = [(p, str(r)) for p, r in self._found.items() if isinstance(r, Organisation)]
        groups = [(_("Units of the authority"), units), (_("Other organisations"), others)]
        self.choices = [("", _("Choose")), *(group for group in groups if group[1])]

    def clean(self, value: Any) -> Unit | Organisation | None:
        """The chosen row."""
        return self._found.get(str(super().clean(value)))


def _named(unit: Unit) -> str:
    return f"{unit.name} ({unit.secrecy_area.name})"


class ConsentForm(YesForm):
    """What the person has said yes to, and how."""

    to = ReceiverField(label=_("Who may know"))
    scope = forms.ChoiceField(
        label=_("What they may know"), choices=SCOPE_CHOICES, widget=forms.RadioSelect
    )
    starts_on = DayField(label=_("From"))

    field_order = ("to", "scope", "purpose", "starts_on", "ends_on")

    def __init__(self, *args: Any, receivers: Receivers, **kwargs: Any) -> None:
        days = {"starts_on": clock.today(), "ends_on": clock.days_from_today(CONSENT_DAYS)}
        super().__init__(*args, initial=days, **kwargs)
        cast("ReceiverField", self.fields["to"]).offer(receivers)

    @property
    def facts(self) -> actions.ConsentFacts:
        """What was filled in."""
        said = {name: self.cleaned_data[name] for name in ("to", "scope", "starts_on")}
        return actions.ConsentFacts(**said, **vars(self.yes))


class WithdrawForm(ChangeForm):
    """How the person took the yes back."""

    how = forms.ChoiceField(
        label=_("How the person said it"),
        choices=[choice for choice in Given.choices if choice[0] != Given.PAGE],
        widget=forms.RadioSelect,
    )


class AskForm(ChangeForm):
    """What another board is asked for, and why."""

    scope = forms.ChoiceField(
        label=_("What you need to know"), choices=SCOPE_CHOICES, widget=forms.RadioSelect
    )
    reason = WrittenReasonField(
        label=_("What you need it for"),
        help_text=_("10 to 255 characters. The unit that answers reads this, and the person may."),
    )


class RefuseForm(ChangeForm):
    """Why nothing is disclosed."""

    reason = WrittenReasonField(
        label=_("Why nothing is disclosed"),
        help_text=_("10 to 255 characters. The one who asked reads this: reveal nothing in it."),
    )


class DiscloseForm(CodedForm):
    """On which ground, what, to whom, why, and that nobody is harmed."""

    CODES = {"ground": "disclosure_ground"}

    to = ReceiverField(label=_("Who gets to know"))
    ground = forms.ChoiceField(label=_("On which ground"), widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label=_("How"),
        choices=[("copy", _("A copy, once")), ("reach", _("They may read here until a day"))],
        initial="copy",
        widget=forms.RadioSelect,
    )
    parts = forms.MultipleChoiceField(
        label=_("Which parts"),
        choices=[choice for choice in COMPARTMENTS.items() if choice[0] != "log"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    told = LongTextField(
        label=_("What was handed over, and how"),
        required=False,
        max_length=2000,
        rows=3,
        help_text=_("So that it can be read afterwards what they got to know."),
    )
    scope = forms.ChoiceField(
        label=_("What they may read"),
        choices=SCOPE_CHOICES,
        required=False,
        widget=forms.RadioSelect,
    )
    ends_on = DayField(label=_("Until and including"), required=False)
    reason = WrittenReasonField(
        label=_("Why it is handed out"),
        help_text=_("If it is necessary for your own task: why it is necessary."),
    )
    harm_test = LongTextField(
        label=_("How you tested that nobody is harmed"),
        required=False,
        max_length=1000,
        rows=3,
        help_text=_(
            "Not needed with the person's yes, where a law says that it is told, or where it is "
            "necessary for your own task."
        ),
    )

    def __init__(
        self, *args: Any, receivers: Receivers, answering: bool = False, **kwargs: Any
    ) -> None:
        days = {"ends_on": clock.days_from_today(REACH_DAYS)}
        kwargs["initial"] = {**days, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        cast("ReceiverField", self.fields["to"]).offer(receivers)
        if answering:
            del self.fields["to"]
        ground = cast("forms.ChoiceField", self.fields["ground"])
        ground.choices = with_meanings(ground.choices, country=self.country)

    def facts(self, to: Unit | Organisation | None = None) -> actions.DisclosureFacts:
        """What was filled in; `to` where the request says who asked."""
        given = self.cleaned_data
        is_copy = given["form"] == "copy"
        return actions.DisclosureFacts(
            to=to or given["to"],
            ground=given["ground"],
            reason=given["reason"],
            harm_test=given["harm_test"],
            parts=given["parts"] if is_copy else (),
            told=given["told"] if is_copy else "",
            scope="" if is_copy else given["scope"] or "none",
            ends_on=None if is_copy else given["ends_on"],
        )
