"""What was not understood in a file of ads: counted in full, shown in part."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

EXAMPLES_PER_KIND = 20
VALUE_LENGTH = 80

NOT_TEXT = "not_text"
NOT_A_NUMBER = "not_a_number"
NOT_YES_OR_NO = "not_yes_or_no"
NOT_A_DATE = "not_a_date"
NOT_A_CONCEPT = "not_a_concept"
NOT_A_LIST = "not_a_list"
NOT_AN_OBJECT = "not_an_object"
NOT_A_POSITION = "not_a_position"
NOT_A_WEB_ADDRESS = "not_a_web_address"
OUT_OF_RANGE = "out_of_range"
TOO_LONG = "too_long"
UNREADABLE_CHARACTERS = "unreadable_characters"
MISSING = "missing"
WRONG_ORDER = "wrong_order"
SWAPPED = "swapped"
UNKNOWN_CODE = "unknown_code"
UNKNOWN_FIELD = "unknown_field"
PERSONAL_NUMBER = "personal_number"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """One value that was left out or put right. `ad_id` is empty where the ad has none."""

    ad_id: str
    field: str
    value: str
    reason: str


@dataclass
class Report:
    """How the reading went.

    `counts` holds every case by (field, reason); `examples` the first of each kind. `skipped` ads
    had no usable id.
    """

    ads: int = 0
    removed: int = 0
    skipped: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[NotUnderstood] = field(default_factory=list)

    def add(self, ad_id: str, name: str, value: object, reason: str) -> None:
        """Note a value that was not understood, cut to a readable length."""
        kind = (name, reason)
        self.counts[kind] += 1
        if self.counts[kind] <= EXAMPLES_PER_KIND:
            shown = " ".join(str(value).split())
            if len(shown) > VALUE_LENGTH:
                shown = shown[: VALUE_LENGTH - 1] + "…"
            self.examples.append(NotUnderstood(ad_id, name, shown, reason))

    @property
    def not_understood(self) -> int:
        """How many values were not understood."""
        return self.counts.total()
