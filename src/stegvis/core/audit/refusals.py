"""A refusal: a code, a sentence, and whether it must look like 'not found' from outside."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not.

    `rank` is 0 for rules that aren't about reaching a person. `silent` refusals answer outwards
    exactly as a page that doesn't exist. `override` says the urgent-need form may be offered, `ask`
    that another board may be asked for a disclosure, `appoints` that the one who was refused names
    who opens the file instead.
    """

    code: str
    sentence: str | Promise
    rank: int = 0
    silent: bool = False
    override: bool = False
    ask: bool = False
    appoints: bool = False


class RefusedError(Exception):
    """Raised by rules and readings; the boundary makes it a page, an exit code and a log row.

    `is_kept` says that the log has the refusal already, with more than the boundary knows of it.
    """

    is_kept = False

    def __init__(self, refusal: Refusal, *, person_public_id: str = "") -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.person_public_id = person_public_id


class StaleVersionError(Exception):
    """Two editors: somebody else saved first. Carries the row as it stands now."""

    def __init__(self, current: object) -> None:
        super().__init__("stale version")
        self.current = current


class NotAllowedNowError(Exception):
    """The change breaks a rule of the casework; the sentence names the remedy."""

    def __init__(self, sentence: str | Promise, *, field: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field
