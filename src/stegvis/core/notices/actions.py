"""Telling somebody something, and noting how it went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account, Role, SignInCode
from stegvis.core.accounts.queries import working_in
from stegvis.core.accounts.rules import check_settled, may_administer_account
from stegvis.core.audit.actions import action, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.jobs import actions as jobs
from stegvis.core.notices import links, rules
from stegvis.core.notices.models import Channel, Notice, NoticeStatus
from stegvis.core.notices.registries import LETTERS
from stegvis.core.notices.texts import CODE, NEW_ADDRESS, SIGN_IN, TEXTS

MAX_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)
CLAIM = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(days=1)
"""However long a provider asks us to wait."""


@action("notices.notice.written", rule=rules.may_tell)
def tell(to: tuple[str, int], *, text: str, by: Actor, at: datetime | None = None) -> Notice:
    """Put a notice in the outbox; it leaves when, and only if, the transaction is committed.

    Not before `at`, and then within five minutes. `to` is a registered kind and an id, `text` one
    of TEXTS or of another room's LETTERS (KeyError for any other).
    """
    if text in (SIGN_IN, NEW_ADDRESS, CODE) or (text not in TEXTS and LETTERS.get(text) is None):
        raise KeyError(text)
    return _put_in_outbox(to, text, by, at)


def _put_in_outbox(to: tuple[str, int], text: str, by: Actor, at: datetime | None = None) -> Notice:
    kind, recipient_id = to
    notice = Notice(recipient_kind=kind, recipient_id=recipient_id, text=text)
    notice.due_at = at or notice.due_at
    notice.save(force_insert=True)
    if at is not None:
        return notice
    jobs.enqueue("notices.send", by=_as_system(by), unless_waiting=True)
    return notice


@action("notices.link.sent", rule=rules.may_send_link)
def send_link(account: Account, *, by: Actor, to: tuple[str, int] | None = None) -> Notice:
    """Send a link that signs in once, for `links.LASTS`; an earlier unused one works no longer.

    It goes to the account's own address and nowhere else, or to the recipient whose record the
    account speaks for (`to`), by that one's safe way. Whoever calls this for a party has asked
    whether the actor answers for the party's record.
    NotAllowedNowError for a closed account, and for a day after its address was changed.
    """
    check_settled(account)
    if not account.is_active:
        raise NotAllowedNowError(_("The account is closed. Open it again first."))
    notice = _put_in_outbox(to or ("account", account.pk), SIGN_IN, by)
    expires = clock.now() + links.LASTS
    accounts.issue_link(account, token=links.token_of(notice), expires=expires, by=_as_system(by))
    return notice


@action("notices.address.proposed", rule=may_administer_account)
def send_address_link(account: Account, *, email: str, by: Actor) -> Account:
    """Tell the account's address that another is proposed, and ask that other one for its yes by a
    link that works once, for `links.LASTS`. Nothing changes until it is followed."""
    expires = clock.now() + links.LASTS
    change_id = accounts.propose_address(account, email=email, expires=expires, by=by)
    tell(("old_address", change_id), text="address", by=by)
    _put_in_outbox(("new_address", change_id), NEW_ADDRESS, by)
    return account


@action("notices.code.sent", rule=only_system)
def send_code(code: SignInCode, *, by: Actor) -> Notice:
    """Put a code to sign in into the outbox, once; its letter is written when it is sent."""
    kind = {"recipient_kind": "code", "recipient_id": code.pk}
    earlier = Notice.objects.filter(**kind, text=CODE).order_by("pk").first()
    return earlier or _put_in_outbox(("code", code.pk), CODE, by)


def tell_managers(unit_id: int, *, text: str, by: Actor) -> list[Notice]:
    """Tell every manager of a unit."""
    return tell_roles(unit_id, [Role.UNIT_MANAGER], text=text, by=by)


def tell_roles(unit_id: int, roles: Iterable[str], *, text: str, by: Actor) -> list[Notice]:
    """Tell everybody who has one of the roles in a unit."""
    accounts = working_in(unit_id, roles)
    return [tell(("account", account.pk), text=text, by=by) for account in accounts]


def _as_system(by: Actor) -> Actor:
    """The sending is the product's own work, not the one's who happened to be first."""
    return Actor.system("notices", tenant_id=by.tenant_id)


@action("notices.notice.tried", rule=only_system)
def claim(notice: Notice, *, by: Actor) -> Notice:
    """Take a due notice for one attempt. If that is never noted (a kill), it is due again."""
    notice.attempts += 1
    notice.due_at = clock.now() + CLAIM
    notice.save()
    return notice


@action("notices.notice.sent", rule=only_system)
def note_sent(notice: Notice, *, channel: Channel, provider_id: str, by: Actor) -> Notice:
    """The provider took it."""
    notice.move(NoticeStatus.SENT)
    notice.channel, notice.provider_id = channel, provider_id
    notice.save()
    return notice


@action("notices.notice.withheld", rule=only_system)
def note_withheld(notice: Notice, *, reason: str, by: Actor) -> Notice:
    """There is no way to reach the recipient that would be safe."""
    notice.move(NoticeStatus.WITHHELD, reason=reason)
    notice.save()
    return notice


@action("notices.notice.undelivered", rule=only_system)
def note_undelivered(
    notice: Notice,
    *,
    reason: str,
    for_good: bool,
    by: Actor,
    not_before: timedelta = timedelta(0),
) -> Notice:
    """Try again later (after 1, 4, 16 minutes, for up to four days), or give up.

    Later than that where the provider asked for it (`not_before`), up to a day.
    """
    over = for_good or notice.attempts >= MAX_ATTEMPTS
    notice.move(NoticeStatus.FAILED if over else NoticeStatus.WAITING, reason=reason)
    pause = FIRST_PAUSE * 4 ** (notice.attempts - 1)
    notice.due_at = clock.now() + max(pause, min(not_before, LONGEST_PAUSE))
    notice.save()
    return notice


@action("notices.outbox.cleared", rule=only_system)
def clear(rows: QuerySet[Notice], *, by: Actor) -> int:
    """Forget notices; returns how many."""
    return rows.delete()[0]


@action("notices.notices.moved", rule=only_system)
def move(to_before: tuple[str, int], *, to: int, by: Actor) -> int:
    """Let notices to a recipient go to another record of the same one; returns how many."""
    kind, recipient_id = to_before
    rows = Notice.objects.filter(recipient_kind=kind, recipient_id=recipient_id)
    return rows.update(recipient_id=to)


@action("notices.recipient.forgotten", rule=rules.may_tell)
def forget(to: tuple[str, int], *, by: Actor) -> int:
    """Remove every notice to a recipient, sent or not; returns how many."""
    kind, recipient_id = to
    return Notice.objects.filter(recipient_kind=kind, recipient_id=recipient_id).delete()[0]
