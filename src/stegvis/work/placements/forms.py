"""Forms of placements."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import queries as cases
from stegvis.casework.network.saying_yes import YesForm
from stegvis.core import clock
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.forms.fields import DayField, NameField
from stegvis.core.forms.forms import ChangeForm
from stegvis.core.organisations.queries import country_of
from stegvis.web.widgets import Suggest
from stegvis.work.employers import actions as employer_actions
from stegvis.work.employers import queries as employers
from stegvis.work.employers.actions import EmployerFacts
from stegvis.work.employers.models import Employer
from stegvis.work.opportunities.models import Opportunity
from stegvis.work.placements import queries, rules
from stegvis.work.placements.actions import PlacementFacts
from stegvis.work.placements.models import Placement

ROW_NAMES = ("kind", "starts_on", "ends_on", "extent", "hours_per_week", "supervisor_name", "place")


class PlacementForm(ChangeForm):
    """Register a placement (perhaps from an opportunity), or change one.

    An employer nobody has registered is registered on the way, when the box that then appears is
    ticked; a place from an ad brings the box ticked.
    """

    employer = forms.CharField(
        label=_("Employer"), max_length=120, widget=Suggest("employers:suggest")
    )
    new_employer = forms.BooleanField(label=_("Register it as a new employer"), required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("May be left empty for a job.")
    )
    extent = forms.IntegerField(
        label=_("Extent, %"), required=False, help_text=_("100 is full time, 40 hours.")
    )
    hours_per_week = forms.DecimalField(
        label=_("or hours a week"), required=False, max_digits=4, decimal_places=1
    )
    supervisor_name = NameField(label=_("Supervisor"), required=False, max_length=120)
    place = forms.CharField(
        label=_("Where"), required=False, max_length=200, help_text=_("Address or department.")
    )

    def __init__(
        self,
        *args: Any,
        by: Actor,
        placement: Placement | None = None,
        opportunity: Opportunity | None = None,
        **kwargs: Any,
    ) -> None:
        self._by, self._opportunity = by, opportunity
        initial = _said(placement) if placement else _proposed(queries.proposal(opportunity))
        super().__init__(*args, initial=initial, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kept = placement.kind if placement else ""
        country = country_of(by)
        kind.choices = codes.choices("placement_kind", country=country, include=kept)
        self.fields["employer"].widget.options = employers.suggestions("", by=by)
        self.fields["new_employer"].initial = self._is_unknown(initial["employer"])
        if not self.is_bound and not self.fields["new_employer"].initial:
            del self.fields["new_employer"]

    def _is_unknown(self, name: str) -> bool:
        return bool(name) and not employers.named(name, by=self._by)

    def show_conflict(self, current: object) -> None:
        """Compare in the form's own words."""
        assert isinstance(current, Placement)
        super().show_conflict(SimpleNamespace(**_said(current), version=current.version))

    def clean(self) -> dict[str, Any]:
        """Find the employer; work out the extent from the hours where only they are given."""
        said = self.cleaned_data
        if "employer" in said:
            self._find_employer(said["employer"], is_new=said.get("new_employer", False))
        if not said.get("extent") and said.get("hours_per_week"):
            said["extent"] = round(said["hours_per_week"] / rules.FULL_WEEK * rules.FULL_TIME)
        elif not said.get("extent") and "extent" in said:
            self.add_error("extent", _("Give the extent in per cent, or the hours of a week."))
        return said

    def _find_employer(self, text: str, *, is_new: bool) -> None:
        self._employer: Employer | None = None
        if self._is_unknown(text):
            if not is_new:
                self.add_error(
                    "employer",
                    _("No employer is called so. Tick the box to register it, or write another."),
                )
            return
        self.fields.pop("new_employer", None)
        try:
            self._employer = employers.the_one(text, by=self._by)
        except ValidationError as fault:
            self.add_error("employer", fault)

    def facts(self) -> PlacementFacts:
        """What was typed. Registers the employer if it is new: call it inside the change."""
        said = {name: self.cleaned_data[name] for name in ROW_NAMES}
        employer = self._employer or self._register()
        return PlacementFacts(employer=employer, opportunity=self._opportunity, **said)

    def _register(self) -> Employer:
        """With what the ad tells about it, when the name is the ad's."""
        name, ad = self.cleaned_data["employer"], self._opportunity
        facts = EmployerFacts(name, owner=None)
        if ad is not None and ad.employer_name == name:
            facts = EmployerFacts(
                name, number=ad.employer_number, municipality_code=ad.municipality_code
            )
        return employer_actions.register(facts, by=self._by)


def _proposed(proposal: queries.Proposal) -> dict[str, Any]:
    """A proposal as the form's initial values."""
    return {
        "employer": proposal.employer,
        "kind": proposal.kind,
        "starts_on": proposal.starts_on,
        "ends_on": proposal.ends_on,
        "extent": proposal.extent,
    }


def _said(placement: Placement) -> dict[str, Any]:
    """A placement as the form says it."""
    held = {name: getattr(placement, name) for name in ROW_NAMES}
    return held | {"employer": placement.employer.name, "seen_version": placement.version}


class EndForm(ChangeForm):
    """End a placement."""

    reason = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect)
    ended_on = DayField(label=_("Last day"))

    ROW_FIELDS = {"reason": "end_reason"}

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        last = min(placement.ends_on or clock.today(), clock.today())
        initial = {"ended_on": last, "seen_version": placement.version}
        super().__init__(*args, initial=initial, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        country = placement.person.tenant.country
        reason.choices = codes.choices("placement_end_reason", country=country)


class TellForm(YesForm):
    """Show the employer who comes when, as the person has agreed."""

    field_order = ("purpose", "ends_on")

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        initial = {
            "purpose": _("So that the workplace knows who comes and when"),
            "ends_on": rules.tell_until(placement),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["ends_on"].help_text = _(
            "At the latest two weeks after the last day, so that the employer can say how it went."
        )


class WhoForm(forms.Form):
    """Who is to be placed: somebody of the actor's caseload."""

    person = forms.ChoiceField(label=_("Participant"))

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        load = cases.caseload(by)
        person.choices = [(case.person.public_id, case.person.list_name) for case in load]
