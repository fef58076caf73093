"""Forgetting somebody for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction

from stegvis.casework.people import erasures, rules
from stegvis.casework.people.actions.everywhere import hand_on, take_turn
from stegvis.casework.people.models import Person
from stegvis.casework.people.queries import disposal
from stegvis.casework.people.registries import ERASERS
from stegvis.core import tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import PartyKind
from stegvis.core.audit import keys
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.forms.fields import whole_reason
from stegvis.core.notices import actions as notices


@action("people.person.erased", rule=rules.may_erase)
def erase(person: Person, /, *, reason: str, by: Actor) -> int:
    """Forget somebody everywhere; returns how many rows went.

    Every room removes its rows, the key to the person's values in the log is destroyed, and the
    erasure is remembered so that a restored backup forgets again. The log still says what was done
    when and by whom, with the values unreadable for ever. The reason must not name the person.
    Refused while something is under way, but for the product itself: a restore erases again.
    """
    reason = whole_reason(reason)
    if not by.is_system and (standing := disposal.hinders(person)):
        raise NotAllowedNowError(standing[0])
    take_turn(person.tenant_id, person.number)
    person.refresh_from_db()
    hand_on(person)
    keys.destroy(person.pk, person.tenant_id, public_id=person.public_id, reason=reason)
    hand = Actor.system("erasure", tenant_id=person.tenant_id, on_behalf_of=by.account_id)
    removed = sum(eraser(person, hand) for _name, eraser in reversed(list(ERASERS)))
    removed += notices.forget(("person", person.pk), by=hand)
    accounts.forget_party(PartyKind.PARTICIPANT, record_id=person.pk, by=hand)
    removed += Person.objects.filter(pk=person.pk).delete()[0]
    transaction.on_commit(erasures.keep_file, robust=True)
    return removed


def erase_again(
    listed: Iterable[erasures.ErasedPerson], *, progress: Callable[[int, int], None]
) -> int:
    """After a restore: erase whoever on the list the database holds again; returns how many."""
    here = erasures.still_here(listed)
    for done, (tenant_id, one) in enumerate(here, start=1):
        by = Actor.system("restore", tenant_id=tenant_id)
        with tenancy.tenant_scope(tenant_id):
            person = Person.objects.get(public_id=one.person)
            erase(person, reason=one.reason, by=by)
        progress(done, len(here))
    return len(here)
