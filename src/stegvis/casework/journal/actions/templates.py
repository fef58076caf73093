"""The unit's own templates of notes, kept by its manager."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stegvis.casework.journal import rules
from stegvis.casework.journal.models import LONGEST_TEMPLATE, NoteTemplate
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.codes import queries as codes
from stegvis.core.organisations.models import Unit


@dataclass(frozen=True)
class TemplateFacts:
    """What a template gives a note to begin with."""

    name: str
    kind: str
    text: str


@action("journal.template.made", rule=rules.may_keep_templates)
def make_template(unit: Unit, *, facts: TemplateFacts, by: Actor) -> NoteTemplate:
    """A template for everybody who writes in the unit."""
    template = NoteTemplate(unit=unit)
    _fill(template, facts)
    template.save(force_insert=True)
    return template


@action("journal.template.changed", rule=rules.may_change_template)
def change_template(
    template: NoteTemplate, *, facts: TemplateFacts, seen_version: int, by: Actor
) -> NoteTemplate:
    """Put a template right; notes written from it stay as they are."""
    if template.version != seen_version:
        raise StaleVersionError(template)
    _fill(template, facts)
    template.next_version().save()
    return template


@action("journal.template.removed", rule=rules.may_change_template)
def remove_template(template: NoteTemplate, *, by: Actor) -> None:
    """Offer a template no more."""
    template.delete()


def _fill(template: NoteTemplate, facts: TemplateFacts) -> None:
    name = facts.name.strip()
    if not name:
        raise NotAllowedNowError(_("Give the template a name."), field="name")
    if not facts.text.strip():
        raise NotAllowedNowError(_("Write what the template says."), field="text")
    if len(facts.text) > LONGEST_TEMPLATE:
        raise NotAllowedNowError(_("A template holds 4,000 characters."), field="text")
    if not codes.is_current("note_kind", facts.kind, country=template.unit.tenant.country):
        raise NotAllowedNowError(_("Choose one of the values in the list."), field="kind")
    same = NoteTemplate.objects.filter(unit=template.unit, name__iexact=name)
    if same.exclude(pk=template.pk).exists():
        raise NotAllowedNowError(
            _("There is a template called “%(name)s” already.") % {"name": name}, field="name"
        )
    template.name, template.kind, template.text = name, facts.kind, facts.text.strip()
