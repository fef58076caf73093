"""Codes that sign in: allowed at the desk, asked for by anybody, tried a few times, used once.

Whoever asks for a code learns nothing of whether the number is known here. The request does the
same work for every number; a job looks whose it is, and no more is written for nobody's.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from stegvis.core import clock, turns
from stegvis.core.accounts.code_addresses import fingerprint
from stegvis.core.accounts.models import Account, CodeAddress, CodeRequest, SignInCode
from stegvis.core.accounts.rules import has_worked_here, may_administer, may_unlink
from stegvis.core.audit.actions import action, anyone, only_system
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError

CODE_LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
MOST_ASKED = ((3, timedelta(minutes=15)), (10, timedelta(days=1)))
"""How many codes are sent to a number, and within what time. With MOST_TRIES for each, whoever
guesses all day meets a code of six digits once in some fifty years."""


@action("accounts.codes.allowed", rule=may_administer)
def allow_codes(account: Account, *, address: str, by: Actor) -> CodeAddress:
    """From now on codes for the account go to the number or the address, and to no other.

    NotAllowedNowError for an account of somebody who works here: theirs needs more than a phone.
    """
    if has_worked_here(account.pk):
        raise NotAllowedNowError(_("Those who work here sign in with a second factor."))
    CodeAddress.objects.filter(account=account).delete()
    allowed = CodeAddress(account=account, fingerprint=fingerprint(address))
    allowed.save(force_insert=True)
    return allowed


@action("accounts.codes.stopped", rule=may_unlink)
def stop_codes(account: Account, *, by: Actor) -> int:
    """No code leads to the account from now on, not one sent before; returns how many addresses."""
    SignInCode.objects.filter(account=account).delete()
    return CodeAddress.objects.filter(account=account).delete()[0]


@action("accounts.code.asked", rule=anyone)
def ask_for_code(address: str, *, by: Actor) -> CodeRequest:
    """Somebody, known here or not, wants a code; NotAllowedNowError after too many."""
    mark = fingerprint(address)
    turns.take(f"code {mark}")
    now = clock.now()
    for most, within in MOST_ASKED:
        asked = CodeRequest.objects.filter(fingerprint=mark, asked_at__gt=now - within)
        if asked.count() >= most:
            raise NotAllowedNowError(
                _(
                    "Many codes have been asked for. Wait 15 minutes and try again, or call the "
                    "unit for a link."
                )
            )
    request = CodeRequest(fingerprint=mark, asked_at=now, expires_at=now + CODE_LIFETIME)
    request.save(force_insert=True)
    return request


@action("accounts.code.made", rule=only_system)
def make_code(request: CodeRequest, *, account: Account, by: Actor) -> SignInCode:
    """A code for one whose number it is; made once, however often it is asked for."""
    return SignInCode.objects.get_or_create(request=request, account=account)[0]


@action("accounts.code.tried", rule=anyone)
def try_code(request: CodeRequest, *, typed: str, by: Actor) -> Account | None:
    """Spend a try; the account whose code it is, once, or None.

    None too when the time is up, no try is left, or the code has been used.
    """
    now = clock.now()
    open_still = CodeRequest.objects.filter(pk=request.pk, expires_at__gt=now, tries__lt=MOST_TRIES)
    if not open_still.update(tries=F("tries") + 1):
        return None
    codes = list(request.codes.select_related("account").order_by("pk"))
    right = [code for code in codes if constant_time_compare(code.text, typed)]
    if not right or not _leads_in(right[0]):
        return None
    unused = SignInCode.objects.filter(pk=right[0].pk, used_at__isnull=True)
    if not unused.update(used_at=now):
        return None
    CodeRequest.objects.filter(pk=request.pk).update(tries=MOST_TRIES)
    return right[0].account


@action("accounts.codes.cleared", rule=only_system)
def clear_codes(requests: QuerySet[CodeRequest], *, by: Actor) -> int:
    """Forget what was asked for long ago (see `queries.old_code_requests`); returns how many."""
    return requests.delete()[0]


def _leads_in(code: SignInCode) -> bool:
    """Whether the account is open and codes still go to the number that asked."""
    allowed = CodeAddress.objects.filter(account=code.account, fingerprint=code.request.fingerprint)
    return code.account.is_active and allowed.exists()
