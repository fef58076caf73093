"""Protected identity, and which files only named officers open."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Protection(models.IntegerChoices):
    """Protected identity: none, a marking, or a protected registration (SE) / code 6 (NO).

    Sources: Skatteverket on skyddade personuppgifter (sekretessmarkering, skyddad folkbokföring);
    Norway's fortrolig and strengt fortrolig adresse.
    """

    NONE = 0, _("None")
    CONFIDENTIAL = 1, _("Confidential (secrecy marking)")
    STRICT = 2, _("Strictly confidential (protected registration)")


IS_SHUT = ~Q(protection=Protection.NONE) | Q(staff_account__isnull=False)
"""That only named officers open a person's file."""


AFTER_NAMES = "~"
"""What the sort key of a protected name begins with: after every letter of `core.collation`."""
HANDLE = 4
"""Characters that tell protected cases apart in a list."""


class Protectable:
    """What holds of a record by its protection, and how that changes."""

    public_id: Any
    protection: Any
    own_milder_protection: Any
    staff_account_id: Any

    @property
    def is_protected(self) -> bool:
        """Whether any protection of identity holds."""
        return bool(self.protection != Protection.NONE)

    @property
    def handle(self) -> str:
        """What a protected case is told from another by, where the name isn't shown: of the random
        address, which says nothing of the person."""
        return str(self.public_id)[-HANDLE:].upper()

    @property
    def own_protection(self) -> int:
        """What the board has decided itself, which alone spreads; a stricter one is followed."""
        own = self.own_milder_protection
        return int(self.protection if own is None else own)

    def decide_protection(self, level: int) -> None:
        """Let the board's own decision hold, whatever it followed before. The caller saves."""
        self.protection, self.own_milder_protection = level, None

    def follow_protection(self, level: int) -> None:
        """Let another board's level hold, but none milder than the own. The caller saves."""
        own = self.own_protection
        self.protection = max(own, level)
        self.own_milder_protection = own if own < level else None

    @property
    def is_for_officers(self) -> bool:
        """Whether only named officers open the file: a protected identity, or a colleague."""
        return self.is_protected or self.staff_account_id is not None
