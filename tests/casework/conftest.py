"""Another board of the first authority, and who works there."""

import pytest


@pytest.fixture
def board(cast):
    return cast.another_board()


@pytest.fixture
def vera(board):
    return board[1]
