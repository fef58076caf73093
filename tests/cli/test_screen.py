import pytest

from stegvis.cli import screen

pytestmark = pytest.mark.pure


def test_columns_are_as_wide_as_their_widest_cell(capsys):
    screen.say_in_columns(
        [("Koordinator", "Björn", "x"), ("Medarbetare i kontaktcenter", "B", "y")]
    )
    first, second = capsys.readouterr().out.splitlines()
    assert first.index("Björn") == second.index("B ")
    assert first.rindex("x") == second.rindex("y")


def test_nothing_is_said_of_no_rows(capsys):
    screen.say_in_columns([])
    assert capsys.readouterr().out == ""
