"""What is asked from a referral to the last follow-up."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases import actions
from stegvis.casework.cases.loads import Load
from stegvis.casework.cases.models import Case, StillThere
from stegvis.casework.cases.together import Deed, Given
from stegvis.core import clock
from stegvis.core.accounts.models import Account
from stegvis.core.codes import queries as codes
from stegvis.core.codes.forms import CodedForm, with_meanings
from stegvis.core.documents.fields import DocumentsField
from stegvis.core.forms.fields import DayField, LongTextField, NameField
from stegvis.core.forms.forms import ChangeForm


class ReferForm(CodedForm):
    """What the sender says."""

    CODES = {"source": "referral_source", "disclosure_ground": "disclosure_ground"}

    source = forms.ChoiceField(
        label=_("Who sends the referral"), widget=forms.Select(attrs={"autofocus": True})
    )
    sender_name = NameField(
        label=_("Name of the sender"),
        required=False,
        max_length=120,
        help_text=_("The person to call about it."),
    )
    received_on = DayField(label=_("Came on"))
    reason = LongTextField(label=_("Why"), max_length=4000, rows=5)
    wished_outcome = LongTextField(
        label=_("What the person and the sender wish for"),
        required=False,
        max_length=2000,
        rows=3,
    )
    enclosures = DocumentsField(label=_("Documents that came with it"))
    disclosure_ground = forms.ChoiceField(
        label=_("On which ground we may know this"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"received_on": clock.today()})
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["disclosure_ground"])
        field.choices = with_meanings(field.choices, country=self.country)

    @property
    def facts(self) -> actions.ReferralFacts:
        """What was filled in."""
        names = actions.ReferralFacts.__dataclass_fields__
        return actions.ReferralFacts(**{name: self.cleaned_data[name] for name in names})


class CoordinatorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A coordinator, by public id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Account.objects.none(),
            to_field_name="public_id",
            label=_("Coordinator"),
            widget=forms.RadioSelect,
            empty_label=None,
            **kwargs,
        )


class CoordinatorForm(ChangeForm):
    """To whom a case is given; loads in words beside the names."""

    coordinator = CoordinatorField()

    def __init__(self, *args: Any, loads: Iterable[Load], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {load.account.pk: load for load in loads}
        field = cast("CoordinatorField", self.fields["coordinator"])
        field.queryset = Account.objects.filter(pk__in=by_id)
        field.choices = [
            (load.account.public_id, f"{load.account.name} · {load_in_words(load)}")
            for load in by_id.values()
        ]

    def show_conflict(self, current: object) -> None:
        """Compare with whoever coordinates the case now."""
        assert isinstance(current, Case)
        now = current.coordinator
        account = now.account if now else None
        super().show_conflict(SimpleNamespace(coordinator=account, version=current.version))


class LanguagesForm(CodedForm):
    """What somebody speaks with the people they meet."""

    CODES = {"languages": "language"}

    languages = forms.MultipleChoiceField(
        label=_("Languages I speak"), required=False, widget=forms.CheckboxSelectMultiple
    )


def load_in_words(load: Load) -> str:
    """What somebody carries, after the person's language if they speak it."""
    if not load.language:
        return load.in_words
    language = codes.within(codes.label("language", load.language))
    return " · ".join((gettext("speaks %(language)s") % {"language": language}, load.in_words))


class RefuseForm(CodedForm):
    """Why a referral is refused."""

    CODES = {"reason": "referral_refusal_reason"}

    reason = forms.ChoiceField(label=_("Reason"))


class TaskForm(CodedForm):
    """Something to do by a day."""

    CODES = {"kind": "task_kind"}

    kind = forms.ChoiceField(label=_("What"))
    text = forms.CharField(
        label=_("In more words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    due_on = DayField(label=_("By"))
    account = forms.ModelChoiceField(
        queryset=Account.objects.none(), to_field_name="public_id", label=_("Who"), empty_label=None
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Account]", self.fields["account"]).queryset = staff

    def clean_due_on(self) -> Any:
        """A day that hasn't passed."""
        day = self.cleaned_data["due_on"]
        if day < clock.today():
            raise forms.ValidationError(_("The day has passed. Choose today or a later one."))
        return day


class TogetherForm(TaskForm):
    """What is asked when one thing is done for several: the fields that the deed has."""

    text = forms.CharField(
        label=_("In more words"),
        required=False,
        max_length=200,
        help_text=_("The same for everybody: nothing about one of them."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, deed: Deed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "text", "due_on", "account"):
            if name not in deed.fields:
                del self.fields[name]
        if deed.fields == ("account",):
            self.fields["account"].label = _("Coordinator")

    @property
    def given(self) -> Given:
        """What was filled in so far."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Given(**{name: said[name] for name in Given.__dataclass_fields__ if name in said})


class EndForm(CodedForm):
    """How a case ends."""

    CODES = {
        "reason": "exit_reason",
        "occupation_after": "occupation_after_exit",
        "verified_how": "exit_verified_how",
    }

    reason = forms.ChoiceField(label=_("Why the case ends"))
    occupation_after = forms.ChoiceField(label=_("What the person does now"))
    occupation_from = DayField(
        label=_("First day of work or studies"),
        required=False,
        help_text=_("When it has begun or is to begin. Empty when nobody knows."),
    )
    verified_how = forms.ChoiceField(label=_("How we know"))
    closed_on = DayField(label=_("Last day"))
    note = LongTextField(label=_("In more words"), required=False, max_length=2000, rows=3)

    @property
    def facts(self) -> actions.ExitFacts:
        """What was filled in."""
        names = actions.ExitFacts.__dataclass_fields__
        return actions.ExitFacts(**{name: self.cleaned_data[name] for name in names})


class ReopenForm(ChangeForm):
    """Why an ended case opens again."""

    reason = LongTextField(label=_("Why it opens again"), max_length=2000, rows=3)


class OwnFollowUpForm(CodedForm):
    """How it goes, as the person answers on their own page."""

    CODES = {"occupation": "occupation_after_exit"}
    ROW_FIELDS = {"occupation": "occupation"}

    occupation = forms.ChoiceField(label=_("What do you do now?"), widget=forms.RadioSelect)
    still_there = forms.ChoiceField(
        label=_("Are you still where you went when you left us?"),
        widget=forms.RadioSelect,
        choices=StillThere.choices,
        required=False,
    )
    words = LongTextField(
        label=_("Is there anything you want to say?"), required=False, max_length=500, rows=3
    )

    @property
    def heard(self) -> actions.Heard:
        """What was filled in; whoever answers is reached."""
        said = self.cleaned_data
        names = actions.Heard.__dataclass_fields__
        return actions.Heard(**{"outcome": "reached"} | {n: said[n] for n in names if n in said})


class FollowUpForm(OwnFollowUpForm):
    """How it went, as somebody who called writes it down."""

    CODES = {
        **OwnFollowUpForm.CODES,
        "outcome": "contact_outcome",
        "heard_by": "follow_up_way",
    }

    outcome = forms.ChoiceField(label=_("Did we reach the person?"), widget=forms.RadioSelect)
    occupation = forms.ChoiceField(
        label=_("What the person does now"),
        required=False,
        help_text=_("Answered when the person was reached."),
    )
    still_there = forms.ChoiceField(
        label=_("Still where the person went?"),
        widget=forms.RadioSelect,
        choices=StillThere.choices,
        required=False,
    )
    words = LongTextField(label=_("In the person's words"), required=False, max_length=500, rows=2)
    heard_by = forms.ChoiceField(label=_("How we heard"), required=False)
