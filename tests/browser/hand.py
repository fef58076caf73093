"""Doing what a person does in a browser, and counting it."""

import re

from playwright.sync_api import Locator, Page


class Hand:
    """Does what a person does, and counts: a press, a choice, a way into a field, a key that types
    nothing. Typing where the cursor stands already costs nothing. `within` is the part of the page
    that is looked at; the whole of it from the beginning."""

    def __init__(self, page: Page) -> None:
        self.page, self.interactions = page, 0
        self.within: Page | Locator = page

    def press(self, role, name):
        self.interactions += 1
        self.within.get_by_role(role, name=name).first.click()

    def press_text(self, text):
        self.interactions += 1
        self.within.get_by_text(text).first.click()

    def tick(self, label):
        self.interactions += 1
        self.within.get_by_label(label).first.click()

    def write(self, label, text):
        self.interactions += 1
        self._labelled(label).fill(text)

    def choose(self, label, option):
        self.interactions += 1
        self._labelled(label).select_option(label=option)

    def type(self, text):
        """Letters, where the cursor stands."""
        focused = "document.activeElement.matches('input, textarea')"
        assert self.page.evaluate(focused), "nothing to write in has the focus"
        self.page.keyboard.type(text)

    def keys(self, *names):
        """Keys that type nothing, one after the other."""
        for name in names:
            self.interactions += 1
            self.page.keyboard.press(name)

    def _labelled(self, label):
        return self.within.get_by_label(re.compile(f"^{re.escape(label)}( \\(|$)")).first
