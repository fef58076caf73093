"""Every change of a person: registering, facts, reach, protection, erasure."""

from __future__ import annotations

from stegvis.casework.people.actions.contacts import (
    add_contact_way,
    ask_to_get_in_touch,
    remove_contact_way,
    use_any,
    use_only,
)
from stegvis.casework.people.actions.erasing import (
    erase,
    erase_again,
)
from stegvis.casework.people.actions.everywhere import keep_numbers, take_turn
from stegvis.casework.people.actions.facts import (
    EDITABLE,
    TOLD,
    edit,
    give_number,
    tell_of_look_ups,
)
from stegvis.casework.people.actions.household import (
    link_household,
    unlink_household,
)
from stegvis.casework.people.actions.merging import empty, take_over
from stegvis.casework.people.actions.officers import (
    end_officer,
    look_for_unattended,
    name_for_unattended,
    name_officer,
)
from stegvis.casework.people.actions.reach import (
    URGENT_HOURS,
    end_grants,
    grant,
    open_urgently,
    review_exception,
)
from stegvis.casework.people.actions.registering import register
from stegvis.casework.people.actions.shielding import (
    name_colleague,
    set_protection,
)
from stegvis.casework.people.newcomers import NewPerson

__all__ = [
    "EDITABLE",
    "TOLD",
    "URGENT_HOURS",
    "NewPerson",
    "add_contact_way",
    "ask_to_get_in_touch",
    "edit",
    "empty",
    "end_grants",
    "end_officer",
    "erase",
    "erase_again",
    "give_number",
    "grant",
    "keep_numbers",
    "link_household",
    "look_for_unattended",
    "name_colleague",
    "name_for_unattended",
    "name_officer",
    "open_urgently",
    "register",
    "remove_contact_way",
    "review_exception",
    "set_protection",
    "take_over",
    "take_turn",
    "tell_of_look_ups",
    "unlink_household",
    "use_any",
    "use_only",
]
