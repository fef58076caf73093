"""The auction that sets exposure prices: persons bid for the lines of crowded places.

After Bertsekas and Castañón, "The auction algorithm for the transportation problem", Annals of
Operations Research 20 (1989): a person with an open line takes the place that is worth most to
them at today's prices (score - price), and bids so much that it is worth a step less than the next
best. A place that is full gives up its lowest bid, and its price is the lowest that it holds.
When nobody bids any more, the sum of scores is at most a step a line below the greatest there is.
Persons bid one after another in the order of their rows, so the answer is always the same.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine.compiler import compiled
from stegvis.engine.facts import Floats, Ints

Codes = NDArray[np.int32]
Bytes = NDArray[np.uint8]


class Auction(NamedTuple):
    """n persons with w candidates each, and m places. What changes stands below `room`."""

    rows: Codes
    """(n, w) places, the highest score first, -1 where they end."""
    scores: Floats
    """(n, w) points, what is -1 last."""
    boundless: Bytes
    """(m,) 1 for a place that is everywhere."""
    quota: Ints
    """(n,) boundless places in a list, at most."""
    room: Ints
    """(m,) lists that a place may be in; 0 where it can't become more than may be."""
    starts: Ints
    """(m,) where a place's bids begin: a heap of `room`, the lowest first."""
    bids: Floats
    bidders: Ints
    """Who bid what: person × w + candidate."""
    shown: Ints
    """(m,) lists that a place is in."""
    prices: Floats
    """(m,) points; 0 until a place is full."""
    held: Bytes
    """(n, w) 1 for what is in the person's list."""
    open: Ints
    """(n,) lines still to fill."""
    queue: Ints
    """(n,) a ring of those who bid, each at most once."""
    queued: Bytes
    """(n,) 1 for whoever is in it."""


@compiled
def hold(a: Auction, step: float) -> None:
    """Let everybody bid until no open line is worth a price. Bids rise by `step` points at least.

    A line left open is worth nothing: nobody pays more than the score.
    """
    n, width = a.rows.shape
    head, waiting = 0, n
    while waiting > 0:
        person = a.queue[head]
        head = (head + 1) % n
        waiting -= 1
        a.queued[person] = 0
        while a.open[person] > 0:
            at, bid = _best(a, person, step)
            if at < 0:
                break
            ousted = _take(a, person, at, bid)
            if ousted >= 0:
                other = ousted // width
                a.held[other, ousted % width] = 0
                a.open[other] += 1
                if a.queued[other] == 0 and other != person:
                    a.queued[other] = 1
                    a.queue[(head + waiting) % n] = other
                    waiting += 1


@compiled
def _best(a: Auction, person: int, step: float) -> tuple[Any, Any]:
    """The candidate worth most and the bid for it; -1 where none is worth anything."""
    best, most, next_most = -1, 0.0, 0.0
    quota_left = a.quota[person] - _boundless_held(a, person)
    for at in range(a.rows.shape[1]):
        place = a.rows[person, at]
        if place < 0 or a.scores[person, at] <= next_most:
            break
        if a.held[person, at] or (a.boundless[place] and quota_left <= 0):
            continue
        worth = a.scores[person, at] - a.prices[place]
        if worth > most:
            best, most, next_most = at, worth, most
        elif worth > next_most:
            next_most = worth
    bid = a.prices[a.rows[person, best]] + most - next_most + step if best >= 0 else 0.0
    return best, bid


@compiled
def _boundless_held(a: Auction, person: int) -> Any:
    count = 0
    for at in range(a.rows.shape[1]):
        if a.held[person, at] and a.boundless[a.rows[person, at]]:
            count += 1
    return count


@compiled
def _take(a: Auction, person: int, at: int, bid: float) -> Any:
    """Let the place have the bid; the bidder that it gives up, or -1."""
    place = a.rows[person, at]
    a.held[person, at] = 1
    a.open[person] -= 1
    room, first = a.room[place], a.starts[place]
    bidder = person * a.rows.shape[1] + at
    ousted = -1
    if room == 0:
        a.shown[place] += 1
    elif a.shown[place] < room:
        _rise(a.bids[first:], a.bidders[first:], a.shown[place], bid, bidder)
        a.shown[place] += 1
    else:
        ousted = a.bidders[first]
        _sink(a.bids[first:], a.bidders[first:], room, bid, bidder)
    if room > 0 and a.shown[place] == room:
        a.prices[place] = a.bids[first]
    return ousted


@compiled
def _rise(bids: Floats, bidders: Ints, at: int, bid: float, bidder: int) -> None:
    """Put a bid in a heap that has `at` of them."""
    while at > 0 and bids[(at - 1) // 2] > bid:
        up = (at - 1) // 2
        bids[at], bidders[at] = bids[up], bidders[up]
        at = up
    bids[at], bidders[at] = bid, bidder


@compiled
def _sink(bids: Floats, bidders: Ints, size: int, bid: float, bidder: int) -> None:
    """Put a bid in the place of the lowest of a heap."""
    at, below = 0, 1
    while below < size:
        if below + 1 < size and bids[below + 1] < bids[below]:
            below += 1
        if bids[below] >= bid:
            break
        bids[at], bidders[at] = bids[below], bidders[below]
        at, below = below, 2 * below + 1
    bids[at], bidders[at] = bid, bidder


@compiled
def fill(a: Auction) -> int:
    """Give every open line the candidate that is in the fewest lists, room or not; how many lines.

    Of several, the one with the higher score. Boundless ones beyond the quota come last.
    """
    given = 0
    for person in range(len(a.open)):
        while a.open[person] > 0:
            best, fewest = -1, np.int64(0)
            quota_left = a.quota[person] - _boundless_held(a, person)
            beyond = False
            for at in range(a.rows.shape[1]):
                place = a.rows[person, at]
                if place < 0:
                    break
                if a.held[person, at]:
                    continue
                over = a.boundless[place] == 1 and quota_left <= 0
                better = a.shown[place] < fewest if over == beyond else beyond
                if best < 0 or better:
                    best, fewest, beyond = at, a.shown[place], over
            if best < 0:
                break
            a.held[person, best] = 1
            a.open[person] -= 1
            a.shown[a.rows[person, best]] += 1
            given += 1
    return given
