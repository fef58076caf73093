"""Write docs/reference/access-rules.md from the rules themselves.

python scripts/access_docs.py            write the page
python scripts/access_docs.py --check    change nothing; 1 when the page is out of date
"""

from __future__ import annotations

import sys

from generated import DOCS, write_or_check

PAGE = DOCS / "reference" / "access-rules.md"
LANGUAGES = {"en": "English", "sv": "Svenska", "nb": "Bokmål"}
HEAD = """# Who reaches a person

Written by `scripts/access_docs.py` from `casework/people/access.py`; don't edit it by hand.

The rules are asked in order of rank. The first that refuses decides, and a rule that can't be
looked up refuses. *Silent*: the answer is the very page of an address that doesn't exist; the code
is in the audit. *Urgent need*: a written reason of 10 to 255 characters opens the file for at most
24 hours, the manager is told at once and the opening is listed for review.

| Rank | Code | Refuses because | Answer | Urgent need |
|---|---|---|---|---|
"""


def page() -> str:
    """The page as it should be."""
    from django.utils import translation  # noqa: PLC0415

    from stegvis.casework.people.access import RULES  # noqa: PLC0415
    from stegvis.casework.people.scopes import COMPARTMENTS, SCOPES  # noqa: PLC0415

    lines = [HEAD.rstrip("\n")]
    with translation.override("en"):
        for rule in sorted(RULES, key=lambda rule: rule.rank):
            answer = "silent" if rule.silent else "says why"
            urgent = "yes" if rule.override else "no"
            lines.append(f"| {rule.rank} | `{rule.code}` | {rule.name} | {answer} | {urgent} |")
    lines += ["", "## What is said", ""]
    for rule in sorted(RULES, key=lambda rule: rule.rank):
        lines.append(f"**{rule.rank}**")
        lines.append("")
        for code, language in LANGUAGES.items():
            with translation.override(code):
                lines.append(f"- {language}: {rule.sentence}")
        lines.append("")
    lines += [
        "## What a grant holds",
        "",
        "A grant has a scope, and a scope holds parts of a file.",
        "",
        f"| Part | {' | '.join(f'`{scope}`' for scope in SCOPES)} |",
        "|---" * (len(SCOPES) + 1) + "|",
    ]
    with translation.override("en"):
        for part, words in COMPARTMENTS.items():
            held = ["yes" if part in parts else "" for parts in SCOPES.values()]
            lines.append(f"| {words} | {' | '.join(held)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(write_or_check(lambda: {PAGE: page()}, sys.argv[1:]))
