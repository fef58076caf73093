"""What is asked about a meeting, an answer to it, and reminders."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from stegvis.casework.meetings import actions, reminding
from stegvis.casework.meetings.models import Answer
from stegvis.core.accounts.models import Account
from stegvis.core.codes import queries as codes
from stegvis.core.codes.forms import CodedForm
from stegvis.core.forms.fields import DayField, LongTextField
from stegvis.core.forms.forms import ChangeForm

PLACE = ("room", "video_link", "interpreter", "interpreter_booked")


class ClockField(forms.TimeField):
    """A clock time, chosen or typed in the browser's own field."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(**kwargs)


class StaffField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Somebody who works in the unit, by public id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Account.objects.none(), to_field_name="public_id", empty_label=None, **kwargs
        )


class TimeForm(CodedForm):
    """When, where, with whose help."""

    CODES = {"kind": "meeting_kind"}

    kind = forms.ChoiceField(label=_("Kind"))
    day = DayField(label=_("Day"))
    starts = ClockField(label=_("From"))
    ends = ClockField(label=_("To"))
    account = StaffField(label=_("Who holds it"))
    room = forms.CharField(
        label=_("Room"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"list": "rooms", "autocomplete": "off"}),
    )
    video_link = forms.CharField(
        label=_("Link to a video meeting"),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    interpreter = forms.ChoiceField(label=_("Interpreter"), required=False)
    interpreter_booked = forms.BooleanField(label=_("The interpreter is booked"), required=False)
    anyway = forms.BooleanField(label=_("Book it anyway"), required=False)

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("StaffField", self.fields["account"]).queryset = staff
        spoken = codes.choices("language", country=self.country)
        field = cast("forms.ChoiceField", self.fields["interpreter"])
        field.choices = [("", _("No interpreter")), *spoken]

    @property
    def facts(self) -> actions.MeetingFacts:
        """What was filled in."""
        names = actions.MeetingFacts.__dataclass_fields__
        return actions.MeetingFacts(**{name: self.cleaned_data[name] for name in names})


class BookForm(TimeForm):
    """A new meeting, and who else is invited."""

    colleagues = forms.ModelMultipleChoiceField(
        label=_("Colleagues"),
        queryset=Account.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partners = LongTextField(
        label=_("Others"),
        required=False,
        rows=2,
        max_length=2000,
        help_text=_("One on each line: the name, and after a comma an e-mail address to invite."),
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, staff=staff, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Account]", self.fields["colleagues"])
        field.queryset = staff

    def clean_partners(self) -> list[actions.Partner]:
        """Each line as a name and perhaps an address."""
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["partners"].split("\n"))):
            name, _comma, email = line.partition(",")
            if not name.strip() or len(name.strip()) > 120:
                raise forms.ValidationError(
                    _("“%(line)s” has no name before the comma, or a very long one.")
                    % {"line": line[:60]}
                )
            found.append(actions.Partner(name.strip(), email.strip()))
        return found


class MoveForm(TimeForm):
    """Another time or place."""

    CODES = {**TimeForm.CODES, "reason": "meeting_change_reason"}

    reason = forms.ChoiceField(label=_("Why it is changed"))


class CancelForm(CodedForm):
    """Why a meeting is called off."""

    CODES = {"reason": "meeting_change_reason"}

    reason = forms.ChoiceField(label=_("Why it is cancelled"))


class AnswerForm(ChangeForm):
    """What somebody invited says."""

    answer = forms.ChoiceField(
        label=_("Can you come?"),
        widget=forms.RadioSelect,
        choices=[(Answer.YES, _("Yes, I come")), (Answer.ANOTHER_TIME, _("Another time, please"))],
    )
    words = LongTextField(
        label=_("When suits you better?"),
        required=False,
        rows=2,
        max_length=300,
        help_text=_("Only if you want another time."),
    )


class RemindersForm(ChangeForm):
    """How long before a meeting somebody wants to hear of it."""

    before = forms.MultipleChoiceField(
        label=_("Remind"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["before"])
        field.choices = [(code, one.words) for code, one in reminding.BEFORE.items()]
