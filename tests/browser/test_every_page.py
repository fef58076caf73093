"""Every page there is holds for everybody: for those who see little, have no mouse or a phone.

The walk over all addresses (tests/every_url) says which pages there are. A new one comes along by
itself, as whoever has most to see there; what a page becomes once somebody has pressed something is
for the stories in the other files.
"""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from stegvis.casework.cases import actions as cases
from stegvis.casework.people import actions as people
from stegvis.casework.people.models import Protection
from stegvis.casework.people.queries import unattended
from stegvis.core import clock
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Role
from stegvis.desk.manage import actions as manage
from tests.browser.looking import Looker
from tests.cast import FIRST_DAY
from tests.desk import story
from tests.every_url.pages import survey
from tests.every_url.walk import SAMPLES, Walker, addresses
from tests.every_url.world import Subject, build_world

IN_STORIES = {
    "accounts:code", "accounts:link", "accounts:address", "set_language", "account_change_password",
    "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_download_recovery_codes", "openid_connect_login",
    "openid_connect_callback", "meetings:feed", "cases:together",
}  # fmt: skip
"""Pages behind a link, a password, a code or another's sign-in (test_every_sign_in_page.py), a
calendar behind a secret address, and what would happen to those selected in a list, which has no
address of its own (test_desk_by_keyboard.py)."""


@pytest.fixture(scope="module")
def walker(cast):
    """The walk's world, with a case that has ended and a file that nobody can open any more."""
    world = build_world(cast)
    mats = story.taken(cast, "Mats", "Öberg")
    job = cases.ExitFacts(reason="job", occupation_after="work", verified_how="employer")
    cases.end(mats, facts=job, seen_version=mats.version, by=cast.by(cast.kerstin))
    world.subjects["mats"] = Subject(mats.person, [], {"people.person": [mats.person.public_id]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SAMPLES, "reference", unattended.reference_of(_unattended(cast)))
        yield Walker(world, addresses())


def _unattended(cast):
    """Somebody protected, whose only officer has left."""
    gone = accounts.create_account(
        cast.tenant, email="gone@example.org", name="Gun Borta", by=cast.system
    )
    role = accounts.give_role(
        cast.unit, account=gone, role=Role.COORDINATOR, starts=FIRST_DAY, by=cast.system
    )
    person = cast.person("Rut", "Undangömd")
    people.set_protection(
        person, level=Protection.STRICT, officers=[gone], reason="Hot", by=cast.system
    )
    manage.end_role(role, ends=clock.days_from_today(-1), by=cast.by(cast.admin))
    return person


@pytest.fixture
def looker(cast, new_context, base_url):
    """`looker(client)`: a browser signed in as the client is."""

    def signed_in(client):
        context = new_context()
        context.add_cookies(
            [{"name": c.key, "value": c.value, "url": base_url} for c in client.cookies.values()]
        )
        return Looker(context.new_page(), base_url)

    return signed_in


def test_every_page_holds_for_everybody(walker, looker):
    found = survey(walker)
    assert found.silent == IN_STORIES
    faults = []
    for role in dict.fromkeys(seen.role for seen in found.pages):
        looking = looker(walker.clients[role])
        for seen in (seen for seen in found.pages if seen.role == role):
            wrong = looking.faults(seen.url, seen.status)
            faults += [f"{seen.place}: {fault}" for fault in wrong]
    assert not faults, "\n".join(faults)


PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Sida</title>
<style>:focus-visible {{ outline: 3px solid }}</style></head><body><main>
<h1>Rubrik</h1><p><a href="/a">Först</a> och <a href="/b">sist</a></p>{html}</main></body></html>"""
PLANTED = {
    "<input>": "label: ",
    "<a href='/c' onkeydown='event.preventDefault()'>Fast</a>": 'Tab never leaves <a href="/c"',
    "<a href='/c' tabindex='-1'>Förbi</a>": 'Tab never reaches <a href="/c"',
    "<a href='/c' style='outline: none'>Osedd</a>": 'no focus to be seen on <a href="/c"',
    "<p style='width: 600px'>Bred</p>": "is 608 wide at 390",
    "<details><summary>Mer</summary><p style='width: 600px'>Bred</p></details>": "is 608 wide at",
    "<h1>En till</h1>": "has 2 h1",
    "<script>document.title = ''</script>": "has no title",
    "<script>document.documentElement.lang = ''</script>": "has no lang",
    "<script>console.error('Aj')</script>": "console: Aj",
    "<script>throw new Error('Aj')</script>": "error: Aj",
    "<img alt='' src='http://127.0.0.1:9/x.png'>": "asks http://127.0.0.1:9/x.png",
}


@pytest.fixture
def shown(looker):
    """`shown(html)`: what is found wrong with a page that is this."""
    looking = looker(Client())

    def at(html):
        looking.page.route(
            "**/shown/", lambda route: route.fulfill(body=html, content_type="text/html")
        )
        return looking.faults("/shown/")

    return at


@pytest.mark.parametrize("html", PLANTED)
def test_what_is_planted_in_a_page_is_found_on_every_page(shown, html):
    assert shown(PAGE.format(html="")) == []
    faults = shown(PAGE.format(html=html))
    assert any(fault.startswith(PLANTED[html]) for fault in faults)


@pytest.mark.parametrize("name", ["400", "403_csrf", "429", "500", "503"])
def test_an_answer_of_the_servers_own_holds_as_every_page_does(shown, name):
    asked = RequestFactory().post("/", {"note": "Det jag skrev"})
    assert shown(render_to_string(f"{name}.html", {"request": asked})) == []


def test_another_answer_than_the_walks_is_found_on_every_page(looker):
    wrong = looker(Client()).faults("/people/search/")
    assert "answers 200 at" in wrong[0]
