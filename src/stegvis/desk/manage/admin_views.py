"""The administrator's pages: accounts, roles, units and boards; nothing about persons."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.middleware import ActorRequest
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import Refusal, RefusedError
from stegvis.core.forms.forms import as_it_is
from stegvis.core.forms.submit import change, posted, press
from stegvis.core.notices import actions as notices
from stegvis.core.organisations import actions as organisations
from stegvis.core.organisations.models import Tenant, Unit
from stegvis.core.organisations.queries import own_unit
from stegvis.desk.manage import actions, administration, rules
from stegvis.desk.manage.admin_forms import (
    AccountForm,
    AddressForm,
    BoardForm,
    EndRoleForm,
    IdentityForm,
    NewAccountForm,
    NewUnitForm,
    OrganisationForm,
    RoleForm,
    SignInForm,
    UnitForm,
)


def _administrator(request: ActorRequest) -> Actor:
    """The actor, if they administer; everybody else is told that their role doesn't."""
    if not rules.administers(request.actor):
        raise RefusedError(Refusal("not_administrator", _("Only an administrator opens this.")))
    return request.actor


def _account(by: Actor, public_id: str) -> Account:
    return get_object_or_404(administration.staff_accounts(by), public_id=public_id)


def _page_of(account: Account) -> str:
    return reverse("manage:account", args=[account.public_id])


def _tenant(by: Actor) -> Tenant:
    return Tenant.objects.get(pk=by.tenant_id or 0)


def administrate(request: ActorRequest) -> HttpResponse:
    """Units and who works in them, and those who have no role."""
    by = _administrator(request)
    page = {
        "units": administration.units(by),
        "others": administration.without_role(by),
        "undelivered": administration.undelivered(by),
    }
    return render(request, "manage/administration.html", page)


def add_account(request: ActorRequest) -> HttpResponse:
    """Somebody new."""
    by = _administrator(request)
    form = NewAccountForm(posted(request), initial={"language": request.LANGUAGE_CODE})

    def act() -> str:
        given = {name: form.cleaned_data[name] for name in ("email", "name", "language")}
        account = accounts.create_account(_tenant(by), **given, by=by)
        messages.success(request, _("The account is there. Give it a role, then send the link."))
        return reverse("manage:add_role", args=[account.public_id])

    page = {"form": form, "account": None, "heading": _("Add an account")}
    return change(request, form, act, by=by) or render(request, "manage/admin_form.html", page)


def account(request: ActorRequest, public_id: str) -> HttpResponse:
    """An account: name and language, roles, how it is signed in to."""
    by = _administrator(request)
    about = _account(by, public_id)
    form = AccountForm(posted(request), initial=as_it_is(about, "name", "language"))

    def act() -> str:
        actions.change_account(about, **form.facts, seen_version=form.seen, by=by)
        messages.success(request, _("Saved."))
        return _page_of(about)

    page = {
        "form": form,
        "account": about,
        "is_own": about.pk == by.account_id,
        "roles": [(role, EndRoleForm(auto_id=f"role_{role.pk}_%s", initial={"membership": role.pk}))
                  for role in administration.roles_of(about)],
        "ways": administration.ways_in(about),
        "can_link": bool(IdentityForm().fields["provider"].choices),  # type: ignore[attr-defined]
    }  # fmt: skip
    return change(request, form, act, by=by) or render(request, "manage/account.html", page)


def add_role(request: ActorRequest, public_id: str) -> HttpResponse:
    """A role in a unit."""
    by = _administrator(request)
    about = _account(by, public_id)
    form = RoleForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        actions.give_role(
            given["unit"],
            account=about,
            role=given["role"],
            starts=given["starts"],
            ends=given["ends"],
            by=by,
        )
        messages.success(request, _("The role is given."))
        return _page_of(about)

    page = {"form": form, "account": about, "heading": _("Give a role")}
    return change(request, form, act, by=by) or render(request, "manage/admin_form.html", page)


@require_POST
def end_role(request: ActorRequest, public_id: str) -> HttpResponse:
    """The last day of a role."""
    by = _administrator(request)
    about = _account(by, public_id)
    form = EndRoleForm(posted(request))

    def act() -> str:
        role = get_object_or_404(administration.roles_of(about), pk=form.cleaned_data["membership"])
        actions.end_role(role, ends=form.cleaned_data["ends"], by=by)
        messages.success(request, _("The role ends that day."))
        return _page_of(about)

    return press(request, form, act, by=by, back=_page_of(about))


@require_POST
def sign_in(request: ActorRequest, public_id: str) -> HttpResponse:
    """Send a link, forget a lost app or a proposed address, close the account, open it again."""
    by = _administrator(request)
    about = _account(by, public_id)
    form = SignInForm(posted(request))

    def act() -> str:
        do = form.cleaned_data["do"]
        if do == "link":
            notices.send_link(about, by=by)
            messages.success(request, _("The link is on its way. It works once, for 24 hours."))
        elif do == "reset":
            actions.reset_second_factor(about, by=by)
            messages.success(request, _("The app is forgotten, and a link is on its way."))
        elif do == "withdraw":
            accounts.withdraw_address(about, by=by)
            messages.success(request, _("The address stays as it was."))
        elif do == "close":
            actions.close_account(about, by=by)
            messages.success(request, _("The account is closed."))
        else:
            actions.open_account(about, by=by)
            messages.success(request, _("The account is open again."))
        return _page_of(about)

    return press(request, form, act, by=by, back=_page_of(about))


def address(request: ActorRequest, public_id: str) -> HttpResponse:
    """Propose another address to sign in with."""
    by = _administrator(request)
    about = _account(by, public_id)
    form = AddressForm(posted(request))

    def act() -> str:
        email = form.cleaned_data["email"]
        actions.propose_address(about, email=email, by=by)
        said = _(
            "A letter is on its way to %(email)s. Nothing changes until it is confirmed there."
        )
        messages.success(request, said % {"email": email})
        return _page_of(about)

    page = {"form": form, "account": about, "heading": _("Change the address")}
    return change(request, form, act, by=by) or render(request, "manage/admin_form.html", page)


def identity(request: ActorRequest, public_id: str) -> HttpResponse:
    """Link an identity at the municipality's provider."""
    by = _administrator(request)
    about = _account(by, public_id)
    form = IdentityForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        actions.link_identity(
            about, provider=given["provider"], subject=given["subject"].strip(), by=by
        )
        messages.success(request, _("The identity opens the account from now on."))
        return _page_of(about)

    page = {"form": form, "account": about, "heading": _("Link an identity")}
    return change(request, form, act, by=by) or render(request, "manage/admin_form.html", page)


def add_unit(request: ActorRequest) -> HttpResponse:
    """A unit that isn't there yet."""
    by = _administrator(request)
    here = own_unit(by)
    near = here.municipality_code if here else ""
    form = NewUnitForm(posted(request), by=by, country=_tenant(by).country, near=near)

    def act() -> str:
        given = form.cleaned_data
        organisations.create_unit(
            given["organisation"], secrecy_area=given["secrecy_area"], **form.facts, by=by
        )
        messages.success(request, _("The unit is there."))
        return reverse("manage:administration")

    page = {"form": form, "account": None, "heading": _("Add a unit")}
    return change(request, form, act, by=by) or render(request, "manage/admin_form.html", page)


def unit(request: ActorRequest, public_id: str) -> HttpResponse:
    """What a unit is called and where it is."""
    by = _administrator(request)
    about = get_object_or_404(Unit.objects.order_by("pk"), public_id=public_id)
    initial = as_it_is(about, "name", "municipality_code", "address", "phone")
    country, near = _tenant(by).country, about.municipality_code
    form = UnitForm(posted(request), country=country, near=near, initial=initial)

    def act() -> str:
        organisations.change_unit(about, **form.facts, seen_version=form.seen, by=by)
        messages.success(request, _("Saved."))
        return reverse("manage:administration")

    page = {"form": form, "account": None, "heading": about.name}
    return change(request, form, act, by=by) or render(request, "manage/admin_form.html", page)


def boards(request: ActorRequest) -> HttpResponse:
    """The boards between which secrecy holds, and a new one."""
    by = _administrator(request)
    form = BoardForm(posted(request))

    def act() -> str:
        given = form.cleaned_data
        organisations.create_secrecy_area(
            _tenant(by), name=given["name"], regime=given["regime"], by=by
        )
        messages.success(request, _("The board is there."))
        return reverse("manage:boards")

    page = {"form": form, "boards": administration.boards(by)}
    return change(request, form, act, by=by) or render(request, "manage/boards.html", page)


def organisations_kept(request: ActorRequest) -> HttpResponse:
    """Branches of the authority, other authorities and partners; and a new one."""
    by = _administrator(request)
    form = OrganisationForm(posted(request))

    def act() -> str:
        organisations.create_organisation(_tenant(by), **form.facts, by=by)
        messages.success(request, _("The organisation is there, and can be chosen at once."))
        return reverse("manage:organisations")

    page = {"form": form, "organisations": administration.organisations(by)}
    return change(request, form, act, by=by) or render(request, "manage/organisations.html", page)


def organisation(request: ActorRequest, public_id: str) -> HttpResponse:
    """What an organisation is called, and what it is."""
    by = _administrator(request)
    about = get_object_or_404(administration.organisations(by), public_id=public_id)
    form = OrganisationForm(posted(request), about=about)

    def act() -> str:
        organisations.change_organisation(about, **form.facts, seen_version=form.seen, by=by)
        messages.success(request, _("Saved."))
        return reverse("manage:organisations")

    page = {"form": form, "account": None, "heading": about.name}
    return change(request, form, act, by=by) or render(request, "manage/admin_form.html", page)
