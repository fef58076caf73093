"""Every change of what is known of somebody's situation: the profile, and the areas of life."""

from __future__ import annotations

from stegvis.casework.situation.actions.assessing import (
    LONGEST_WORDS,
    Said,
    Voices,
    answer_own,
    begin,
    close_with_case,
    drop,
    go_through,
)
from stegvis.casework.situation.actions.profile import (
    MOST_HOURS,
    MOST_KM,
    ProfileFacts,
    save_profile,
)

__all__ = [
    "LONGEST_WORDS",
    "MOST_HOURS",
    "MOST_KM",
    "ProfileFacts",
    "Said",
    "Voices",
    "answer_own",
    "begin",
    "close_with_case",
    "drop",
    "go_through",
    "save_profile",
]
