"""Every change in the situation room: the profile, the rounds, and the own instruments."""

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
from stegvis.casework.situation.actions.instruments import accept_instrument, retire_instrument
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
    "accept_instrument",
    "answer_own",
    "begin",
    "close_with_case",
    "drop",
    "go_through",
    "retire_instrument",
    "save_profile",
]
