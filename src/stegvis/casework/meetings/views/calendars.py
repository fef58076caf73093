"""Calendar files: one meeting's, and the subscription of somebody who meets people."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from stegvis.casework.meetings import actions, calendars, queries, rules
from stegvis.casework.meetings.views.opening import opened_meeting
from stegvis.core import site, tenancy
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import Account
from stegvis.core.accounts.queries import actor_for
from stegvis.core.forms.submit import press, pressed
from stegvis.core.organisations.queries import country_of


def _file(content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="bokad.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
def one(request: ActorRequest, public_id: str) -> HttpResponse:
    """A meeting as a file, for whoever may see it."""
    found = opened_meeting(request, public_id)
    if found is None:
        return not_found(request)
    return _file(calendars.calendar_of([found], country=found.country))


@login_not_required
@never_cache
@require_safe
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """When the holder of a secret address is booked; anything else isn't there.

    Asked by a calendar again and again: nothing about anybody is in it, so it is no read of a file.
    """
    public_id, _dot, secret = token.partition(".")
    account = Account.objects.filter(public_id=public_id, is_active=True).first()
    if account is None:
        raise Http404
    with tenancy.tenant_scope(account.tenant_id):
        by = actor_for(account)
        if not queries.is_calendars(account, secret) or not rules.may_subscribe(account, by):
            raise Http404
        content = calendars.calendar_of(queries.booked(by), country=country_of(by))
    return _file(content)


def subscription(request: ActorRequest) -> HttpResponse:
    """Whether there is a secret address; a press of the button makes a new one, shown once."""
    by = request.actor
    account = request.user
    assert isinstance(account, Account)
    if not rules.may_subscribe(account, by):
        raise refused(by=by, verb="meetings.calendar_link.made")
    address = ""
    if request.method == "POST":
        token = actions.make_link(account, by=by)
        address = _address(request, reverse("meetings:feed", args=[token]))
    page = {"link": queries.calendar_link(by), "address": address}
    return render(request, "meetings/subscription.html", page)


def _address(request: HttpRequest, path: str) -> str:
    try:
        return site.address() + path
    except site.NoAddressError:
        return request.build_absolute_uri(path)


@require_POST
def end_subscription(request: ActorRequest) -> HttpResponse:
    """The address works no longer."""
    by = request.actor
    link = queries.calendar_link(by)
    back = reverse("meetings:subscription")

    def act() -> str:
        if link is not None:
            actions.end_link(link, by=by)
        messages.success(request, _("The address works no longer."))
        return back

    return press(request, pressed(request), act, by=by, back=back)
