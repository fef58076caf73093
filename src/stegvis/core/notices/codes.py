"""Sending the codes that are asked for: to whose number it is, by their safe way of today."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from stegvis.core import tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts import queries
from stegvis.core.accounts.models import CodeRequest, PartyKind, SignInCode
from stegvis.core.accounts.registries import CODE_ASKED
from stegvis.core.audit.actor import Actor
from stegvis.core.jobs import actions as jobs
from stegvis.core.jobs.registries import job
from stegvis.core.jobs.run import Run
from stegvis.core.notices import actions
from stegvis.core.notices.models import Notice
from stegvis.core.notices.registries import LETTERS, RECIPIENTS, NoWay, Recipient, Way
from stegvis.core.notices.texts import CODE, Text, in_language

LETTER = Text(
    _("Your code"), _("Your code is %(code)s. It works for 10 minutes. Give it to nobody.")
)


def ask(request: CodeRequest) -> None:
    """Have the codes made and sent by a job, so that asking takes as long for a number that nobody
    has. Called with the installation in scope."""
    jobs.enqueue(
        "notices.codes", ids={"request": request.pk}, by=Actor.system("sign-in", tenant_id=None)
    )


@job("notices.codes", title=_("Send codes to sign in"))
def make_codes(run: Run) -> None:
    """A code, and a notice that carries it, for each account that the number leads to."""
    with run.step():
        request = queries.open_code_request(int(str(run.ids["request"])))
        if request is None:
            return
        for account in queries.accounts_by_code(request):
            by = Actor.system("notices", tenant_id=account.tenant_id)
            with tenancy.tenant_scope(account.tenant_id):
                made = accounts.make_code(request, account=account, by=by)
                actions.send_code(made, by=by)


def way_to_code(code_id: int, *, leads_in: bool) -> Way | NoWay:  # noqa: ARG001
    """The person's safe way, as long as it is the one that the code was asked for with."""
    code, person = queries.usable_code(code_id), RECIPIENTS.get("person")
    if code is None or person is None:
        return NoWay("gone")
    party = queries.current_parties(code.account).filter(kind=PartyKind.PARTICIPANT).first()
    if party is None:
        return NoWay("gone")
    way = person.way_to(party.record_id, leads_in=True)
    if isinstance(way, Way) and not queries.was_asked_with(code.request, way.address):
        return NoWay("other_way")
    return way


def letter(notice: Notice, language: str) -> tuple[str, str] | None:
    """Subject and body; None once the code has been used or its time is up."""
    code: SignInCode | None = queries.usable_code(notice.recipient_id)
    if code is None:
        return None
    with translation.override(in_language(language)):
        return str(LETTER.subject), str(LETTER.body) % {"code": code.text}


RECIPIENTS.register("code", Recipient(way_to_code))
LETTERS.register(CODE, letter)
CODE_ASKED.register("notices", ask)
