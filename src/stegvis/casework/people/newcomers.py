"""What is told about somebody when they are registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from stegvis.casework.people.models import InterpreterNeed, Protection
from stegvis.core.accounts.models import Account


@dataclass(frozen=True)
class NewPerson:
    """What is known when somebody is registered."""

    given_name: str
    family_name: str
    number: str = ""
    no_number_reason: str = ""
    birth_date: date | None = None
    municipality_code: str = ""
    postal_code: str = ""
    language: str = ""
    other_languages: list[str] = field(default_factory=list)
    interpreter: str = InterpreterNeed.NONE
    phone: str = ""
    email: str = ""
    safe_way: str = ""
    neutral_mode: bool = False
    protection: int = Protection.NONE
    staff_account: Account | None = None
    officers: Iterable[Account] = ()
