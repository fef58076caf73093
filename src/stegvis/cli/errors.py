"""How a command ends when it can't go on: a sentence with its remedy and an exit code."""

from __future__ import annotations


class CannotGoOnError(Exception):
    """Something is wrong with the installation or what surrounds it: exit code 1."""

    exit_code = 1


class BadInputError(CannotGoOnError):
    """What was asked for, or the environment it was asked in, has to change: exit code 2."""

    exit_code = 2
