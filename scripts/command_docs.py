"""Write the pages about the command line and the settings from what the code says of itself.

python scripts/command_docs.py            write both pages
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import typer.main

from stegvis.cli.main import app
from stegvis.conf.variables import GROUPS

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ROOT / "docs" / "reference" / "command-line.md"
SETTINGS = ROOT / "docs" / "reference" / "settings.md"
WRITTEN = "Written by `python scripts/command_docs.py`; change the code, then run it."


def commands_page() -> str:
    """The command line, each word with its options."""
    root = typer.main.get_command(app)
    lines = [
        "# The command line",
        "",
        WRITTEN,
        "",
        "`./run WORDS` runs `stegvis WORDS` in the project's environment (as the demo unless",
        "`STEGVIS_ENV` says otherwise); `./run` alone is `./run demo`, `./run test` runs the",
        "tests. Which installation is meant comes from the [settings](settings.md).",
        "Results go to standard output, progress and errors to standard error. The command line",
        "speaks English.",
        "",
        "| Exit code | Means |",
        "|---|---|",
        "| 0 | all is well |",
        "| 1 | faults were found, or something around Stegvis stood in the way |",
        "| 2 | what was asked for, or the settings, have to change |",
    ]
    for words, command in _leaves(root, ["stegvis"]):
        lines += ["", f"## {' '.join(words)}", ""]
        lines += _about(words, command)
    return "\n".join(lines) + "\n"


def _leaves(command: Any, words: list[str]) -> list[tuple[list[str], Any]]:
    """Every command that does something, in the order of the help."""
    children = getattr(command, "commands", {})
    own = [(words, command)] if not children or command.invoke_without_command else []
    return own + [
        leaf
        for name in (command.list_commands(None) if children else ())
        if not (child := children[name]).hidden
        for leaf in _leaves(child, [*words, name])
    ]


def _about(words: list[str], command: Any) -> list[str]:
    shown = [p for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
    arguments = [p for p in shown if p.param_type_name == "argument"]
    options = [p for p in shown if p.param_type_name == "option"]
    usage = " ".join([*words, *(p.name.upper() for p in arguments)])
    lines = [f"`{usage}{' [OPTIONS]' if options else ''}`", "", _prose(command.help or "")]
    if arguments or options:
        lines += ["", "| | | Default |", "|---|---|---|"]
        lines += [f"| `{p.name.upper()}` | {p.help} | |" for p in arguments]
        lines += [_option(p) for p in options]
    return lines


def _option(option: Any) -> str:
    names = ", ".join(f"`{name}`" for name in [*option.opts, *option.secondary_opts])
    says = option.default is not None and not isinstance(option.default, bool)
    default = f"`{option.default}`" if says and str(option.default) else ""
    if option.required or (option.prompt and not default):
        default = "asked for"
    if option.default is True:
        default = f"`{option.opts[0]}`"
    return f"| {names} | {option.help} | {default} |"


def _prose(text: str) -> str:
    """A docstring's paragraphs, each on one line."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(one.split()) for one in paragraphs)


def settings_page() -> str:
    """The environment's variables, in groups."""
    lines = [
        "# Settings",
        "",
        WRITTEN,
        "",
        "All settings are variables of the environment, read when a process starts. An unsafe or",
        "impossible value is refused with a sentence. *Needed* ones have no default in production.",
    ]
    for group in GROUPS:
        lines += ["", f"## {group.title}", "", "| Variable | What | Default |", "|---|---|---|"]
        lines += [
            f"| `{v.name}` | {v.about} | {_default(v.default, v.needed)} |" for v in group.variables
        ]
    return "\n".join(lines) + "\n"


def _default(default: str, needed: bool) -> str:
    if not needed:
        return default
    return f"*needed*; otherwise {default}" if default else "*needed*"


if __name__ == "__main__":
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    SETTINGS.write_text(settings_page(), encoding="utf-8")
