"""Every change of an account: itself, its address, its roles, and what it signs in with."""

from stegvis.core.accounts.actions.accounts import (
    change_account,
    choose_language,
    close_account,
    create_account,
    open_account,
)
from stegvis.core.accounts.actions.addresses import (
    confirm_address,
    propose_address,
    withdraw_address,
)
from stegvis.core.accounts.actions.codes import (
    allow_codes,
    ask_for_code,
    clear_codes,
    make_code,
    stop_codes,
    try_code,
)
from stegvis.core.accounts.actions.identities import link_identity, reset_second_factor
from stegvis.core.accounts.actions.links import LINK_LIFETIME, clear_links, issue_link, use_link
from stegvis.core.accounts.actions.parties import (
    NO_ADDRESS,
    end_sessions,
    forget_party,
    let_in,
    let_out,
    link_party,
    move_party,
    sign_out_everywhere,
)
from stegvis.core.accounts.actions.roles import end_role, give_role

__all__ = [
    "LINK_LIFETIME",
    "NO_ADDRESS",
    "allow_codes",
    "ask_for_code",
    "change_account",
    "choose_language",
    "clear_codes",
    "clear_links",
    "close_account",
    "confirm_address",
    "create_account",
    "end_role",
    "end_sessions",
    "forget_party",
    "give_role",
    "issue_link",
    "let_in",
    "let_out",
    "link_identity",
    "link_party",
    "make_code",
    "move_party",
    "open_account",
    "propose_address",
    "reset_second_factor",
    "sign_out_everywhere",
    "stop_codes",
    "try_code",
    "use_link",
    "withdraw_address",
]
