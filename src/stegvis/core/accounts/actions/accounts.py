"""Accounts: made, changed, closed and opened again."""

from __future__ import annotations

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from stegvis.core.accounts.actions.addresses import forget_proposals
from stegvis.core.accounts.actions.noting import note_change
from stegvis.core.accounts.actions.roles import keep_an_administrator
from stegvis.core.accounts.models import Account, Role, SignInLink
from stegvis.core.accounts.queries import current_memberships
from stegvis.core.accounts.rules import is_oneself, may_administer, may_administer_account
from stegvis.core.audit.actions import action
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError, StaleVersionError
from stegvis.core.organisations.models import Tenant


@action("accounts.account.created", rule=may_administer)
def create_account(
    tenant: Tenant, *, email: str, name: str, by: Actor, language: str = "sv"
) -> Account:
    """A new account without a password; it signs in by link, eID, or sets one."""
    if Account.objects.filter(email__iexact=email).exists():
        raise NotAllowedNowError(
            _("Somebody signs in with %(email)s already. Use another address.") % {"email": email},
            field="email",
        )
    account = Account(tenant=tenant, email=email.lower(), name=name, language=language)
    account.set_unusable_password()
    account.save(force_insert=True)
    if not by.is_system:
        note_change(account, name=(None, account.name), email=(None, account.email))
    return account


@action("accounts.account.changed", rule=may_administer_account)
def change_account(
    account: Account, *, name: str, language: str, seen_version: int, by: Actor
) -> Account:
    """The name shown and the language written in. The address has an action of its own.

    StaleVersionError when somebody saved in between.
    """
    seen = Account.objects.filter(pk=account.pk, version=seen_version)
    name = name.strip()
    if not seen.update(name=name, language=language, version=seen_version + 1):
        raise StaleVersionError(Account.objects.get(pk=account.pk))
    note_change(account, name=(account.name, name), language=(account.language, language))
    account.name, account.language, account.version = name, language, seen_version + 1
    return account


@action("accounts.language.chosen", rule=is_oneself)
def choose_language(account: Account, *, language: str, by: Actor) -> Account:
    """The language somebody reads the product in from now on, on every machine."""
    if language not in dict(settings.LANGUAGES):
        raise NotAllowedNowError(_("Choose one of the languages in the list."), field="language")
    account.language, account.version = language, F("version") + 1
    account.save(update_fields=["language", "version"])
    account.refresh_from_db(fields=["version"])
    return account


@action("accounts.account.closed", rule=may_administer_account)
def close_account(account: Account, *, by: Actor) -> Account:
    """Nobody signs in with it from now on, and whoever is signed in is out at the next page."""
    if current_memberships(account).filter(role=Role.ADMINISTRATOR).exists():
        keep_an_administrator(account)
    SignInLink.objects.filter(account=account, used_at__isnull=True).delete()
    forget_proposals(account)
    note_change(account, is_active=(account.is_active, False))
    account.is_active = False
    account.save(update_fields=["is_active"])
    return account


@action("accounts.account.opened", rule=may_administer_account)
def open_account(account: Account, *, by: Actor) -> Account:
    """A closed account works again, with the roles that it has today."""
    note_change(account, is_active=(account.is_active, True))
    account.is_active = True
    account.save(update_fields=["is_active"])
    return account
