"""Whoever encrypts with the data keys is known, so that all they write is renewed and checked."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.laws

SOURCE = Path(__file__).resolve().parents[2] / "src"
HOME = "stegvis.core.encryption"
MAKING = {"encrypt", "renewed", "blind_index", "blind_indexes"}
"""The functions of `core.encryption` that make what rests on the data keys."""
KNOWN = {
    HOME: "where it is done",
    "stegvis.core.fields": "EncryptedTextField: each is found by itself",
    "stegvis.core.audit.keys": "audit.personkey.wrapped",
    "stegvis.core.accounts.adapters": "mfa.authenticator.data",
    "stegvis.casework.people.numbers": "people.person.number_index",
    "stegvis.casework.people.way_index": "people.contactway.value_index",
    "stegvis.core.fingerprints": "the columns in INDEXES",
    "stegvis.core.encrypted": "renews what the others wrote",
    "stegvis.cli.archiving.making": "a backup's probe, in the backup alone, which keeps its keys",
}
"""Who calls them, and where it ends up: a column among `encrypted.stores`, or why in none."""


def makes(tree):
    """Whether a module names one of them, by its module, however that is called, or by itself; or
    the keys."""
    names = {
        name.asname or name.name.rpartition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
        if name.name.rpartition(".")[2] == "encryption"
    }
    return any(_imports_one(node) or _reaches_one(node, names) for node in ast.walk(tree))


def _imports_one(node):
    if not isinstance(node, ast.ImportFrom) or node.module != HOME:
        return False
    return bool(MAKING & {name.name for name in node.names})


def _reaches_one(node, names):
    if not isinstance(node, ast.Attribute):
        return False
    if node.attr == "DATA_KEYS":
        return True
    if node.attr not in MAKING:
        return False
    whose = node.value
    if isinstance(whose, ast.Attribute):
        return whose.attr == "encryption"
    return isinstance(whose, ast.Name) and whose.id in names


def test_everybody_who_encrypts_with_the_data_keys_is_known():
    found = set()
    for path in SOURCE.rglob("*.py"):
        if makes(ast.parse(path.read_text())):
            module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
            found.add(module.removesuffix(".__init__"))
    assert found == set(KNOWN)


@pytest.mark.parametrize(
    "source",
    [
        "from stegvis.core import encryption\nencryption.encrypt('x')",
        "from stegvis.core import encryption as e\nmake = e.blind_index",
        "from stegvis.core.encryption import encrypt as closed",
        "from django.conf import settings\nencrypt_with(settings.DATA_KEYS[0], 'x')",
        "import stegvis.core.encryption\nstegvis.core.encryption.blind_indexes('x', purpose='y')",
    ],
)
def test_a_caller_is_found_however_it_imports(source):
    assert makes(ast.parse(source))


def test_keys_of_ones_own_are_no_data_keys():
    source = "from stegvis.core import encryption\nencryption.encrypt_with(key, 'x')"
    assert not makes(ast.parse(source))
