import numpy as np
import pytest
from scipy import sparse

from stegvis.engine.linking import Known, ranked

pytestmark = pytest.mark.pure


def counts(*rows):
    return sparse.csr_array(np.array(rows, dtype=float))


def links(*sides, **options):
    return [(rows.tolist(), scores.tolist()) for rows, scores in ranked(*sides, **options)]


def test_the_same_grams_score_one_and_none_in_common_nothing():
    corpus = counts([0, 0, 1], [2, 1, 0], [0, 0, 1])
    assert links(counts([2, 1, 0]), corpus, k=0) == [([1, 0, 2], [1, 0, 0])]


def test_of_equal_scores_the_earlier_row_comes_first_also_where_k_cuts():
    corpus = counts([0, 1], [1, 0], [1, 0], [1, 0])
    assert links(counts([1, 0]), corpus, k=2) == [([1, 2], [1, 1])]


def test_a_known_title_leads_to_what_its_concept_is_called_in_another_language():
    known = Known(
        counts([1, 0, 0, 0], [0, 0, 1, 0]),
        [sparse.csr_array(np.array([[1.0, 0]])), sparse.csr_array(np.array([[0, 1.0]]))],
    )
    corpus = counts([0, 0, 0, 1], [0, 0, 1, 0])
    asked = counts([1, 0, 0, 0])
    assert links(asked, corpus, k=1) == [([0], [0])]
    [(rows, scores)] = links(asked, corpus, known, k=1)
    assert rows == [1]
    assert 0 < scores[0] <= 1


def test_a_query_without_a_gram_is_ranked_in_the_order_of_the_corpus():
    assert links(counts([0, 0]), counts([1, 0], [0, 1]), k=0) == [([0, 1], [0, 0])]
