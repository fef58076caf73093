"""Running the change a form asks for: the one way from a POST to an action."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.forms.forms import ChangeForm, new_key
from stegvis.core.forms.models import LONGEST_LOCATION, SentForm


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the posted values, or None when the page is opened."""
    return request.POST if request.method == "POST" else None


def pressed(request: HttpRequest) -> ChangeForm:
    """The form of a lone button. Without a key of its own it is run each time it is pressed."""
    return ChangeForm({"key": request.POST.get("key") or new_key()})


def way_back(request: HttpRequest, default: str) -> str:
    """The page of ours that the form said it came from (`next`), else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and len(wanted) <= LONGEST_LOCATION else default


def change(
    request: HttpRequest, form: ChangeForm, act: Callable[[], str], *, by: Actor
) -> HttpResponse | None:
    """Run `act` once for a posted, valid form and redirect to the address it returns.

    None when nothing was posted, or when the form has to be shown again: its faults, a rule's
    sentence or the other editor's version are then on the form, and nothing has been stored.
    A form sent again (double click, replay) is answered as the first time and not run.
    """
    if request.method != "POST":
        return None
    key = form.data.get(form.add_prefix("key"), "")
    earlier = _earlier(by, key)
    if earlier is not None:
        return redirect(earlier.location)
    if not form.is_valid():
        return None
    try:
        return redirect(_run_once(by, key, act))
    except NotAllowedNowError as fault:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault.sentence))
    except StaleVersionError as stale:
        form.show_conflict(stale.current)
    except _SentMeanwhileError:
        first = _earlier(by, key)
        return redirect(first.location) if first else None
    return None


class _SentMeanwhileError(Exception):
    """The same form is being run by another request, or has just been."""


def _run_once(by: Actor, key: str, act: Callable[[], str]) -> str:
    with transaction.atomic():
        try:
            with transaction.atomic():
                sent = SentForm.objects.create(
                    tenant_id=by.tenant_id or 0, account_id=by.account_id or 0, key=key
                )
        except IntegrityError as error:
            raise _SentMeanwhileError from error
        sent.location = act()
        sent.save(update_fields=["location"])
    return sent.location


def was_sent(key: str, *, by: Actor) -> bool:
    """Whether the form with this key has been sent and run."""
    return _earlier(by, key) is not None


def _earlier(by: Actor, key: str) -> SentForm | None:
    if not key:
        return None
    return SentForm.objects.filter(account_id=by.account_id or 0, key=key).first()


def press(
    request: HttpRequest, form: ChangeForm, act: Callable[[], str], *, by: Actor, back: str
) -> HttpResponse:
    """Like `change` for a form that is one button: faults are told as a message on `back`."""
    answer = change(request, form, act, by=by)
    if answer is not None:
        return answer
    for faults in form.errors.values():
        for fault in faults:
            messages.error(request, str(fault))
    return redirect(back)
