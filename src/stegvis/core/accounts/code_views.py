"""Signing in with a code: ask for one, and enter it in the same browser."""

from __future__ import annotations

from allauth.core import ratelimit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stegvis.core import tenancy
from stegvis.core.accounts import actions, queries, sign_ins
from stegvis.core.accounts.registries import CODE_ASKED
from stegvis.core.addresses import one_form
from stegvis.core.audit.actor import Actor
from stegvis.core.audit.refusals import NotAllowedNowError

REQUEST_KEY = "stegvis_code"
BY = Actor.system("sign-in", tenant_id=None)


class AddressForm(forms.Form):
    """Where the code is to go."""

    address = forms.CharField(
        label=_("Mobile number or e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "dir": "ltr"}),
    )

    def clean_address(self) -> str:
        """The number or the address in one form."""
        if not (found := one_form(self.cleaned_data["address"])):
            raise forms.ValidationError(_("Write a mobile number or an e-mail address."))
        return found


class CodeForm(forms.Form):
    """The code that came."""

    code = forms.CharField(
        label=_("The code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        ),
    )

    def clean_code(self) -> str:
        """Six digits, whatever stands between them."""
        digits = "".join(char for char in self.cleaned_data["code"] if char.isdecimal())
        if len(digits) != 6:
            raise forms.ValidationError(_("Write the six digits of the code."))
        return "".join(str(int(char)) for char in digits)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a code. The answer, and the work until it, is the same for a number nobody has."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="code_asked"):
            return render(request, "429.html", status=429)
        try:
            with tenancy.tenant_scope(tenancy.INSTALLATION):
                asked = actions.ask_for_code(form.cleaned_data["address"], by=BY)
                for _name, send in CODE_ASKED:
                    send(asked)
        except NotAllowedNowError as fault:
            form.add_error("address", str(fault.sentence))
            return render(request, "accounts/code_ask.html", {"form": form}, status=429)
        request.session[REQUEST_KEY] = asked.public_id
        return redirect("accounts:code")
    return render(request, "accounts/code_ask.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter the code, in the browser that asked for it."""
    asked = queries.code_request(request.session.get(REQUEST_KEY, ""))
    if asked is None:
        return redirect("accounts:code_ask")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with tenancy.tenant_scope(tenancy.INSTALLATION):
            account = actions.try_code(asked, typed=form.cleaned_data["code"], by=BY)
        if account is not None:
            del request.session[REQUEST_KEY]
            return sign_ins.sign_in(request, account, method="code")
        sign_ins.write_failed("", code="wrong_code")
        form.add_error(
            "code",
            _("The code isn't right, or its time is up. Look at it again, or ask for a new one."),
        )
    return render(request, "accounts/code_enter.html", {"form": form})
