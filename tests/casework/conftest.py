"""Somebody whom Kerstin coordinates; another board of the first authority, and who works there."""

import pytest


@pytest.fixture
def amina(cast):
    """Registered, and coordinated by Kerstin."""
    return cast.person(coordinator=cast.kerstin)


@pytest.fixture
def kerstin(cast, act_as):
    """Kerstin, signed in."""
    return act_as(cast.kerstin)


@pytest.fixture
def board(cast):
    return cast.another_board()


@pytest.fixture
def vera(board):
    return board[1]
