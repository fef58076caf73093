"""A ranked rule engine: small rules, tried in order of rank, the first that refuses decides.

A rule that fails while looking something up refuses too: access is closed whenever anything is
uncertain. The rules themselves are registered by the rooms that know the facts; the table in
`docs/reference/access-rules.md` is generated from the same objects.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.core.audit.refusals import Refusal

logger = logging.getLogger(__name__)
F = TypeVar("F")

LOOKUP_FAILED = "lookup_failed"


@dataclass(frozen=True)
class Rule(Generic[F]):
    """One reason to refuse.

    `rank` orders the rules (gaps of a hundred). `refuses` is asked with the facts of the question.
    `silent` answers outwards like a page that doesn't exist; `override` lets an urgent need pass.
    """

    rank: int
    code: str
    name: str | Promise
    sentence: str | Promise
    refuses: Callable[[F], bool]
    silent: bool = False
    override: bool = False

    def refusal(self) -> Refusal:
        """What is said, logged and shown when this rule refuses."""
        return Refusal(
            code=self.code,
            sentence=self.sentence,
            rank=self.rank,
            silent=self.silent,
            override=self.override,
        )


class Engine(Generic[F]):
    """Rules in order of rank."""

    def __init__(self, rules: Iterable[Rule[F]]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.rank))
        ranks = [rule.rank for rule in self.rules]
        codes = [rule.code for rule in self.rules]
        if len(set(ranks)) != len(ranks) or len(set(codes)) != len(codes):
            raise ValueError("two access rules share a rank or a code")

    def decide(self, facts: F) -> Refusal | None:
        """The first refusal in order of rank, or None when every rule lets the question pass."""
        for rule in self.rules:
            try:
                refuses = rule.refuses(facts)
            except Exception:
                logger.exception("access rule %s could not be evaluated", rule.code)
                return self._failed()
            if refuses:
                return rule.refusal()
        return None

    @staticmethod
    def _failed() -> Refusal:
        return Refusal(
            code=LOOKUP_FAILED,
            sentence=_("It could not be established whether you may see this, so it stays closed."),
            rank=999,
            silent=True,
        )
