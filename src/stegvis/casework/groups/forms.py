"""What is asked about groups."""

from __future__ import annotations

from datetime import date, time
from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.rules import MEETING_PEOPLE
from stegvis.casework.groups.actions import Day, GroupFacts
from stegvis.casework.groups.models import MONDAY_TO_SUNDAY, Group, Member, Occasion
from stegvis.casework.groups.queries import VALID, AttendancePage, GroupLine
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import working_in
from stegvis.core.audit.actor import Actor
from stegvis.core.codes import queries as codes
from stegvis.core.codes.forms import CodedForm
from stegvis.core.forms.fields import DayField, NameField
from stegvis.core.forms.forms import ChangeForm

GROUP_NAMES = ("name", "measure_type", "place", "seats", "starts_on", "ends_on", "keeps_queue")


def _time_field(label: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "aria-label": label}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class GroupForm(CodedForm):
    """A group: what it is, who leads it and when it meets."""

    CODES = {"measure_type": "measure_type"}

    name = NameField(label=_("Name of the group"), max_length=80)
    measure_type = forms.ChoiceField(label=_("Kind of step"))
    place = NameField(label=_("Where"), max_length=120)
    seats = forms.IntegerField(label=_("Seats"), min_value=1)
    keeps_queue = forms.BooleanField(
        label=_("People wait for a seat when it is full"), required=False
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False)
    leaders = forms.MultipleChoiceField(
        label=_("Who leads the group"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A leader sees the names of those in the group and notes who comes."),
    )

    def __init__(self, *args: Any, by: Actor, group: Group | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _said(group) if group else _proposed(by)
        super().__init__(*args, **kwargs)
        self._leading = {one.public_id: one for one in working_in(by.unit_id, MEETING_PEOPLE)}
        for leader in group.leaders.all() if group else ():
            self._leading.setdefault(leader.account.public_id, leader.account)
        leaders = cast("forms.MultipleChoiceField", self.fields["leaders"])
        leaders.choices = [(key, account.name) for key, account in self._leading.items()]
        for weekday in MONDAY_TO_SUNDAY:
            name = str(WEEKDAYS[weekday])
            from_label = gettext("%(day)s, from") % {"day": name}
            self.fields[f"from_{weekday}"] = _time_field(from_label)
            self.fields[f"to_{weekday}"] = _time_field(gettext("%(day)s, to") % {"day": name})

    @property
    def week(self) -> list[tuple[Any, Any, Any]]:
        """The name of each weekday and its two fields, for the page's table."""
        return [(WEEKDAYS[day], self[f"from_{day}"], self[f"to_{day}"]) for day in MONDAY_TO_SUNDAY]

    def clean(self) -> dict[str, Any]:
        """Both times of a day, or neither; the end after the beginning."""
        for day in MONDAY_TO_SUNDAY:
            starts, ends = self._times(day)
            if (starts is None) != (ends is None):
                field = f"from_{day}" if starts is None else f"to_{day}"
                if field not in self.errors:
                    self.add_error(field, _("Give both times of the day, or neither."))
            elif starts is not None and ends is not None and ends <= starts:
                self.add_error(
                    f"to_{day}", _("The end must come after the beginning. Change one of them.")
                )
        return self.cleaned_data

    def _times(self, day: int) -> tuple[time | None, time | None]:
        return self.cleaned_data.get(f"from_{day}"), self.cleaned_data.get(f"to_{day}")

    @property
    def facts(self) -> GroupFacts:
        """What was filled in."""
        given = self.cleaned_data
        week = [
            Day(day, starts, ends)
            for day in MONDAY_TO_SUNDAY
            for starts, ends in [self._times(day)]
            if starts is not None and ends is not None
        ]
        leaders: list[Account] = [self._leading[key] for key in given["leaders"]]
        return GroupFacts(**{name: given[name] for name in GROUP_NAMES}, week=week, leaders=leaders)

    def show_conflict(self, current: object) -> None:
        """Compare in the form's own words."""
        assert isinstance(current, Group)
        super().show_conflict(SimpleNamespace(**_said(current), version=current.version))


def _proposed(by: Actor) -> dict[str, Any]:
    account = Account.objects.filter(pk=by.account_id or 0).first()
    return {"keeps_queue": True, "leaders": [account.public_id] if account else []}


def _said(group: Group) -> dict[str, Any]:
    said = {name: getattr(group, name) for name in GROUP_NAMES} | {"seen_version": group.version}
    said["leaders"] = [
        leader.account.public_id for leader in group.leaders.select_related("account")
    ]
    times = {one.weekday: one for one in group.weekdays.all()}
    for day in MONDAY_TO_SUNDAY:
        one = times.get(day)
        said[f"from_{day}"], said[f"to_{day}"] = (
            (one.starts_at, one.ends_at) if one else (None, None)
        )
    return said


class ChangedDayForm(ChangeForm):
    """A day on which the group meets at other times, or not at all."""

    day = DayField(label=_("Day"))
    starts_at = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    ends_at = forms.TimeField(
        label=_("To"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Leave the times empty if the group doesn't meet that day."),
    )


class ChooseForm(ChangeForm):
    """A group for somebody."""

    group = forms.ChoiceField(label=_("Group"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, lines: list[GroupLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["group"])
        field.choices = [(line.group.public_id, _offer(line)) for line in lines]


def _offer(line: GroupLine) -> str:
    if not line.free:
        waiting = gettext("full, %(n)s wait") % {"n": line.waiting}
        return f"{line.group.name} · {line.group.place} · {waiting}"
    free = gettext("%(n)s of %(seats)s seats free") % {"n": line.free, "seats": line.group.seats}
    return f"{line.group.name} · {line.group.place} · {free}"


class JoinForm(ChangeForm):
    """Somebody of one's own for a group."""

    person = forms.ChoiceField(label=_("Person"))

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["person"])
        names = [(case.person.public_id, case.person.list_name) for case in cases]
        field.choices = [("", _("Choose")), *names]


class AttendanceForm(ChangeForm):
    """A list of a day: everybody present, until something else is chosen for somebody."""

    def __init__(self, *args: Any, page: AttendancePage, country: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen_version": page.occasion.version if page.occasion else 0}
        super().__init__(*args, **kwargs)
        self.page = page
        choices = _reasons(country, kept=set(page.noted.values()))
        for member in page.members:
            self.fields[member.public_id] = forms.ChoiceField(
                label=member.person.list_name,
                required=False,
                choices=choices,
                initial=page.noted.get(member.pk, ""),
            )

    @property
    def rows(self) -> list[tuple[Member, Any]]:
        """Each one and the field of their attendance."""
        return [(member, self[member.public_id]) for member in self.page.members]

    @property
    def absent(self) -> dict[int, str]:
        """Who didn't come, and why."""
        given = {one.pk: self.cleaned_data[one.public_id] for one in self.page.members}
        return {pk: reason for pk, reason in given.items() if reason}

    def show_conflict(self, current: object) -> None:
        """Compare name by name with what somebody else has noted."""
        assert isinstance(current, Occasion)
        noted = dict(current.attendances.values_list("member_id", "reason"))
        saved = {one.public_id: noted.get(one.pk, "") for one in self.page.members}
        super().show_conflict(SimpleNamespace(**saved, version=current.version))


def _reasons(country: str, *, kept: set[str]) -> list[tuple[str, Any]]:
    """Present, then the reasons of valid absence and of absence that isn't."""
    groups, words = codes.groups("absence_reason"), codes.labels("absence_reason")
    current = [code.code for code in codes.current("absence_reason", country=country)]
    known = current + [code for code in sorted(kept) if code and code not in current]
    valid = [(code, words.get(code, code)) for code in known if groups.get(code) == VALID]
    others = [(code, words.get(code, code)) for code in known if groups.get(code) != VALID]
    return [
        ("", gettext("Present")),
        (gettext("Absent, valid"), valid),
        (gettext("Absent, not valid"), others),
    ]


class GiveUpForm(CodedForm):
    """Why somebody gives up a seat."""

    CODES = {"code": "activity_stop_reason"}

    code = forms.ChoiceField(label=_("Why it stops"))
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Short, and nothing about health."),
    )


def day_of(text: str, otherwise: date) -> date:
    """A day from an address, or another one where it says none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
