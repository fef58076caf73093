"""An employer, who signs in for it, and its page."""

import pytest

from stegvis.work.employers import actions as employers
from stegvis.work.employers.actions import EmployerFacts


@pytest.fixture
def bakery(cast):
    facts = EmployerFacts("Bollnäs Bageri", contact_name="Inger Ek", owner=cast.kerstin)
    return employers.register(facts, by=cast.by(cast.kerstin))


@pytest.fixture
def inger(cast, bakery):
    return employers.let_in(
        bakery, name="Inger Ek", email="inger@example.org", by=cast.by(cast.kerstin)
    )


@pytest.fixture
def own(act_as, inger):
    """The employer's page as text."""
    client = act_as(inger)

    def get():
        return client.get("/workplace/").content.decode()

    return get
