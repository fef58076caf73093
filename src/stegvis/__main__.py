"""`python -m stegvis` is the `stegvis` command."""

from stegvis.cli.main import run

run()
