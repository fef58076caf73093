"""Doing what a person does in a browser, and counting it."""

import re


class Hand:
    """Does what a person does, and counts: a press, a choice or a field filled in is one."""

    def __init__(self, page):
        self.page, self.interactions = page, 0

    def press(self, role, name):
        self.interactions += 1
        self.page.get_by_role(role, name=name).first.click()

    def press_text(self, text):
        self.interactions += 1
        self.page.get_by_text(text).first.click()

    def tick(self, label):
        self.interactions += 1
        self.page.get_by_label(label).first.click()

    def write(self, label, text):
        self.interactions += 1
        self._labelled(label).fill(text)

    def choose(self, label, option):
        self.interactions += 1
        self._labelled(label).select_option(label=option)

    def _labelled(self, label):
        return self.page.get_by_label(re.compile(f"^{re.escape(label)}( \\(|$)")).first
