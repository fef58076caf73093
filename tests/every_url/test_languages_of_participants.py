"""A participant meets no text that isn't in their language, on whichever page it stands."""

import gettext
import re

import pytest
from django.db import transaction
from django.urls import resolve
from django.utils.translation import trans_real

from stegvis.core import tenancy
from stegvis.web.languages import LANGUAGES
from tests.cast import build_cast
from tests.every_url.walk import ANYBODY, Walker, filled_in
from tests.every_url.world import build_world

BEGINNINGS = [
    ("participant", "/me/"), ("participant", "/no-such-page/"),
    (ANYBODY, "/accounts/login/"), (ANYBODY, "/in/no-such-token/"), (ANYBODY, "/me/"),
]  # fmt: skip
"""Where somebody gets without a link; everything else is met by following them."""
LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
EASY = "sv-simple"
FURTHER = [one.code for one in LANGUAGES if not one.is_whole and one.code != EASY]


class _FallenBack(gettext.NullTranslations):
    """Remembers which texts a catalogue didn't have, and says them in Swedish as before."""

    def __init__(self, behind):
        super().__init__()
        self.behind, self.texts = behind, set()

    def gettext(self, message):
        self.texts.add(message.replace("\x04", ": "))
        return self.behind.gettext(message)

    def ngettext(self, msgid1, msgid2, n):
        self.texts.add(msgid1)
        return self.behind.ngettext(msgid1, msgid2, n)


@pytest.fixture(scope="module")
def walker(django_db_setup, django_db_blocker):
    """Built once; every visit is undone, and the whole of it afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        with tenancy.tenant_scope(cast.tenant.pk):
            yield Walker(build_world(cast), [])
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def met(walker):
    """Every page that a participant gets to, with what its form holds."""
    found, ahead = {}, list(BEGINNINGS)
    while ahead:
        role, url = ahead.pop()
        if (role, url) in found:
            continue
        response = walker.visit(role, url).response
        found[role, url] = filled_in(response)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            ahead += [(role, link) for link in LINK.findall(response.content.decode())]
    return [(*place, filled) for place, filled in found.items()]


def _visit(walker, met, language):
    for role, url, filled in met:
        walker.clients[role].defaults["HTTP_ACCEPT_LANGUAGE"] = language
        for sent in (None, {}, filled, {**filled, "answer": "no", "seen_version": "0"}):
            yield walker.visit(role, url, sent)


@pytest.mark.parametrize("language", FURTHER)
def test_every_text_that_a_participant_meets_is_in_their_language(
    walker, met, language, monkeypatch
):
    catalogue = trans_real.translation(language)
    fallen = _FallenBack(catalogue._fallback)
    monkeypatch.setattr(catalogue, "_fallback", fallen)
    pages = [v for v in _visit(walker, met, language) if "<html" in v.text]
    assert [v.status for v in pages if f'<html lang="{language}"' not in v.text] == []
    assert fallen.texts == set()


def test_the_pages_that_a_participant_meets_are_found_by_following_links(met):
    ways = [resolve(url).view_name for _role, url, _filled in met if url != "/no-such-page/"]
    assert set(ways) >= {
        "me:home", "me:knowers", "me:openings", "situation:areas", "situation:assessment",
        "matching:answer", "account_login", "accounts:link",
    }  # fmt: skip


def test_a_text_that_a_catalogue_lacks_is_found(walker, met, monkeypatch):
    catalogue = trans_real.translation("so")
    fallen = _FallenBack(catalogue._fallback)
    monkeypatch.setattr(catalogue, "_fallback", fallen)
    for texts in catalogue._catalog._catalogs:
        monkeypatch.delitem(texts, "My goal", raising=False)
    list(_visit(walker, met, "so"))
    assert fallen.texts == {"My goal"}
