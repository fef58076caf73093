"""What is asked about a plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.rules import FULL_WEEK
from stegvis.casework.plans import rules
from stegvis.casework.plans.actions import ActivityFacts, ForChild
from stegvis.casework.plans.answering import Answering
from stegvis.casework.plans.models import AgreedHow, Goal
from stegvis.core import clock
from stegvis.core.codes.forms import CodedForm
from stegvis.core.documents.fields import DocumentField
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
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"), required=False, max_digits=4, decimal_places=1, localize=True
    )
    extent = forms.IntegerField(
        label=_("or extent, %"), required=False, help_text=_("100 is full time, 40 hours.")
    )
    place = NameField(label=_("Where"), required=False, max_length=120)
    answers = forms.ChoiceField(
        label=_("Who answers for it"),
        required=False,
        help_text=_("Being named gives nobody the right to read the file."),
    )
    responsible = NameField(
        label=_("Who does what"),
        required=False,
        max_length=120,
        help_text=_("For example: Amina calls, Kerstin comes along."),
    )

    def __init__(self, *args: Any, goals: Any, answering: Answering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._answering = answering
        cast("forms.ModelChoiceField[Goal]", self.fields["goal"]).queryset = goals
        cast("forms.ChoiceField", self.fields["answers"]).choices = answering.choices

    def clean(self) -> dict[str, Any]:
        """Turn per cent of full time into hours, where only they are given."""
        given = self.cleaned_data
        extent = given.get("extent")
        if extent is not None and not 1 <= extent <= 100:
            self.add_error("extent", _("The extent is a percentage, 1 to 100."))
        elif extent is not None and given.get("hours_per_week") is None:
            given["hours_per_week"] = Decimal(extent * FULL_WEEK) / 100
        return given

    @property
    def facts(self) -> ActivityFacts:
        """What was filled in."""
        named = self._answering.named(self.cleaned_data["answers"])
        names = ActivityFacts.__dataclass_fields__.keys() - named.keys()
        return ActivityFacts(**named, **{name: self.cleaned_data[name] for name in names})


class ConsideredField(LongTextField):
    """What was considered for a child: wanted when the answer before it is yes."""

    is_alternative = True


class AgreeForm(ChangeForm):
    """The person's yes."""

    how = forms.ChoiceField(
        label=_("How the person said yes"), choices=AgreedHow.choices, widget=forms.RadioSelect
    )
    follow_up_on = DayField(label=_("We follow up on"))
    paper = DocumentField(
        label=_("If on paper: the signed paper, scanned"),
        required=False,
        help_text=_("It may also be added later."),
    )
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


class PaperForm(ChangeForm):
    """The signed paper of a plan that was agreed on paper."""

    paper = DocumentField(label=_("The signed paper, scanned"))


class StopForm(CodedForm):
    """Why a step ends before its time."""

    CODES = {"code": "activity_stop_reason"}

    code = forms.ChoiceField(label=_("Why it stops"))
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Short, and nothing about health."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = cast("Any", self.fields["code"])
        code.choices = [one for one in code.choices if one[0] != rules.CASE_ENDED]
