"""`stegvis erase PUBLIC_ID`: forgets a person for good."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from stegvis.cli import installation, screen
from stegvis.cli.errors import BadInputError, CannotGoOnError
from stegvis.cli.words import counted


def erase(
    public_id: Annotated[str, typer.Argument(help="The person's id, from the page's address.")],
    reason: Annotated[
        str, typer.Option(help="Why, in 10 to 255 characters. It is kept; name nobody.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask to confirm.")] = False,
) -> None:
    """Erase a person: every row, document and message, and the key to the values in the log.

    Says who it is and asks before anything goes. Refused while a case is open or a referral waits.
    The log and the list of erasures keep that it was done, when and why.
    """
    with installation.opened():
        from stegvis.cli import forgetting
        from stegvis.core import tenancy

        tenant_id = forgetting.tenant_of(public_id)
        with tenancy.tenant_scope(tenant_id):
            about = forgetting.about(public_id)
            for line in about.lines:
                screen.say(line)
            if about.hinders:
                raise CannotGoOnError(" ".join(about.hinders))
            why = reason or screen.ask("Reason", option="--reason")
            if not yes:
                _confirm()
            removed = forgetting.forget(public_id, reason=why, tenant_id=tenant_id)
    screen.say(f"Erased. {counted(removed, 'row is', 'rows are')} gone.")


def _confirm() -> None:
    if not sys.stdin.isatty():
        raise BadInputError("Nobody can be asked here: confirm with --yes.")
    if not typer.confirm("Erase for good?"):
        raise BadInputError("Nothing was erased.")
