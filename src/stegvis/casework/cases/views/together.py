"""One thing done for several persons who were selected in a list: looked at first, then done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stegvis.casework.cases import participants, rules
from stegvis.casework.cases import together as deeds
from stegvis.casework.cases.forms import TogetherForm
from stegvis.casework.people.queries import listing
from stegvis.core import clock
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.queries import working_in
from stegvis.core.forms.submit import change, way_back
from stegvis.core.organisations.queries import country_of

LOOK, DO = "look", "do"


def together(request: ActorRequest) -> HttpResponse:
    """What would happen to each of those selected; the button at the end does it, once."""
    by = request.actor
    if not participants.may_read(by):
        raise refused(by=by, verb="cases.together.opened")
    back = way_back(request, reverse(participants.PARTICIPANTS.url_name))
    chosen, deed = request.POST.getlist("who"), deeds.DEEDS.get(request.POST.get("deed", ""))
    if request.method != "POST":
        return redirect(back)
    if deed is None or not chosen:
        messages.error(request, _("Select persons in the list first, and then what to do."))
        return redirect(back)
    step = request.POST.get("step", "")
    form = _form(request, deed, is_sent=step in (LOOK, DO))
    found = deeds.prospects(deed, chosen, form.given, by=by)

    def act() -> str:
        _tell(request, deeds.run(deed, found, form.given, by=by))
        return back

    answer = change(request, form, act, by=by) if step == DO else None
    listing.tell_parts([one.person for one in found], by=by)
    page = {
        "deed": deed,
        "form": form,
        "found": found,
        "able": sum(one.can for one in found),
        "chosen": chosen,
        "unknown": len(set(chosen)) - len(found),
        "back": back,
    }
    return answer or render(request, "cases/together.html", page)


def _form(request: ActorRequest, deed: deeds.Deed, *, is_sent: bool) -> TogetherForm:
    by = request.actor
    staff = working_in(by.unit_id, rules.MEETING_PEOPLE)
    own = next((account.public_id for account in staff if account.pk == by.account_id), None)
    initial = {"due_on": clock.days_from_today(7), "account": own}
    data = request.POST if is_sent else None
    return TogetherForm(
        data, deed=deed, country=country_of(by) or "SE", staff=staff, initial=initial
    )


def _tell(request: ActorRequest, done: deeds.Done) -> None:
    """How it went, and with whom it didn't."""
    if done.count:
        told = ngettext("Done for %(n)s person.", "Done for %(n)s persons.", done.count)
        messages.success(request, told % {"n": done.count})
    for one in done.left:
        words = {"name": one.person.list_name, "why": one.hinder}
        messages.warning(request, _("Not for %(name)s: %(why)s") % words)
