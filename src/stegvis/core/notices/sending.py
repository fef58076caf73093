"""The jobs that empty the outbox.

A notice is claimed in one step, sent outside any transaction, and noted in another. Killed between
the two, it is sent again: rather a neutral sentence twice than a manager never told. The provider
is given the same key both times, so that most will deliver it once.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.core.jobs.registries import job
from stegvis.core.jobs.run import Run
from stegvis.core.notices import actions, queries
from stegvis.core.notices.delivery import Letter, deliver
from stegvis.core.notices.models import Notice
from stegvis.core.notices.registries import LETTERS, RECIPIENTS, NoWay, Way
from stegvis.core.notices.sms import UndeliveredError
from stegvis.core.notices.texts import SIGN_IN, written


@job("notices.send", title=_("Send notices"), cron="*/5 * * * *", needed=queries.anything_due)
def send_due(run: Run) -> None:
    """Send everything that is due, one by one."""
    while True:
        with run.step(0):
            notice = queries.next_due()
            if notice is None:
                return
            actions.claim(notice, by=run.by)
            way, country = _way_to(notice), notice.tenant.country
        if isinstance(way, NoWay):
            with run.step():
                actions.note_withheld(notice, reason=way.reason, by=run.by)
        else:
            _send(run, notice, way, country)


@job("notices.clear", title=_("Clear old notices"), cron="45 3 * * *", needed=queries.anything_old)
def clear_old(run: Run) -> None:
    """Forget what was sent long ago."""
    with run.step():
        actions.clear(queries.old(), by=run.by)


def _way_to(notice: Notice) -> Way | NoWay:
    kind = RECIPIENTS.get(notice.recipient_kind)
    if kind is None:
        return NoWay("gone")
    return kind.way_to(notice.recipient_id, leads_in=notice.text == SIGN_IN)


def _send(run: Run, notice: Notice, way: Way, country: str) -> None:
    try:
        said = _said(notice, way.language)
        if said is None:
            with run.step():
                actions.note_withheld(notice, reason="expired", by=run.by)
            return
        provider_id = deliver(Letter(notice.public_id, *said), way, country=country)
    except UndeliveredError as no:
        with run.step():
            actions.note_undelivered(
                notice, reason=no.code, for_good=no.for_good, not_before=no.after, by=run.by
            )
    else:
        with run.step():
            actions.note_sent(notice, channel=way.channel, provider_id=provider_id, by=run.by)


def _said(notice: Notice, language: str) -> tuple[str, str] | None:
    """Subject and body, or None when there is no longer anything to say."""
    letter = LETTERS.get(notice.text)
    return letter(notice, language) if letter else written(notice.text, language)
