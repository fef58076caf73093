"""What somebody invited answers, on their own page or told to a colleague."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.meetings import rules
from stegvis.casework.meetings.models import Answer, Guest
from stegvis.core import clock
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.notices import actions as notices

LONGEST_WORDS = 300


@action("meetings.invitation.answered", rule=rules.may_answer)
def answer(guest: Guest, *, answer: str, words: str = "", by: Actor) -> Guest:
    """Yes, or another time please; it may be changed until the meeting begins."""
    if not guest.meeting.is_planned or guest.meeting.has_begun:
        raise NotAllowedNowError(_("The time has passed or has been called off."))
    if answer not in Answer.values:
        raise NotAllowedNowError(_("Choose one of the answers."), field="answer")
    if len(words) > LONGEST_WORDS:
        raise NotAllowedNowError(_("Write at most 300 characters."), field="words")
    guest.answer, guest.words, guest.answered_at = answer, words.strip(), clock.now()
    guest.save()
    holder = guest.meeting.account_id
    if answer == Answer.ANOTHER_TIME and by.account_id != holder:
        notices.tell(("account", holder), text="message", by=by)
    return guest
