"""The board's page: the year as a picture, outcomes with their base, and no figure of few."""

import random
from collections import Counter
from datetime import date, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.casework.cases import actions as cases
from stegvis.casework.cases.counting import Round
from stegvis.core import clock
from stegvis.desk.manage import board, few, outcomes
from stegvis.desk.manage.flow import Flow, Span, by_group
from stegvis.desk.manage.pace import Pace, Paces, pace
from tests.desk import story

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=6)
REASONS = ("job", "subsidised_job", "studies", "moved", "illness", "back_to_social")
FIRSTS = [date(2026, month, 1) for month in range(1, 13)]


def _year(months, *, before=40):
    """A flow of twelve months: of each, who came and why who left left."""
    spans, under_way = [], before
    for first, (came, left) in zip(FIRSTS, months, strict=True):
        under_way += came - sum(left.values())
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        spans.append(Span(first, last, came, under_way, Counter(left)))
    return Flow(spans, before)


def _end(cast, case, reason):
    exit_ = cases.ExitFacts(reason=reason, occupation_after="other", verified_how="employer")
    cases.end(case, facts=exit_, seen_version=case.version, by=cast.system)


@pytest.fixture
def seen(client, cast):
    """The board's page as text, and what stands before the definitions."""

    def get(*, days=0):
        with clock.set_to(clock.now() + timedelta(days=days)):
            client.force_login(cast.maria)
            text = client.get("/manage/board/").content.decode()
        return text.split("Vad siffrorna betyder")[0].split('class="board"')[1]

    return get


def test_a_small_unit_sees_its_year_as_a_picture_with_outcomes_and_their_base(cast, seen):
    left = [story.taken(cast, "Lämnar", f"Nummer{n}") for n in range(12)]
    for number in range(6):
        story.taken(cast, "Kvar", f"Nummer{number}")
    for case, reason in zip(left, 5 * ["job"] + 2 * ["studies"] + 5 * ["moved"], strict=True):
        _end(cast, case, reason)
    text = seen()
    assert 'class="flow"' in text
    assert "58 %" in text
    assert "7 av 12 som slutade" in text
    assert "Till arbete eller studier" in text
    assert "Till studier" not in text
    assert "Nummer" not in text


def test_a_unit_of_very_few_has_no_figure_and_no_picture(cast, seen):
    for name in ("Amina", "Johan", "Selam"):
        _end(cast, story.taken(cast, name), "job")
    text = seen()
    assert "för få för att visas" in text
    assert 'class="flow"' not in text
    assert not {">1<", ">2<", ">3<", ">3 %<"} & {text[at : at + 3] for at in range(len(text))}


def test_the_board_is_told_how_soon_the_unit_meets_and_begins(cast, seen):
    new = [story.taken(cast, "Ny", f"Nummer{n}") for n in range(6)]
    with clock.set_to(clock.now() + timedelta(days=8)):
        for case in new:
            story.met(cast, case)
        story.step(cast, story.planned(cast, new[0]))
    text = seen(days=20)
    assert "Från anvisning till ärende" in text
    assert "Har skett för" in text
    assert "8 dagar" in text
    assert "inte hälften än" in text


def test_the_page_is_told_in_norwegian_too(client, cast):
    client.force_login(cast.maria)
    client.cookies["django_language"] = "nb"
    text = client.get("/manage/board/").content.decode()
    assert "Hvor raskt" in text
    assert "Har skjedd for" in text
    assert "Skjermede saker er ikke regnet med" in text


def test_only_the_unit_manager_opens_the_page_for_the_board(client, cast):
    client.force_login(cast.kerstin)
    assert client.get("/manage/board/").status_code == 403


def test_the_year_is_drawn_by_month_where_each_month_may_be_told(cast):
    months = [(8, {"job": 5, "studies": 5, "moved": 5})] * 12
    found = board.drawn(_year(months, before=200))
    assert (found.is_by_month, found.way) == (True, outcomes.WAYS[0])


def test_small_months_are_put_together_and_reasons_stay(cast):
    months = [(3, {"job": 2, "moved": 2})] * 12
    found = board.drawn(_year(months))
    assert [span.gone for span in found.spans] == [12, 12, 12, 12]
    assert found.way == (("work",), ("studies",), ("other",))


def test_a_reason_of_few_joins_its_like_and_the_rest_stay(cast):
    work, studies, other = outcomes.groups(
        Counter({"job": 14, "own_business": 2, "studies": 5, "moved": 7, "illness": 3, "other": 2})
    )
    assert (work.count, work.reasons, work.rest) == (16, [], 16)
    assert (studies.count, studies.rest) == (5, 0)
    assert (other.reasons, other.rest) == ([("Flytt", 7)], 5)


def test_the_picture_puts_no_reasons_together_that_the_table_keeps_apart(cast):
    """Work by itself in one and with studies in the other would tell of the one who studies."""
    first = {"job": 6, "studies": 1, "moved": 4}
    quarters = [first, *3 * [{"job": 6, "moved": 6}]]
    year = _year([(9, quarters[at // 3] if at % 3 == 0 else {}) for at in range(12)])
    table = tuple(group.parts for group in outcomes.groups(year.left))
    assert table == (("work", "studies"), ("other",))
    assert (board.drawn(year).way, len(board.drawn(year).spans)) == (table, 2)


def _told(year):
    """Each figure of the page that counts exits, as the months and reasons that it sums."""
    found, all_months = [], frozenset(range(12))
    words = {"Arbete utan subvention": "job", "Arbete med subvention": "subsidised_job",
             "Studier som ger rätt till studiemedel": "studies", "Flytt": "moved",
             "Sjukdom": "illness", "Åter till socialtjänsten": "back_to_social"}  # fmt: skip
    of = {code: next(iter(by_group(Counter({code: 1})))) for code in REASONS}
    for group in outcomes.groups(year.left):
        codes = frozenset(code for code in REASONS if of[code] in group.parts)
        own = {words[word] for word, _n in group.reasons}
        found += [(all_months, codes), (all_months, codes - own)]
        found += [(all_months, frozenset({code})) for code in own]
    drawn = board.drawn(year)
    if drawn:
        size = 12 // len(drawn.spans)
        for place in range(len(drawn.spans)):
            months = frozenset(range(place * size, place * size + size))
            for parts in drawn.way:
                found.append((months, frozenset(c for c in REASONS if of[c] in parts)))
    return [frozenset((m, code) for m in months for code in codes) for months, codes in found]


def test_no_figure_of_few_is_told_nor_follows_by_subtracting(cast):
    dice = random.Random(5)
    for _time in range(60):
        most = dice.choice((1, 2, 4, 9))
        months = [(dice.randint(0, 9), {c: dice.randint(0, most) for c in REASONS}) for _ in FIRSTS]
        year = _year(months, before=400)
        cells = {(m, c): n for m, (_came, left) in enumerate(months) for c, n in left.items()}
        told = _told(year)
        assert not [one for one in told if few.is_few(sum(cells[cell] for cell in one))]
        within = [(one, other) for one, other in permutations(told, 2) if one < other]
        assert not [
            one for one, other in within if few.is_few(sum(cells[cell] for cell in other - one))
        ]


NEW = ("listed", "referred", "unreferred")
"""Cases opened in the year: from a list of the unit's own, by a referral, and by none."""


def _small_unit(dice):
    """Persons by how they came, whether they have left, and whether they have met."""
    kinds = {}
    for kind in ("before", "carried", *NEW):
        most = dice.choice((0, 0, 4, 9, 20))
        kinds[kind] = [dice.randint(0, most) for _ in range(4)]
    places = list(product((False, True), repeat=2))
    return {
        (kind, *at): n for kind, row in kinds.items() for at, n in zip(places, row, strict=True)
    }


def _figures(unit):
    """The figures that the page tells of a unit, each as those whom it counts."""
    known = [one for one in unit if sum(unit[other] for other in unit if other[0] == one[0])]
    whom = {
        "under_way": {one for one in known if not one[1]},
        "left": {one for one in known if one[1]},
        "came": {one for one in known if one[0] in NEW},
        "opened": {one for one in known if one[0] in NEW[1:]},
        "met": {one for one in known if one[0] in NEW[1:] and one[2]},
        "taken": {one for one in known if one[0] in ("referred", "carried")},
    }
    n = {name: sum(unit[one] for one in them) for name, them in whom.items()}
    old = sum(unit[one] for one in known) - n["came"]
    months = [(n["came"], {"job": n["left"]}), *11 * [(0, {})]]
    met = pace(n["met"] * [3], n["opened"])
    came, told = board.counts_told(
        _year(months, before=old), Paces(pace(n["taken"] * [3], n["taken"]), met, met)
    )
    numbers = {
        "under_way": None if few.is_few(n["under_way"]) else n["under_way"],
        "left": None if few.is_few(n["left"]) else n["left"],
        "came": came,
        "opened": told.met and told.met.base,
        "met": told.met and told.met.come,
        "taken": told.taken and told.taken.base,
    }
    assert all(number in (None, n[name]) for name, number in numbers.items())
    return known, [whom[name] for name, number in numbers.items() if number is not None]


def test_nor_by_those_here_and_left_and_how_many_the_unit_met():
    dice = random.Random(8)
    for _time in range(300):
        unit = _small_unit(dice)
        known, told = _figures(unit)
        for signs in product((-1, 0, 1), repeat=len(told)):
            times = [
                sum(s for s, them in zip(signs, told, strict=True) if p in them) for p in known
            ]
            if set(times) == {0, 1}:
                who = [one for one, n in zip(known, times, strict=True) if n]
                assert not few.is_few(sum(unit[one] for one in who)), (unit, signs)


def _year_and_paces(*, before, came, left):
    met = Pace(came, 13, 9)
    return _year([(came, {"job": left}), *11 * [(0, {})]], before=before), Paces(met, met, met)


def test_those_before_do_not_follow_from_how_many_were_to_be_met():
    year, found = _year_and_paces(before=3, came=20, left=8)
    hidden = Pace(None, None, 9)
    assert board.counts_told(year, found) == (None, Paces(hidden, hidden, hidden))
    year, found = _year_and_paces(before=6, came=20, left=8)
    assert board.counts_told(year, found) == (20, found)


def test_those_who_left_a_new_unit_do_not_follow_from_those_who_came():
    year, found = _year_and_paces(before=0, came=24, left=4)
    assert board.counts_told(year, found)[0] is None
    year, found = _year_and_paces(before=0, came=24, left=5)
    assert board.counts_told(year, found) == (24, found)


@given(COUNTS)
def test_the_commonest_and_the_rest_are_never_of_few(counts):
    told, rest = few.commonest((str(place), count) for place, count in enumerate(counts))
    assert sum(count for _name, count in told) + rest == sum(counts)
    if sum(counts) >= few.FEWEST:
        assert few.may_all_be_told([rest, *(count for _name, count in told)])


@pytest.mark.parametrize(
    ("reached", "at_work", "told"),
    [(20, 12, (20, 12)), (26, 12, (None, 12)), (20, 3, (20, None)), (26, 3, (None, None))],
)
def test_a_round_of_follow_ups_tells_what_leaves_nobody_over(reached, at_work, told):
    row = Round(90, Counter(reached=reached, declined=28 - reached), Counter(work=at_work))
    found = outcomes.followed_up(row)
    assert (found.due, found.reached, found.at_work) == (28, *told)


def test_half_of_everybody_also_of_those_who_wait():
    assert pace([1, 2, 3, 30], 9) is not None
    assert pace([1, 2, 3, 30, 40], 9) == Pace(9, None, 40)
    assert pace([1, 2, 3, 30], 9) == Pace(9, None, None)
    assert pace([1, 2], 4) is None
