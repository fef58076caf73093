"""A sign-in link shown once, to be handed over at the desk: `{% load sign_in_links %}`."""

from __future__ import annotations

from base64 import b64encode

from allauth.mfa.adapter import get_adapter
from django import template
from django.urls import reverse

from stegvis.core import site

register = template.Library()


@register.inclusion_tag("accounts/link_shown.html")
def sign_in_link(token: str) -> dict[str, str]:
    """The address to press or to point a phone's camera at."""
    url = site.address() + reverse("accounts:link", args=[token])
    picture = b64encode(get_adapter().build_totp_svg(url).encode()).decode()
    return {"url": url, "picture": f"data:image/svg+xml;base64,{picture}"}
