"""What somebody on the staff says about themselves that others plan by."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.cases import actions, queries
from stegvis.casework.cases.forms import LanguagesForm
from stegvis.core.access.asking import refused
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import Account
from stegvis.core.forms.submit import change, posted
from stegvis.core.organisations.queries import own_unit


def languages(request: ActorRequest) -> HttpResponse:
    """Which languages one speaks; a coordinator is proposed to those who speak them too."""
    by, unit = request.actor, own_unit(request.actor)
    if unit is None:
        raise refused(by=by, verb="cases.languages.told")
    account = cast("Account", request.user)
    said = {"languages": queries.languages_of(by)}
    form = LanguagesForm(posted(request), country=unit.tenant.country, initial=said)

    def act() -> str:
        actions.tell_languages(account, languages=form.cleaned_data["languages"], by=by)
        messages.success(request, _("Saved."))
        return reverse("accounts:own")

    answer = change(request, form, act, by=by)
    return answer or render(request, "cases/languages.html", {"form": form})
