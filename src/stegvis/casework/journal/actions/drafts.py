"""Keeping what somebody is writing, so that a crash, a lost line or a session's end loses nothing.

A draft belongs to its writer alone. It is no note: it stands in no file's history and is handed out
to nobody. But it is about a person: it is encrypted with the person's key, and goes with the case,
with the person, and when it has been left for `rules.DRAFTS_KEPT`.
"""

from __future__ import annotations

import json

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.cases.models import Case
from stegvis.casework.cases.registries import Ending
from stegvis.casework.cases.rules import may_work
from stegvis.casework.journal import rules
from stegvis.casework.journal.models import LONGEST, Draft
from stegvis.core import clock
from stegvis.core.audit import keys
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError

LONGEST_DRAFT = 2 * LONGEST
"""More than a note holds: what is pasted is kept, and the note says that it is too long."""


@action("journal.draft.kept", rule=rules.may_write, logs_first_only=True)
def keep_draft(
    case: Case,
    *,
    said: dict[str, str],
    draft: Draft | None = None,
    seen_version: int = 0,
    form_key: str = "",
    by: Actor,
) -> Draft:
    """Keep what has been written so far, field by field, and return where it is kept.

    A draft that another window has saved since `seen_version` is being written there too. It stays
    as it is, and what is written here becomes a draft of its own. So does what is written
    about somebody else than the draft: each is sealed with the key of its own person.
    """
    if by.account_id is None:
        raise NotAllowedNowError(_("A draft needs a writer."))
    if len(said.get("text", "")) > LONGEST_DRAFT:
        raise NotAllowedNowError(
            _("A draft holds 40,000 characters. Put longer texts in a document."), field="text"
        )
    if draft is not None and draft.person_id != case.person_id:
        draft = None
    kept = _still_own(draft, seen_version, form_key) or Draft(
        person=case.person,
        case=case,
        secrecy_area=case.secrecy_area,
        account_id=by.account_id,
        version=0,
    )
    text = json.dumps(said, ensure_ascii=False)
    kept.sealed = keys.encrypt_for(case.person_id, case.tenant_id, text) or ""
    kept.saved_at, kept.form_key = clock.now(), form_key
    kept.next_version().save()
    return kept


def _still_own(draft: Draft | None, seen_version: int, form_key: str) -> Draft | None:
    """The draft as it stands, unless another window has saved it meanwhile."""
    if draft is None:
        return None
    current = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if current is None or current.version == seen_version:
        return current
    return current if form_key and current.form_key == form_key else None


@action("journal.draft.dropped", rule=rules.may_drop)
def drop_draft(draft: Draft, *, by: Actor) -> None:
    """Throw a draft away."""
    Draft.objects.filter(pk=draft.pk).delete()


@action("journal.draft.done", rule=rules.may_drop)
def finish_draft(draft: Draft, *, seen_version: int, form_key: str, by: Actor) -> bool:
    """The note is saved, and its draft goes; not if another window has saved it since. Returns
    whether it is gone."""
    current = _still_own(draft, seen_version, form_key)
    if current is not None:
        current.delete()
    return current is not None


@action("journal.drafts.dropped_with_case", rule=may_work)
def close_with_case(case: Case, *, ending: Ending, by: Actor) -> int:
    """Drafts that nobody made a note of go when the case ends; returns how many."""
    return Draft.objects.filter(case=case).delete()[0]


@action("journal.drafts.cleared", rule=only_system)
def clear_drafts(rows: QuerySet[Draft], *, by: Actor) -> int:
    """Throw away drafts that have been left; returns how many."""
    return rows.delete()[0]
