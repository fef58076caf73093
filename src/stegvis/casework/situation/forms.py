"""The form of the competence profile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.models import Person
from stegvis.casework.situation import pasting
from stegvis.casework.situation.actions import MOST_HOURS, MOST_KM, ProfileFacts
from stegvis.casework.situation.concepts import BOXES
from stegvis.casework.situation.education import Education, EducationField, EducationList, as_rows
from stegvis.casework.situation.fields import ConceptField, Row, Typed
from stegvis.casework.situation.models import CompetenceProfile
from stegvis.core.codes import queries as codes
from stegvis.core.forms.fields import DayField
from stegvis.core.forms.forms import ChangeForm
from stegvis.reference.driving_licences import driving_licences
from stegvis.reference.languages import languages_by_iso

STEPS = ("add", "remove", "more", "find", "read", "accept")
DETAIL_CODES = {"skills": "skill_source", "languages": "language_level"}


class Clock(forms.TimeInput):
    """A time of day in the browser's own field."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "time"}, format="%H:%M")


class ProfileForm(ChangeForm):
    """What the person can, wants and needs. `stored` is the profile there is, if any."""

    occupations = ConceptField(
        "occupations",
        label=_("Worked or trained as"),
        help_text=_("As people say it: usk, snickare, barnskötare. Years are optional."),
    )
    education = EducationField(label=_("Education"))
    skills = ConceptField("skills", label=_("Can do"), help_text=_("A skill, and how we know it."))
    languages = ConceptField("languages", label=_("Languages"))
    licences = forms.MultipleChoiceField(
        label=_("Driving licence"), required=False, widget=forms.CheckboxSelectMultiple
    )
    wishes = ConceptField(
        "wishes",
        label=_("Wants to work with"),
        help_text=_("An occupation, or a whole field such as health care."),
    )
    no_gos = ConceptField("no_gos", label=_("Doesn't want"))
    capacity = forms.IntegerField(
        label=_("Can work, per cent of full time"),
        required=False,
        widget=forms.NumberInput(attrs={"min": 0, "max": 100, "step": 5}),
        help_text=_("0 if not now. Empty if nobody has asked yet."),
    )
    hours_a_day = forms.DecimalField(
        label=_("Hours a day"),
        required=False,
        max_digits=3,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"min": 0.5, "max": MOST_HOURS, "step": 0.5}),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"),
        required=False,
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    day_begins = forms.TimeField(label=_("Earliest start"), required=False, widget=Clock())
    day_ends = forms.TimeField(label=_("Latest end"), required=False, widget=Clock())
    travel_km = forms.IntegerField(
        label=_("Can travel, kilometres one way"),
        required=False,
        widget=forms.NumberInput(attrs={"min": 1, "max": MOST_KM}),
        help_text=_("Empty if nobody has asked yet."),
    )
    starts_earliest = DayField(label=_("Can start on"), required=False)
    exposures_avoided = forms.MultipleChoiceField(
        label=_("The work should not mean"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what to avoid. Never why: no diagnoses here."),
    )

    def __init__(
        self, *args: Any, person: Person, stored: CompetenceProfile | None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", _initial(person, stored))
        super().__init__(*args, **kwargs)
        self._person, self._stored = person, stored
        self._offer("licences", _licences())
        self._offer("exposures_avoided", self._exposures())
        learnt = self.fields["education"].widget
        assert isinstance(learnt, EducationList)
        learnt.country = person.tenant.country
        for name, list_key in DETAIL_CODES.items():
            field = self.fields[name]
            assert isinstance(field, ConceptField)
            field.widget.choices = codes.choices(list_key, country=person.tenant.country)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _exposures(self) -> list[tuple[str, str]]:
        """What may be chosen today, and retired ones that the profile already has."""
        found = codes.choices("exposure", country=self._person.tenant.country)
        held = self._stored.exposures_avoided if self._stored else []
        kept = [(code, codes.label("exposure", code)) for code in held if code not in dict(found)]
        return found + kept

    @classmethod
    def after_step(
        cls, data: QueryDict, *, person: Person, stored: CompetenceProfile | None
    ) -> ProfileForm:
        """The form as it was sent, after one step in a list: nothing is checked, nothing lost."""
        sent = cls(data, person=person, stored=stored)
        held = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in sent.fields.items()
            if name != "key"
        }
        for step in ("add", "remove"):
            name, _colon, concept_id = data.get(step, "").partition(":")
            if name in BOXES and concept_id:
                here: Typed = held[name]
                change = here.with_row if step == "add" else here.without_row
                held[name] = change(concept_id)
        held["education"] = _after_step(held["education"], data)
        for it in pasting.accepted(data.getlist("told") if "accept" in data else ()):
            if it.name == pasting.LICENCES:
                held[it.name] = list(dict.fromkeys([*held[it.name], it.one]))
            elif it.name == pasting.EDUCATION:
                written = [row for row in held[it.name] if not row.is_empty]
                held[it.name] = (*written, it.education)
            else:
                held[it.name] = held[it.name].told(it.one, it.detail)
        return cls(person=person, stored=stored, initial=held)

    def told(self, text: str) -> list[pasting.Group]:
        """What a pasted text proposes beyond what the form holds."""
        held: dict[str, dict[str, str]] = {}
        for name in pasting.LABELS:
            value = self[name].value() or ()
            if name == pasting.EDUCATION:
                held[name] = {f"{row.level}|{row.field}": "" for row in as_rows(value)}
            elif isinstance(value, Typed):
                held[name] = {row.id: row.detail for row in value.rows}
            else:
                held[name] = dict.fromkeys(value, "")
        return pasting.proposed(text, held=held)

    @property
    def can(self) -> list[forms.BoundField]:
        """What the person brings."""
        return [
            self[name] for name in ("occupations", "education", "skills", "languages", "licences")
        ]

    @property
    def wants(self) -> list[forms.BoundField]:
        """Where the person wants to go."""
        return [self[name] for name in ("wishes", "no_gos")]

    @property
    def needs(self) -> list[forms.BoundField]:
        """What has to fit."""
        names = ("travel_km", "starts_earliest", "exposures_avoided")
        return [self[name] for name in names]

    @property
    def hours(self) -> list[forms.BoundField]:
        """How much and when the person can work, in pairs."""
        return [self[name] for name in ("capacity", "hours_a_day", "day_begins", "day_ends")]

    def facts(self) -> ProfileFacts:
        """What was filled in."""
        said = {k: v for k, v in self.cleaned_data.items() if k not in ("key", "seen_version")}
        return ProfileFacts(**said)

    def _shown(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, ConceptField | EducationField):
            return field.in_words(value or [])
        if isinstance(field, forms.MultipleChoiceField):
            words: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]
            return "\n".join(str(words.get(code, code)) for code in value or []) or "–"
        return super()._shown(name, value)


def _after_step(rows: tuple[Education, ...], data: QueryDict) -> tuple[Education, ...]:
    """The rows of education after one more was asked for, or one was taken away."""
    if data.get("more") == "education":
        return (*rows, Education())
    name, _colon, place = data.get("remove", "").partition(":")
    if name == "education":
        return tuple(row for number, row in enumerate(rows) if str(number) != place)
    return rows


def _licences() -> list[tuple[str, str]]:
    language = get_language() or "sv"
    return [(d.code, f"{d.code} {d.label(language)}") for d in driving_licences().values()]


def _initial(person: Person, stored: CompetenceProfile | None) -> dict[str, Any]:
    """The stored profile; the first one begins with the languages that are known already."""
    if stored is not None:
        names = [n for n in ProfileForm.base_fields if n not in ("key", "seen_version")]
        return {n: getattr(stored, n) for n in names} | {"seen_version": stored.version}
    by_iso = languages_by_iso()
    spoken = (by_iso.get(code) for code in (*person.other_languages, person.language))
    rows = tuple(Row(one.concept_id) for one in dict.fromkeys(spoken) if one)
    return {"seen_version": 0, "languages": Typed(rows)}
