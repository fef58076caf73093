"""The forms of a round: what to go through, and what each voice says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.casework.situation import progress
from stegvis.casework.situation.actions import LONGEST_WORDS, Said
from stegvis.casework.situation.instruments.definition import Instrument, Item
from stegvis.casework.situation.instruments.kinds import WORDS_END
from stegvis.casework.situation.models import Assessment, Occasion, Respondent
from stegvis.core.forms.forms import ChangeForm

NOTHING = "none"
"""The choice of not wanting to say, or not being able to tell."""

ALONE = {Respondent.PERSON: _("In my own view")}
TOGETHER = {Respondent.PERSON: _("The person says"), Respondent.COORDINATOR: _("I see it so")}
LEFT_OPEN = _("Choose a step, or that it can't be said.")
LATER = "later"
"""The button that puts away what was said so far."""


class ChosenField(forms.MultipleChoiceField):
    """The areas chosen: wanted when it is in between."""

    is_alternative = True


class BeginForm(ChangeForm):
    """What of an instrument, and whether the person answers on their own page first."""

    occasion = forms.ChoiceField(
        label=_("When"), choices=Occasion.choices, widget=forms.RadioSelect
    )
    chosen = ChosenField(
        label=_("What to go through"), required=False, widget=forms.CheckboxSelectMultiple
    )
    asks_person = forms.BooleanField(
        label=_("The person answers on their own page first"), required=False
    )

    def __init__(self, *args: Any, used: Instrument, may_ask: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(item.key, str(item.name)) for item in used.items]
        chosen.help_text = _(
            "In between, choose %(n)s together. At the start and at the end all are gone through."
        ) % {"n": used.chosen_between}
        if not used.chosen_between:
            del self.fields["chosen"]
        if not (may_ask and used.asks_person):
            del self.fields["asks_person"]

    @property
    def facts(self) -> dict[str, Any]:
        """What was filled in."""
        given = self.cleaned_data
        return {
            "occasion": given["occasion"],
            "chosen": given.get("chosen", []),
            "asks_person": given.get("asks_person", False),
        }


@dataclass(frozen=True)
class Asked:
    """One area in the form: its question, and the fields of each voice."""

    item: Item
    voices: list[tuple[forms.BoundField, forms.BoundField]]


class StepField(forms.ChoiceField):
    """A step of the scale, or not wanting to say. `voice` is whose, in the words of the page;
    `steps` are how many there are."""

    def __init__(
        self, used: Instrument, respondent: Respondent, item: Item, voice: str | Promise, **kw: Any
    ) -> None:
        label, choices = f"{item.name}, {voice}", _steps(used, respondent)
        super().__init__(label=label, choices=choices, widget=forms.RadioSelect, **kw)
        self.error_messages["required"] = LEFT_OPEN
        self.respondent, self.voice, self.steps = respondent, voice, len(used.anchors)


class QuestionsForm(ChangeForm):
    """What is asked of each of the voices that answer here, item by item.

    `is_own`: on the person's own page, so that the words are theirs. `is_whole`: none may be left
    open.
    """

    def __init__(
        self,
        *args: Any,
        used: Instrument,
        items: Collection[str],
        is_own: bool,
        is_whole: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._items = [item for item in used.items if item.key in items]
        self._voices = [Respondent.PERSON] if is_own else [*map(Respondent, used.respondents)]
        for item in self._items:
            for voice in self._voices:
                name = f"{voice.value}_{item.key}"
                label = (ALONE if is_own else TOGETHER)[voice]
                self.fields[name] = StepField(used, voice, item, label, required=is_whole)
                self.fields[f"{name}{WORDS_END}"] = forms.CharField(
                    label=_("In a few words"),
                    required=False,
                    max_length=LONGEST_WORDS,
                    widget=forms.TextInput(attrs={"dir": "auto"}),
                )

    def areas(self) -> list[Asked]:
        """What is asked in order, each item with its fields."""
        return [
            Asked(item, [self._pair(f"{voice.value}_{item.key}") for voice in self._voices])
            for item in self._items
        ]

    def _pair(self, name: str) -> tuple[forms.BoundField, forms.BoundField]:
        return self[name], self[f"{name}{WORDS_END}"]


class AnswersForm(QuestionsForm):
    """What is said in a round about each item that is asked in it."""

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(assessment))
        used, items = assessment.definition, assessment.items
        super().__init__(*args, used=used, items=items, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A few words go with a step: alone they would be lost."""
        cleaned = super().clean() or self.cleaned_data
        for item in self._items:
            for voice in self._voices:
                name = f"{voice.value}_{item.key}"
                if cleaned.get(f"{name}{WORDS_END}") and name in cleaned and not cleaned[name]:
                    self.add_error(name, LEFT_OPEN)
        return cleaned

    def said(self, voice: Respondent) -> dict[str, Said]:
        """What one voice has answered so far, by area; those left open are not in it."""
        found = {}
        for item in self._items:
            name = f"{voice.value}_{item.key}"
            step, words = self.cleaned_data[name], self.cleaned_data[f"{name}{WORDS_END}"]
            if step:
                found[item.key] = Said(None if step == NOTHING else int(step), words)
        return found

    def voices(self) -> dict[str, dict[str, Said]]:
        """What every voice has answered so far."""
        return {voice.value: self.said(voice) for voice in self._voices}

    def show_conflict(self, current: object) -> None:
        """Somebody answered in between: both versions, area by area."""
        if isinstance(current, Assessment):
            super().show_conflict(_AsForm(current))
        else:
            super().show_conflict(current)


class _AsForm:
    """An assessment with its answers under the names of the form's fields."""

    def __init__(self, assessment: Assessment) -> None:
        self.__dict__.update(_initial(assessment), version=assessment.version)


def _initial(assessment: Assessment) -> dict[str, Any]:
    found: dict[str, Any] = {"seen_version": assessment.version}
    for answer in sorted(assessment.answers.all(), key=lambda a: a.pk):
        name = f"{answer.respondent}_{answer.item}"
        found[name] = NOTHING if answer.value is None else str(answer.value)
        found[f"{name}{WORDS_END}"] = answer.words
    return found


def _steps(used: Instrument, voice: Respondent) -> list[tuple[str, str]]:
    steps = [(str(value), str(words)) for value, words in sorted(used.anchors.items())]
    return [*steps, (NOTHING, str(progress.NOT_SAID[voice]))]
