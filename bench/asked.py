"""A web process of the product's by itself: asks pages as it is told, and says what each cost.

`bench.pages` starts it with the environment of a database and says on standard input, a line of
JSON at a time, which pages there are and which of them to ask; each line is answered by one.
Nothing of the tests and of the drawing is in it, so that its memory is that of a web process.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from typing import Any

import django
from django.conf import settings

django.setup()
settings.ROOT_URLCONF = "bench.asked"
settings.ALLOWED_HOSTS = ["testserver"]

from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path  # noqa: E402

from bench.pages import FRAME_ADDRESS  # noqa: E402
from stegvis.conf.loaded import keep_what_is_loaded  # noqa: E402
from stegvis.core import tenancy  # noqa: E402
from stegvis.core.accounts.models import Account  # noqa: E402
from stegvis.core.accounts.views import BACKEND  # noqa: E402

UNCOUNTED = re.compile(r"SAVEPOINT|RELEASE|BEGIN|COMMIT|SELECT (current_setting|set_config)")


def frame(request: HttpRequest) -> HttpResponse:
    """What every signed-in page of staff is set in, and nothing in it."""
    empty = engines["django"].from_string('{% extends "web/staff.html" %}')
    return HttpResponse(empty.render({}, request))


urlpatterns = [path(FRAME_ADDRESS[1:], frame), path("", include("stegvis.conf.urls"))]


class Page:
    """A page asked again and again, each time at the next of its addresses."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.name, self.addresses, self.body = told["name"], told["addresses"], told["body"]
        self.client = Client()
        self.client.force_login(Account.objects.get(pk=told["account"]), backend=BACKEND)

    def ask(self, time_number: int) -> float:
        """Milliseconds; a page that isn't shown stops everything."""
        address = self.addresses[time_number % len(self.addresses)]
        start = time.perf_counter()
        if self.body is None:
            answer = self.client.get(address)
        else:
            answer = self.client.post(address, self.body)
        took = (time.perf_counter() - start) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{self.name}: {address} answered {answer.status_code}")
        return took

    def count(self, time_number: int) -> int:
        """How many statements it asks, the uncounted left out."""
        with CaptureQueriesContext(connection) as seen:
            self.ask(time_number)
        return sum(not UNCOUNTED.match(one["sql"]) for one in seen)


def main() -> None:
    """Answer each line: the pages first, then a time, a count or the memory."""
    told = json.loads(sys.stdin.readline())
    keep_what_is_loaded()
    with tenancy.tenant_scope(told["tenant"]):
        pages = [Page(one) for one in told["pages"]]
    _say(len(pages))
    for line in sys.stdin:
        what, page, time_number = json.loads(line)
        if what == "memory":
            _say(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        else:
            _say(getattr(pages[page], what)(time_number))


def _say(answer: float) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
