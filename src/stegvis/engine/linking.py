"""Titles linked to titles: character n-grams, and what a taxonomy says of the nearest title it has.

A query is read twice. As it stands: the cosine of its weighted n-grams with those of each title of
the corpus. And through the taxonomy: the known titles nearest to it lead to concepts, and all that
these concepts are called, in every language, is compared with the corpus in the same way. The
second reading crosses languages, and finds titles that share no letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

QUERIES_AT_A_TIME = 256


@dataclass(frozen=True)
class Known:
    """A taxonomy's titles: counts of n-grams, one row a title; and for each language what means
    what, one row a concept, one column a title, 1 where the concept is called so."""

    counts: sparse.csr_array
    meanings: Sequence[sparse.csr_array]


@dataclass(frozen=True)
class LinkWeights:
    """What the readings weigh; measured by `bench/titles.py`."""

    taxonomy: float = 1.0
    """The reading through the taxonomy of a title it knows, where the reading as it stands weighs
    1. Of any other title it weighs less, by the sharpened cosine of the nearest."""
    nearest: int = 5
    """Known titles that a query may lead to."""
    sharpness: float = 8.0
    """Power of their cosine: the higher, the more the nearest decides."""
    grams: int = 400
    """N-grams kept of the second reading, the heaviest first."""


def tfidf(counts: sparse.csr_array, idf: np.ndarray) -> sparse.csr_array:
    """Rows of length 1: (1 + ln count) x idf for each n-gram."""
    weighted = counts.astype(np.float64)
    weighted.data = (1 + np.log(weighted.data)) * idf[weighted.indices]
    return _unit(weighted)


def smooth_idf(counts: sparse.csr_array) -> np.ndarray:
    """ln((1 + rows) / (1 + rows with the n-gram)) + 1."""
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + held)) + 1)


def ranked(
    queries: sparse.csr_array,
    corpus: sparse.csr_array,
    known: Known | None = None,
    *,
    k: int,
    weights: LinkWeights | None = None,
    done: Callable[[int], object] = lambda _: None,
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each query the rows of the corpus, best first, and their scores from 0 to 1.

    All three are counts over the same n-grams. At most `k` rows, all of them where k is 0. Exact;
    of equal scores the earlier row comes first. Without `known` the first reading stands alone.
    """
    weights = weights or LinkWeights()
    parts = [queries, corpus] if known is None else [queries, corpus, known.counts]
    idf = smooth_idf(sparse.csr_array(sparse.vstack(parts)))
    asked, by_gram = tfidf(queries, idf), tfidf(corpus, idf).T.tocsr()
    through = None if known is None else _Through(known, idf, weights)
    for first in range(0, asked.shape[0], QUERIES_AT_A_TIME):
        some = asked[first : first + QUERIES_AT_A_TIME]
        scores = (some @ by_gram).toarray()
        if through is not None:
            said, trust = through.read(some)
            weight = weights.taxonomy * trust[:, None]
            scores = (scores + weight * (said @ by_gram).toarray()) / (1 + weight)
        for row in np.clip(np.round(scores, 6), 0, 1):
            best = _best(row, k)
            yield best, row[best]
        done(first + some.shape[0])


class _Through:
    """The reading through the taxonomy."""

    def __init__(self, known: Known, idf: np.ndarray, weights: LinkWeights) -> None:
        self.weights = weights
        titles = tfidf(known.counts, idf)
        self.by_gram = titles.T.tocsr()
        self.concepts_of = sparse.csr_array(sum(m.T for m in known.meanings))
        said = sum(_unit(sparse.csr_array(m @ titles)) for m in known.meanings)
        self.said = _unit(sparse.csr_array(said))

    def read(self, asked: sparse.csr_array) -> tuple[sparse.csr_array, np.ndarray]:
        """What the concepts nearest to each query are called, and how near they are, 0 to 1."""
        near = _heaviest(sparse.csr_array(asked @ self.by_gram), self.weights.nearest)
        near.data **= self.weights.sharpness
        concepts = sparse.csr_array(near @ self.concepts_of)
        said = _heaviest(sparse.csr_array(concepts @ self.said), self.weights.grams)
        return _unit(said), near.max(axis=1).toarray().ravel()


def _unit(rows: sparse.csr_array) -> sparse.csr_array:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ rows)


def _heaviest(rows: sparse.csr_array, number: int) -> sparse.csr_array:
    """Each row's heaviest entries; of equal ones the earlier column."""
    rows.sort_indices()
    kept, sizes = [], [0]
    for first, last in zip(rows.indptr[:-1], rows.indptr[1:], strict=True):
        order = np.argsort(-rows.data[first:last], kind="stable")[:number]
        kept.append(first + np.sort(order))
        sizes.append(len(order))
    at = np.concatenate(kept) if kept else np.empty(0, dtype=np.int64)
    return sparse.csr_array((rows.data[at], rows.indices[at], np.cumsum(sizes)), shape=rows.shape)


def _best(scores: np.ndarray, k: int) -> np.ndarray:
    """Columns of the k highest scores, the highest first; of equal ones the earlier."""
    if not 0 < k < len(scores):
        return np.argsort(-scores, kind="stable")
    least = -np.partition(-scores, k - 1)[k - 1]
    held = np.flatnonzero(scores >= least)
    return held[np.argsort(-scores[held], kind="stable")][:k]
