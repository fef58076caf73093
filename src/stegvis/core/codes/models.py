"""Codes with country, validity, source and words in three languages. Outside row-level security."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Code(models.Model):
    """One value of a list. Never removed: a retired code stays readable."""

    list_key = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    country = models.CharField(max_length=2, blank=True)
    group = models.CharField(max_length=20, blank=True)
    order = models.PositiveIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    to_be_confirmed = models.BooleanField(default=False)
    label_sv = models.CharField(max_length=200)
    label_nb = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    further = models.JSONField(default=dict, blank=True)
    """Words in the participants' further languages, by language, where a participant meets it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list_key", "code"], name="codes_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="codes_valid_to_after_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_key}:{self.code}"

    def label(self, language: str) -> str:
        """The word in a language; Swedish for languages we have no words in."""
        labels: dict[str, str] = {"nb": self.label_nb, "en": self.label_en, **self.further}
        return labels.get(language) or labels.get(language[:2], self.label_sv)
