"""Bring the message catalogues up to date with the code, and say what is untranslated.

python scripts/messages.py            extract, keep the translations, list what is missing
python scripts/messages.py --check    change nothing; 1 when a catalogue is out of date or has gaps

English is the language of the code, so the whole product has catalogues in sv and nb. The
participants' further languages have what a participant meets (`participant_texts.py`); a gap there
is listed and shown in Swedish, so that whoever adds a text needn't speak them all. Easy Swedish
says only what plain Swedish makes hard. Entries are sorted and carry no line numbers, so that two
branches rarely meet on the same line.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from participant_texts import DJANGO, PARTS, WHOLE

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "stegvis"
LANGUAGES = ("sv", "nb")
EASY = "sv_Simple"
FURTHER = (EASY, "ar", "uk", "so", "ti")
"""The further languages, by the names of their folders."""
TWO_FORMS = "nplurals=2; plural=(n != 1);"
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
    "uk": "nplurals=4; plural=(n % 1 == 0 && n % 10 == 1 && n % 100 != 11 ? 0 : n % 1 == 0 && "
    "n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : n % 1 == 0 && "
    "(n % 10 ==0 || (n % 10 >=5 && n % 10 <=9) || (n % 100 >=11 && n % 100 <=14 )) ? 2: 3);",
    "ti": "nplurals=2; plural=(n > 1);",
}
"""Where it isn't TWO_FORMS. Those of ar and uk are Django's own."""
WITHOUT_DJANGO = ("so", "ti")
"""Languages that Django has no catalogue in."""
SINGULAR = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
WITH_CONTEXT = frozenset({"pgettext", "pgettext_lazy"})

TRANSLATE = re.compile(
    r"""\{%-?\s*(?:translate|trans)\s+(?P<q>["'])(?P<text>.+?)(?P=q)"""
    r"""(?:[^%]*?context\s+(?P<cq>["'])(?P<context>.+?)(?P=cq))?[^%]*?%\}"""
)
FILTER = re.compile(r"""\b_\((?P<q>["'])(?P<text>.+?)(?P=q)\)""")
BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?(?P<options>[^%]*)%\}(?P<body>.*?)\{%\s*endblocktrans(?:late)?\s*%\}",
    re.DOTALL,
)
PLURAL_TAG = re.compile(r"\{%\s*plural\s*%\}")
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True, order=True)
class Message:
    """One text of the code."""

    msgid: str
    plural: str = ""
    context: str = ""


def from_python(source: str) -> Iterator[Message]:
    """Texts given to gettext in a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            words = [text for text in texts if isinstance(text, str)]
            if node.func.id in SINGULAR and words:
                yield Message(words[0])
            elif node.func.id in PLURAL and len(words) > 1:
                yield Message(words[0], plural=words[1])
            elif node.func.id in WITH_CONTEXT and len(words) > 1:
                yield Message(words[1], context=words[0])


def from_template(source: str) -> Iterator[Message]:
    """Texts in a template's translate, blocktranslate and _() marks."""
    for found in TRANSLATE.finditer(source):
        yield Message(found["text"], context=found["context"] or "")
    for found in FILTER.finditer(source):
        yield Message(found["text"])
    for found in BLOCK.finditer(source):
        trim = "trimmed" in found["options"].split()
        singular, _sep, plural = _divide(found["body"])
        context = re.search(r"""context\s+["'](.+?)["']""", found["options"])
        yield Message(
            _text(singular, trim), _text(plural, trim), context.group(1) if context else ""
        )


def _divide(body: str) -> tuple[str, str, str]:
    parts = PLURAL_TAG.split(body)
    return (parts[0], "plural", parts[1]) if len(parts) > 1 else (body, "", "")


def _text(body: str, trim: bool) -> str:
    """A block as gettext sees it: variables as %(name)s, a lone % doubled, lines perhaps joined."""
    if trim:
        body = " ".join(line.strip() for line in body.strip().splitlines())
    pieces = VARIABLE.split(body)
    return "".join(
        f"%({piece})s" if place % 2 else piece.replace("%", "%%")
        for place, piece in enumerate(pieces)
    )


def messages() -> set[Message]:
    """Every text of the product."""
    found: set[Message] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            found.update(from_python(path.read_text(encoding="utf-8")))
    for path in sorted(PACKAGE.rglob("*.html")) + sorted(PACKAGE.rglob("*.txt")):
        if "templates" in path.parts:
            found.update(from_template(path.read_text(encoding="utf-8")))
    return {message for message in found if message.msgid}


def for_participants(language: str) -> set[Message]:
    """What a participant meets; SystemExit when a text named as such has left its file."""
    found: set[Message] = set()
    for pattern in WHOLE:
        for path in sorted(PACKAGE.glob(pattern)):
            found.update(_from(path))
    for name, texts in PARTS.items():
        there = {message.msgid: message for message in _from(PACKAGE / name)}
        if gone := [text for text in texts if text not in there]:
            sys.exit(f"participant_texts.py: not in {name}: {gone}")
        found.update(there[text] for text in texts)
    if language in WITHOUT_DJANGO:
        found.update(Message(text) for text in DJANGO)
    return {message for message in found if message.msgid}


def _from(path: Path) -> Iterator[Message]:
    read = from_python if path.suffix == ".py" else from_template
    return read(path.read_text(encoding="utf-8"))


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def updated(language: str) -> polib.POFile:
    """The catalogue as it should be: every text it is to have and no other, translations kept."""
    path = path_of(language)
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    kept = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    new = polib.POFile(wrapwidth=100)
    new.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "MIME-Version": "1.0",
        "Plural-Forms": PLURAL_FORMS.get(language, TWO_FORMS),
        "Project-Id-Version": "stegvis",
    }
    texts = for_participants(language) if language in FURTHER else messages()
    # A text used both alone and with a plural is one entry to gettext: the plural one.
    plural_ids = {m.msgid for m in texts if m.plural}
    for message in sorted(texts):
        if message.plural or message.msgid not in plural_ids or message.context:
            before = kept.get((message.context, message.msgid))
            new.append(_entry(message, before, forms=_forms(language)))
    return new


def _forms(language: str) -> int:
    """How many forms of a plural the language has."""
    return int(PLURAL_FORMS.get(language, TWO_FORMS)[len("nplurals=")])


def _entry(message: Message, before: polib.POEntry | None, *, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.msgid, msgctxt=message.context or None)
    if "%(" in message.msgid:
        entry.flags.append("python-format")
    if message.plural:
        old = before.msgstr_plural if before is not None else {}
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {form: old.get(form, "") for form in range(forms)}
    else:
        entry.msgstr = before.msgstr if before is not None else ""
    return entry


def gaps(catalogue: polib.POFile) -> list[str]:
    """Untranslated entries, and those whose placeholders differ from the text's."""
    found = [f"untranslated: {entry.msgid}" for entry in catalogue if not entry.translated()]
    return found + misfits(catalogue)


def misfits(catalogue: polib.POFile) -> list[str]:
    """Translations whose placeholders differ from the text's."""
    found = []
    for entry in catalogue.translated_entries():
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            whole = entry.msgid + entry.msgid_plural
            if said and not set(_placeholders(said)) <= set(_placeholders(whole)):
                found.append(f"placeholder: {entry.msgid}")
            if said and entry.msgstr and _placeholders(said) != _placeholders(entry.msgid):
                found.append(f"placeholder: {entry.msgid}")
    return found


def _placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


def main(words: list[str]) -> int:
    """Update or check the catalogues."""
    check = words == ["--check"]
    wrong = 0
    for language in (*LANGUAGES, *FURTHER):
        path, new = path_of(language), updated(language)
        current = polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile()
        if check and str(current) != str(new):
            print(f"{language}: the catalogue is out of date; run python scripts/messages.py")
            wrong = 1
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            new.save(str(path))
        missing = misfits(new) if language == EASY else gaps(new)
        print(f"{language}: {len(new)} texts, {len(missing)} to mend")
        for line in missing:
            print(f"  {line}")
        wrong = wrong or bool(misfits(new) if language in FURTHER else missing)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
