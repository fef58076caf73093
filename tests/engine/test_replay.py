from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stegvis.engine.facts import Lists, Opportunities, Seekers
from stegvis.engine.replay import input_hash
from stegvis.engine.score import Weights
from tests.engine.populations import PERSONS, PLACES, RELATIONS, person, place

pytestmark = pytest.mark.pure
WEIGHTS = Weights()


def test_the_same_facts_have_the_same_hash_on_every_machine():
    """Kept from the first day: a change here means that stored proposals can't be replayed."""
    facts = (person(skills=[1], capacity=50), place(musts=[1], latitude=61.35, longitude=16.4))
    assert input_hash(*facts, RELATIONS, WEIGHTS) == (
        "28f6fa3ddb6f1b95074618b6c4770f7e6403a13830cc5e3bc3c8767c05e2e4d3"
    )


@given(PERSONS, PLACES, st.data())
@settings(deadline=None, max_examples=80)
def test_every_fact_of_the_whitelist_is_in_the_hash(seekers, places, data):
    table = data.draw(st.sampled_from([seekers, places]))
    name = data.draw(st.sampled_from([one.name for one in fields(table)]))
    value = getattr(table, name)
    if isinstance(value, Lists):
        assume(len(value.codes))
        other = replace(value, values=value.values + 1)
    else:
        assume(not np.isnan(value[0]))
        other = value.copy()
        other[0] = {0: 1}.get(other[0], 0) if name != "travel_limit" else 3 + (other[0] == 3)
        assume(len(np.unique(other)) == len(other) or name != "ids")
    changed = replace(table, **{name: other})
    pair = (changed, places) if isinstance(table, Seekers) else (seekers, changed)
    assert input_hash(*pair, RELATIONS, WEIGHTS) != input_hash(seekers, places, RELATIONS, WEIGHTS)


def test_other_weights_give_another_hash():
    facts = (person(), Opportunities.of([{"ids": 1}]), RELATIONS)
    assert input_hash(*facts, WEIGHTS) != input_hash(*facts, replace(WEIGHTS, must=61.0))
