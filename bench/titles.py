"""How well everyday titles are found: `python bench/titles.py [--sample N] [--seed N] [--json]`.

Recall@5 over the resolvable everyday titles with one random slip each: the share of titles for
which one of the five first occupations is one that the source lists for the title. Titles of which
no listed occupation is in the newest hierarchy can't be found and are counted apart. Two sources:
the everyday titles, and words from ads where the concept's own word is a known title or label.

Time per keystroke: every beginning of a sample of the slipped titles, as a search box sends them.
Beside it the plain way: rapidfuzz's `process.extract` over the same words, in the same run.

Then how well whole lists of titles are linked: mean average precision and mean reciprocal rank, see
`bench/linking.py`. `--linking` measures that alone.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import process, utils

from stegvis.reference.occupations import occupations, retired_occupations
from stegvis.reference.search import find_occupations
from stegvis.reference.titles import ad_concepts, everyday_titles, words

LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
TOP = 5
PEER_TITLES = 1000
KEYSTROKE_TITLES = 400

Search = Callable[[str], Sequence[str]]
Titles = list[tuple[str, frozenset[str]]]


def slip(title: str, chance: random.Random) -> str:
    """One letter lost, added or exchanged, or two neighbours swapped, anywhere in the title."""
    while True:
        at = chance.randrange(len(title))
        letter = chance.choice(LETTERS)
        slipped = chance.choice(
            [
                title[:at] + title[at + 1 :],
                title[:at] + letter + title[at:],
                title[:at] + letter + title[at + 1 :],
                title[:at] + title[at + 1 : at + 2] + title[at] + title[at + 2 :],
            ]
        )
        if slipped.strip().lower() != title.lower() and slipped.strip():
            return slipped


def current(concept_ids: Iterable[str]) -> frozenset[str]:
    """The listed occupations that the newest hierarchy has."""
    return frozenset(cid for cid in concept_ids if cid in occupations())


def listed_titles() -> tuple[Titles, int, int]:
    """Resolvable everyday titles, how many are not, and how many of these a successor saves."""
    every = {title: current(ids) for title, ids in everyday_titles().items()}
    lost = [title for title, ids in every.items() if not ids]
    retired = retired_occupations()
    saved = sum(
        any(retired[i].successor for i in everyday_titles()[t] if i in retired) for t in lost
    )
    return sorted((t, ids) for t, ids in every.items() if ids), len(lost), saved


def words_in_ads() -> tuple[Titles, int]:
    """Words from ads whose concept's own word is an everyday title or an occupation's label."""
    known: dict[str, frozenset[str]] = {t.lower(): ids for t, ids in listed_titles()[0]}
    known |= {one.label.lower(): frozenset([cid]) for cid, one in occupations().items()}
    found: Titles = []
    lost = 0
    for terms in ad_concepts().values():
        ids = known.get(terms[0].lower())
        if ids:
            found += [(term, ids) for term in terms]
        else:
            lost += len(terms)
    return sorted(found), lost


def recall(search: Search, titles: Titles, seed: int) -> float:
    """The share of titles found among the first five, each with its own slip."""
    chance = random.Random(seed)
    slipped = [(slip(title, chance), ids) for title, ids in titles]
    return sum(not ids.isdisjoint(search(text)[:TOP]) for text, ids in slipped) / len(slipped)


def milliseconds(search: Search, titles: Titles, seed: int) -> np.ndarray:
    """Time for each beginning of each slipped title."""
    chance = random.Random(seed)
    took = []
    for title, _ in titles:
        text = slip(title, chance)
        for length in range(1, len(text) + 1):
            start = time.perf_counter()
            search(text[:length])
            took.append((time.perf_counter() - start) * 1000)
    return np.array(took)


def ours(typed: str) -> Sequence[str]:
    """Our search box."""
    return [found.concept_id for found in find_occupations(typed, TOP)]


def plain_peer() -> Search:
    """`process.extract` as its documentation shows it, over the same words."""
    by_text: dict[str, list[str]] = {}
    for word in words():
        by_text.setdefault(word.text, []).extend(word.concept_ids)
    texts = list(by_text)

    def search(typed: str) -> Sequence[str]:
        found = process.extract(typed, texts, processor=utils.default_process, limit=TOP * 5)
        return list(dict.fromkeys(cid for text, _, _ in found for cid in by_text[text]))

    return search


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sample", type=int, default=0, help="titles of each source; 0 is all")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--linking", action="store_true", help="measure the linking alone")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    options = parser.parse_args()
    found = {} if options.linking else searched(options)
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from bench.linking import measured  # noqa: PLC0415  run as a file, bench is no package before

    found["linking"] = measured()
    if options.json:
        print(json.dumps(found))


def searched(options: argparse.Namespace) -> dict[str, object]:
    """How well and how fast the search box finds, printed as it comes."""
    told: dict[str, object] = {}
    chance = random.Random(options.seed)

    def some(titles: Titles, number: int) -> Titles:
        return chance.sample(titles, min(number, len(titles))) if number else titles

    titles, lost, saved = listed_titles()
    ad_words, ad_lost = words_in_ads()
    start = time.perf_counter()
    ours("a")
    print(f"Index of {len(words())} words built in {time.perf_counter() - start:.2f} s")
    sources = [
        ("everyday titles", titles, f"{lost} unresolvable, {saved} of them saved by a successor"),
        ("words from ads", ad_words, f"{ad_lost} unresolvable"),
    ]
    peer = plain_peer()
    for name, every, apart in sources:
        chosen = some(every, options.sample)
        own = recall(ours, chosen, options.seed)
        print(f"{name}: recall@{TOP} {own:.4f} over {len(chosen)} with one slip each ({apart})")
        told[f"recall of {name}"] = own
        few = some(chosen, PEER_TITLES)
        own, other = recall(ours, few, options.seed), recall(peer, few, options.seed)
        print(
            f"  beside process.extract on {len(few)}: {own:.4f} / {other:.4f} = {own / other:.2f}"
        )
    took = milliseconds(ours, some(titles, KEYSTROKE_TITLES), options.seed)
    other_took = milliseconds(peer, some(titles, KEYSTROKE_TITLES // 10), options.seed)
    for percent in (50, 95, 99):
        mine, theirs = np.percentile(took, percent), np.percentile(other_took, percent)
        print(
            f"p{percent} per keystroke: {mine:.1f} ms, process.extract {theirs:.1f} ms, "
            f"ratio {mine / theirs:.3f}"
        )
        told[f"p{percent} ms"] = round(float(mine), 3)
    return told


if __name__ == "__main__":
    main()
