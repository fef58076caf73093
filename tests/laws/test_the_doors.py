"""An app is entered by its public doors only; read from the source, so that nothing is missed."""

import ast
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.laws

SOURCE = Path(__file__).resolve().parents[2] / "src"
DOORS = {"actions", "queries", "models", "registries", "scopes", "rules"}
"""What a room offers to others: changes, readings, types, what it registers, named predicates."""
TOOLS = {
    "stegvis.core.audit": {"actor", "log", "refusals", "recording", "keys", "seals"},
    "stegvis.core.access": {"engine", "pages", "asking"},
    "stegvis.core.forms": {"forms", "fields", "submit"},
    "stegvis.core.lists": {"narrowing"},
    "stegvis.core.jobs": {"run", "worker"},
    "stegvis.core.documents": {"checking", "fields", "handing_out", "kinds"},
    "stegvis.core.accounts": {"middleware"},
    "stegvis.core.codes": {"forms"},
    "stegvis.core.notices": {"texts"},
    "stegvis.casework.people": {"addresses", "erasures"},
    "stegvis.casework.network": {"saying_yes"},
    "stegvis.desk.intake": {
        "checking",
        "columns",
        "faults",
        "reading",
        "taking",
        "telling",
        "writing",
    },
}
"""Rooms whose purpose is to be a tool of the others, and which tools they are."""
LIBRARIES = {
    "stegvis.engine": {"numpy", "scipy", "numba", "ortools"},
    "stegvis.reference": {"numpy", "rapidfuzz"},
}
HOUSE = SOURCE.parent / "docs" / "explanation" / "the-house.md"
LONG_WITH_A_REASON: dict[str, str] = {}
"""Files past 400 lines, each with why it reads better in one piece."""


def _files():
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def _module(path):
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def _imports(tree):
    """Every module imported, at whatever depth; `from a import b` as a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)


def _apps():
    return {_module(path.parent / "__init__.py") for path in SOURCE.rglob("apps.py")}


def _wrong_doors(module, tree, apps):
    """Imports from another app that don't go through a door of it."""
    own = next((app for app in apps if module.startswith(f"{app}.")), "")
    if module.startswith("stegvis.conf"):
        return
    for name, line in _imports(tree):
        app = next((app for app in apps if name.startswith(f"{app}.")), "")
        if app in ("", own, "stegvis.web"):
            continue
        door, *inside = name.removeprefix(f"{app}.").split(".")
        if door not in DOORS | TOOLS.get(app, set()) or any(n.startswith("_") for n in inside):
            yield f"{module}:{line} {name}"


def test_another_app_is_entered_by_its_doors_only():
    apps = _apps()
    wrong = [w for p in _files() for w in _wrong_doors(_module(p), ast.parse(p.read_text()), apps)]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "from stegvis.casework.people import views",
        "from stegvis.casework.people.access import visible",
        "from stegvis.casework.people.queries import _looks_like_number",
        "import stegvis.casework.people.forms",
    ],
)
def test_a_way_round_the_doors_is_found(line):
    tree = ast.parse(f"def later():\n    {line}")
    assert list(_wrong_doors("stegvis.casework.cases.queries", tree, _apps()))


def test_the_house_says_why_a_room_shares_more_than_its_doors():
    """Core is the tools' floor; of a room above it the page names the tool."""
    above = {room: tools for room, tools in TOOLS.items() if not room.startswith("stegvis.core.")}
    wanted = {f"`{room.rsplit('.', 1)[-1]}.{tool}`" for room in above for tool in above[room]}
    said = HOUSE.read_text()
    assert sorted(name for name in wanted if name not in said) == []


@pytest.mark.parametrize("room", LIBRARIES)
def test_a_room_of_the_first_floor_knows_only_its_libraries(room):
    allowed = LIBRARIES[room] | set(sys.stdlib_module_names)
    files = [path for path in _files() if _module(path).startswith(room)]
    found = [
        f"{_module(path)}:{line} {name}"
        for path in files
        for name, line in _imports(ast.parse(path.read_text()))
        if name.split(".")[0] not in allowed and not name.startswith(room)
    ]
    assert files
    assert found == []


def test_a_file_past_four_hundred_lines_has_a_reason():
    long = {_module(path) for path in _files() if len(path.read_text().splitlines()) > 400}
    assert long == set(LONG_WITH_A_REASON)


def test_no_test_file_is_past_five_hundred_lines():
    paths = (SOURCE.parent / "tests").rglob("*.py")
    assert [path.name for path in paths if len(path.read_text().splitlines()) > 500] == []
