"""Looking a page over as it comes, and saying all that is wrong with it."""

from urllib.parse import urlsplit

from tests.browser import axe, keyboard
from tests.browser.conftest import DESK, PHONE

FRAME = """() => ({
  headings: [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility()).length,
  title: document.title.trim(),
  lang: document.documentElement.lang,
})"""
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
WIDTH = "document.documentElement.scrollWidth"


def frame_faults(page):
    """A page says in one heading and in its title what it is, and in which language."""
    frame = page.evaluate(FRAME)
    if frame["headings"] != 1:
        yield f"has {frame['headings']} h1"
    yield from (f"has no {what}" for what in ("title", "lang") if not frame[what])


class Looker:
    """A page, what it complains of and whom it asks, from its beginning to the last look at it."""

    def __init__(self, page, base_url):
        self.page, self.home = page, base_url
        self._heard, self._refused = [], ""
        page.on("pageerror", lambda error: self._heard.append(f"error: {error}"))
        page.on("console", self._said)
        page.on("request", self._asked)

    def _said(self, said):
        if said.type == "error" and said.location["url"] != self._refused:
            self._heard.append(f"console: {said.text}")

    def _asked(self, request):
        if urlsplit(request.url).netloc not in ("", urlsplit(self.home).netloc):
            self._heard.append(f"asks {request.url}")

    def faults(self, url, status=200):
        """All that is wrong at an address that answers with the status, everything unfolded."""
        self._heard.clear()
        self._refused = self.home + url if status != 200 else ""
        self.page.set_viewport_size(PHONE)
        answer = self.page.goto(url)
        if answer.status != status or urlsplit(self.page.url).path != urlsplit(url).path:
            return [f"answers {answer.status} at {self.page.url} instead of {status}"]
        found = list(frame_faults(self.page))
        self.page.evaluate(UNFOLD)
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            wide = self.page.evaluate(WIDTH)
            if wide > size["width"]:
                found.append(f"is {wide} wide at {size['width']}")
            found += axe.faults(self.page)
        found += keyboard.faults(self.page)
        return list(dict.fromkeys([*found, *self._heard]))
