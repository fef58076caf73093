"""What a phone number and an e-mail address look like."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.people.models import ContactWay
from stegvis.core.addresses import is_email, is_phone
from stegvis.core.audit.refusals import NotAllowedNowError


def checked(kind: str, value: str, *, field: str) -> str:
    """The value without outer blanks; NotAllowedNowError says at the field what is wrong."""
    value = value.strip()
    if not value:
        raise NotAllowedNowError(_("Write the number or the address."), field=field)
    if kind == ContactWay.Kind.PHONE and not is_phone(value):
        raise NotAllowedNowError(
            _("A phone number has 5 to 15 digits, perhaps a + first."), field=field
        )
    if kind == ContactWay.Kind.EMAIL and not is_email(value):
        raise NotAllowedNowError(_("An e-mail address looks like name@example.org."), field=field)
    return value
