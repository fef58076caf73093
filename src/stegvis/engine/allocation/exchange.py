"""The walk over all who can move, in order: each gets the lowest place that others can leave.

Plain Python, which is enough for a few ties; `exchange_compiled` is the same as machine code.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stegvis.engine.facts import Ints

NOBODY = -1


class Exchange(NamedTuple):
    """Who may be where, and who is; nodes are as in `ties.Moves`, people those who can move."""

    starts: Ints
    """(people + 1,)"""
    nodes: Ints
    """(moves,) person i may be at `nodes[starts[i]:starts[i + 1]]`, ascending."""
    at: Ints
    """(people,) where each is; changed by the walk."""
    free: Ints
    """(nodes,) free seats; changed by the walk."""
    loose: NDArray[np.bool_]
    """(nodes,) whether free seats may be taken or left."""


class Room(NamedTuple):
    """Chains of the people at each node, and how a search came to a node."""

    first: Ints
    """(nodes,) the first person there."""
    after: Ints
    """(people,) the next one there."""
    before: Ints
    """(people,)"""
    came_from: Ints
    """(nodes,)"""
    mover: Ints
    """(nodes,) who would move here."""
    seen: Ints
    """(nodes,) for whom it was searched last."""
    queue: Ints
    """(nodes,)"""
    queued: Ints
    """(1,)"""

    @classmethod
    def of(cls, nodes: int, people: int) -> Room:
        """Nobody anywhere."""
        sizes = (nodes, people, people, nodes, nodes, nodes, nodes, 1)
        return cls(*(np.full(size, NOBODY) for size in sizes))


def walk(everybody: Exchange, room: Room) -> None:
    """Move people, in order, to the first of their nodes that a chain of later people can leave."""
    for person in range(len(everybody.at)):
        _enter(room, person, everybody.at[person])
    for person in range(len(everybody.at)):
        home = everybody.at[person]
        _leave(room, person, home)
        for move in range(everybody.starts[person], everybody.starts[person + 1]):
            wanted = everybody.nodes[move]
            if wanted >= home:
                break
            if room.seen[wanted] == person:
                continue
            if _reach(person, wanted, home, everybody, room):
                _shift(wanted, home, everybody, room)
                everybody.at[person] = wanted
                break


def _enter(room: Any, person: int, node: int) -> None:
    """Let a person be the first of a node."""
    follower = room.first[node]
    room.before[person], room.after[person] = NOBODY, follower
    if follower != NOBODY:
        room.before[follower] = person
    room.first[node] = person


def _leave(room: Any, person: int, node: int) -> None:
    """Take a person out of a node."""
    before, after = room.before[person], room.after[person]
    if before == NOBODY:
        room.first[node] = after
    else:
        room.after[before] = after
    if after != NOBODY:
        room.before[after] = before


def _reach(person: int, wanted: int, home: int, everybody: Any, room: Any) -> bool:
    """Whether a chain of moves leads from the wanted node home, not by nodes that led nowhere."""
    free_seats, done = len(everybody.free) - 1, 0
    room.queued[0] = 0
    _note(room, person, wanted, NOBODY, NOBODY)
    while done < room.queued[0]:
        node = room.queue[done]
        done += 1
        if node == free_seats:
            for place in range(len(everybody.free) - 2):
                if everybody.loose[place]:
                    _note(room, person, place, node, NOBODY)
        elif everybody.loose[node] and everybody.free[node] > 0:
            _note(room, person, free_seats, node, NOBODY)
        mover = room.first[node]
        while mover != NOBODY:
            for move in range(everybody.starts[mover], everybody.starts[mover + 1]):
                _note(room, person, everybody.nodes[move], node, mover)
            mover = room.after[mover]
        if room.seen[home] == person:
            return True
    return False


def _note(room: Any, person: int, node: int, came_from: int, mover: int) -> None:
    """Put a node that wasn't seen yet at the queue's end."""
    if room.seen[node] == person:
        return
    room.seen[node], room.came_from[node], room.mover[node] = person, came_from, mover
    room.queue[room.queued[0]] = node
    room.queued[0] += 1


def _shift(wanted: int, home: int, everybody: Any, room: Any) -> None:
    """Move everybody of the chain that was found, from its end."""
    free_seats, node = len(everybody.free) - 1, home
    while node != wanted:
        before = room.came_from[node]
        if node == free_seats:
            everybody.free[before] -= 1
        elif before == free_seats:
            everybody.free[node] += 1
        else:
            mover = room.mover[node]
            _leave(room, mover, before)
            _enter(room, mover, node)
            everybody.at[mover] = node
        node = before
