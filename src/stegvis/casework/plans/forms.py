"""What is asked about a plan."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from stegvis.casework.plans.actions import ActivityFacts, ForChild
from stegvis.casework.plans.models import AgreedHow, Goal
from stegvis.core import clock
from stegvis.core.codes.forms import CodedForm
from stegvis.core.forms.fields import DayField, LongTextField, NameField
from stegvis.core.forms.forms import ChangeForm

FOLLOW_UP_WEEKS = 12
LONGEST_OPTION = 80


class GoalForm(ChangeForm):
    """A goal as the person puts it."""

    words = LongTextField(
        label=_("The goal, in the person's own words"),
        rows=4,
        help_text=_("Write what the person says, not what the service is called."),
    )


class GoalField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A goal of the plan, in as many of its words as a list has room for."""

    def label_from_instance(self, obj: Goal) -> str:
        """The goal's words; three dots where they go on."""
        return Truncator(obj.words).chars(LONGEST_OPTION)


class ActivityForm(CodedForm):
    """A step towards a goal."""

    CODES = {"measure_type": "measure_type"}

    measure_type = forms.ChoiceField(label=_("Kind of step"))
    title = NameField(
        label=_("What it is called between us"),
        required=False,
        max_length=120,
        help_text=_("Empty: the kind of step."),
    )
    goal = GoalField(
        queryset=Goal.objects.none(),
        to_field_name="public_id",
        label=_("Leads to the goal"),
        required=False,
        empty_label=_("No goal in particular"),
    )
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    responsible = NameField(
        label=_("Who does what"),
        required=False,
        max_length=120,
        help_text=_("For example: Amina calls, Kerstin comes along."),
    )

    def __init__(self, *args: Any, goals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Goal]", self.fields["goal"]).queryset = goals

    @property
    def facts(self) -> ActivityFacts:
        """What was filled in."""
        names = ActivityFacts.__dataclass_fields__
        return ActivityFacts(**{name: self.cleaned_data[name] for name in names})


class ConsideredField(LongTextField):
    """What was considered for a child: wanted when the answer before it is yes."""

    is_alternative = True


class AgreeForm(ChangeForm):
    """The person's yes."""

    how = forms.ChoiceField(
        label=_("How the person said yes"), choices=AgreedHow.choices, widget=forms.RadioSelect
    )
    follow_up_on = DayField(label=_("We follow up on"))
    touches_child = forms.TypedChoiceField(
        label=_("Does the plan touch a child?"),
        choices=[("True", _("Yes")), ("False", _("No"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        help_text=_(
            "A child at home or elsewhere, or the person if under 18. Days, places and money "
            "touch the child too."
        ),
        error_messages={"required": _("Answer yes or no.")},
    )
    child_considered = ConsideredField(
        label=_("If yes: what was considered for the child"),
        required=False,
        rows=3,
        help_text=_(
            "What is best for the child, and what the child has said. The person reads this on "
            "their page."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {"follow_up_on": clock.days_from_today(FOLLOW_UP_WEEKS * 7)}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    @property
    def child(self) -> ForChild:
        """What was answered about a child."""
        given = self.cleaned_data
        return ForChild(given["touches_child"], given["child_considered"])


class StopForm(ChangeForm):
    """Why a step ends before its time."""

    reason = forms.CharField(
        label=_("Why it stops"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
