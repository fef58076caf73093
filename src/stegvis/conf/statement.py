"""What everybody may know of how accessible the product is, as the law on it asks."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

NOT_YET = (
    _("Names of single occupations and skills are in Swedish in the other languages too."),
    _("Text in documents that somebody has scanned can't be read aloud."),
)
"""What we know falls short of WCAG 2.1 AA, a sentence each."""

WATCHED_BY = (
    (
        _("In Sweden: Digg, the agency for digital government"),
        "https://www.digg.se/tdosanmalan",
    ),
    (
        _("In Norway: Uutilsynet, the authority for universal design of ICT"),
        "https://www.uutilsynet.no/",
    ),
)
"""Who sees that the law is kept (lag 2018:1937; forskrift 2013:732), and where to turn."""


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with what Commission Implementing Decision (EU) 2018/1523 asks.

    How far the law is kept, what falls short, how it was looked into, whom to tell and who watches.
    """
    said = {"not_yet": NOT_YET, "watched_by": WATCHED_BY, "contact": settings.ACCESSIBILITY_CONTACT}
    return render(request, "web/accessibility.html", said)
