"""A real browser against a running server, on the SQLite file itself.

What is written here is committed, so the data belongs to the module: `cast` builds it once and the
file is put back when the module is done. A test module therefore tells one story, in order.

    def test_something(page, cast, sign_in, axe):
        sign_in(page, cast.kerstin)
        page.goto("/")
        axe(page)

A test fails when the page's console shows an error; one that means to meet a refusal or a page that
isn't there says so with `console.clear()` afterwards.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.testcases import QuietWSGIRequestHandler, ThreadedWSGIServer
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from stegvis.core import tenancy
from stegvis.core.accounts import actions as accounts
from stegvis.core.accounts.models import Account
from stegvis.core.audit.actor import Actor
from tests.browser import axe as axe_faults
from tests.cast import Cast, build_cast

HERE = Path(__file__).parent
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium that the test command found; the flags are those a container needs."""
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("STEGVIS_CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Swedish reader at a desk."""
    return {**browser_context_args, "locale": "sv-SE", "viewport": DESK}


@pytest.fixture(scope="session")
def base_url(django_db_setup: None) -> Iterator[str]:
    """The running product's address, static files served as in real life."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(get_wsgi_application())
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def database(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The database file for a module, put back as it was afterwards."""
    kept = tmp_path_factory.mktemp("kept") / "kept.sqlite3"
    file = str(settings.DATABASES["default"]["NAME"])
    with django_db_blocker.unblock():
        _copy(file, str(kept))
        yield
        connection.close()
        _copy(str(kept), file)


def _copy(source: str, target: str) -> None:
    with sqlite3.connect(source) as here, sqlite3.connect(target) as there:
        here.backup(there)
    here.close()
    there.close()


@pytest.fixture(scope="module")
def cast(database: None) -> Iterator[Cast]:
    """The cast of the whole module, committed, with the first tenant's scope open."""
    people = build_cast()
    with tenancy.tenant_scope(people.tenant.pk):
        yield people


@pytest.fixture
def console() -> Iterator[list[str]]:
    """What the pages complained about; must be empty when the test ends."""
    faults: list[str] = []
    yield faults
    assert faults == []


@pytest.fixture
def page(context: BrowserContext, database: None, console: list[str]) -> Page:
    """A page whose errors are listened to."""
    page = context.new_page()
    page.on("pageerror", lambda error: console.append(str(error)))
    page.on("console", lambda said: console.append(said.text) if said.type == "error" else None)
    page.on("response", lambda got: console.append(got.url) if got.status >= 500 else None)
    return page


@pytest.fixture
def sign_in() -> Callable[[Page, Account], None]:
    """`sign_in(page, account)`: by a sign-in link, as a person does it."""

    def by_link(page: Page, account: Account) -> None:
        with tenancy.tenant_scope(account.tenant_id):
            by = Actor.system("test", tenant_id=account.tenant_id)
            token = accounts.issue_link(account, by=by)
        page.goto(reverse("accounts:link", args=[token]))
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda url: "/in/" not in url)

    return by_link


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: fails on what axe-core finds against WCAG 2.2 A and AA."""

    def check(page: Page) -> None:
        wrong = axe_faults.faults(page)
        assert not wrong, "\n".join([page.url, *wrong])

    return check
