"""Protected identity, and which files only named officers open."""

from __future__ import annotations

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
