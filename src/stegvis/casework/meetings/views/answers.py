"""Answering an invitation; choosing when to be reminded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.casework.meetings import actions, queries, rules
from stegvis.casework.meetings.forms import AnswerForm, RemindersForm
from stegvis.casework.meetings.views.opening import frame_of, opened
from stegvis.core.access.asking import refused
from stegvis.core.access.pages import not_found
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.forms.submit import change, posted


def answer(request: ActorRequest, public_id: str) -> HttpResponse:
    """Yes, or another time: one's own answer, or one that was told."""
    by = request.actor
    found = queries.guest(public_id, by=by)
    if found is None:
        return not_found(request)
    person = opened(request, found.person.public_id)
    if not rules.may_answer(found, by):
        raise refused(by=by, verb="meetings.invitation.answered", subject=found)
    wanted = request.GET.get("answer", found.answer)
    form = AnswerForm(posted(request), initial={"answer": wanted, "words": found.words})

    def act() -> str:
        said = form.cleaned_data
        actions.answer(found, answer=said["answer"], words=said["words"], by=by)
        messages.success(request, _("Thank you. The answer is saved."))
        return reverse("meetings:meeting", args=[found.meeting.public_id])

    page = {
        "form": form,
        "person": person,
        "meeting": found.meeting,
        "guest": found,
        "frame": frame_of(request),
    }
    return change(request, form, act, by=by) or render(request, "meetings/answer.html", page)


def reminders(request: ActorRequest, public_id: str) -> HttpResponse:
    """How long before a meeting the person is reminded."""
    by = request.actor
    person = opened(request, public_id)
    if not rules.may_choose_reminders(person, by):
        raise refused(by=by, verb="meetings.reminders.chosen", subject=person)
    before, version = queries.reminders_of(person, by=by)
    form = RemindersForm(posted(request), initial={"before": before, "seen_version": version})

    def act() -> str:
        wanted = form.cleaned_data["before"]
        actions.choose_reminders(person, before=wanted, seen_version=form.seen, by=by)
        messages.success(request, _("Saved. It holds for what is booked already, too."))
        return reverse("meetings:meetings", args=[public_id])

    page = {"form": form, "person": person, "frame": frame_of(request)}
    return change(request, form, act, by=by) or render(request, "meetings/reminders.html", page)
