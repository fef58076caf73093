"""Somebody whom Kerstin coordinates; another board of the first authority, and who works there."""

import pytest

from stegvis.core.accounts import actions as accounts


@pytest.fixture
def amina(cast):
    """Registered, and coordinated by Kerstin."""
    return cast.person(coordinator=cast.kerstin)


@pytest.fixture
def kerstin(cast, act_as):
    """Kerstin, signed in."""
    return act_as(cast.kerstin)


@pytest.fixture
def on_own_page(cast, case, act_as):
    """The person of the file's own `case`, signed in to their own page."""
    account = accounts.create_account(
        cast.tenant, email="amina@example.org", name="Amina", by=cast.system
    )
    accounts.link_party(account, kind="participant", record_id=case.person_id, by=cast.system)
    return act_as(account)


@pytest.fixture
def board(cast):
    return cast.another_board()


@pytest.fixture
def vera(board):
    return board[1]
