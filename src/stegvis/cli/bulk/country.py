"""People and job ads of a whole country, drawn: nobody in them exists.

What is real: the taxonomy's occupations, groups, skills by group and substitutes; how many ads each
group had in each municipality; where the localities of a municipality lie. What is assumed stands
in the constants below, after measurements of the Swedish labour market's open data.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from stegvis.cli.bulk.taxonomy import Taxonomy
from stegvis.engine.facts import UNKNOWN, Floats, Ints, Lists, Opportunities, Seekers
from stegvis.reference import labour_market, languages, places, skills

OWN_GROUP = 0.6
"""Share of skills, of people and of ads, from the occupation group's own list; others from all,
the common ones most (Zipf)."""
SKILLS_DRAWN = 16
"""Skills drawn for a person and for an ad. Without repeats some 14 and 11 are left, as measured."""
MUSTS = (0.55, 0.2, 0.15, 0.1)
"""Shares of ads that demand 0, 1, 2 and 3 of their skills; the others are welcome."""
NO_OCCUPATION, NO_LIMIT, REMOTE = 0.15, 0.03, 0.05
"""Shares of people without a known occupation, of those who travel any way, of remote ads."""
TRAVEL_KM = (10, 20, 30, 40, 50, 60, 80)
SWEDISH, ENGLISH = "sv", "en"
QUALIFIED = ("1", "2", "3")
"""Major groups of SSYK 2012 whose work asks for training."""
LICENCE_BITS, EXPOSURE_BITS = 5, 8

Flags = NDArray[np.bool_]


class Country:
    """Draws people and ads of one country from one seed; the same seed gives the same."""

    def __init__(self, taxonomy: Taxonomy, seed: int) -> None:
        self.taxonomy = taxonomy
        self.random = np.random.default_rng(seed)
        self.groups = sorted(set(taxonomy.groups))
        self._jobs_of = Lists.of(_where(taxonomy.groups, self.groups))
        number = {skill: at for at, skill in enumerate(taxonomy.skills)}
        self._skills_of = Lists.of(
            {number[one.concept_id] for one in skills.skills_of_group(group)}
            for group in self.groups
        )
        common = self.random.permutation(len(taxonomy.skills))
        self._common = common, _zipf(len(common))
        spots = [one for one in places.localities() if one.point]
        self._points = np.array([(o.point.latitude, o.point.longitude) for o in spots if o.point])
        self._towns = sorted({one.municipality_code for one in spots})
        self._spots_of = Lists.of(_where([one.municipality_code for one in spots], self._towns))

    def people(self, count: int) -> Seekers:
        """So many persons: what they have and want, where they live, what they ask for."""
        random = self.random
        groups, towns = self._groups_and_towns(count, labour_market.YEAR_2024)
        known = random.random(count) >= NO_OCCUPATION
        home = self._points[self._one_of(self._spots_of, towns)]
        nobody = np.zeros(count, np.int64)
        return Seekers(
            ids=np.arange(count),
            occupations=_lists(count, *self._jobs(groups, known, most=3)),
            wishes=_lists(count, *self._jobs(groups, random.random(count) < 0.7, most=2)),
            no_gos=_lists(count, *self._any_jobs(random.random(count) < 0.1)),
            skills=self._valued(
                _lists(count, *self._skills(groups, np.full(count, SKILLS_DRAWN))), (0, 4)
            ),
            languages=self._languages(random.random(count) < 1, random.random(count) < 0.6, (1, 7)),
            licences=self._bits(count, LICENCE_BITS, 0.4),
            capacity=random.choice([25, 50, 75, 100, 100, 100], count),
            hours_refused=self._bits(count, 3, 0.08),
            exposures_avoided=self._bits(count, EXPOSURE_BITS, 0.05),
            latitude=np.ascontiguousarray(home[:, 0]),
            longitude=np.ascontiguousarray(home[:, 1]),
            travel_limit=np.where(
                random.random(count) < NO_LIMIT, UNKNOWN, random.choice(TRAVEL_KM, count)
            ),
            earliest_start=np.where(random.random(count) < 0.8, UNKNOWN, 20_000 + nobody),
            age_limits_not_met=(random.random(count) < 0.02).astype(np.int64),
        )

    def ads(self, count: int) -> Opportunities:
        """So many ads: what they ask for and welcome, where and how the work is."""
        random = self.random
        groups, towns = self._groups_and_towns(count, labour_market.OPEN_JUNE_2025)
        point = self._points[self._one_of(self._spots_of, towns)]
        point += random.normal(0, 0.02, (count, 2))
        point[random.random(count) < REMOTE] = np.nan
        asked = _lists(count, *self._skills(groups, random.integers(4, SKILLS_DRAWN + 6, count)))
        musts, merits = self._split(asked)
        first = np.array([group[0] for group in self.groups])[groups]
        return Opportunities(
            ids=np.arange(count),
            musts=musts,
            merits=merits,
            languages=self._languages(
                random.random(count) < 0.4, random.random(count) < 0.1, (2, 6)
            ),
            occupation=self._one_of(self._jobs_of, groups),
            asks_training=(np.isin(first, QUALIFIED) | (random.random(count) < 0.2)).astype(
                np.int64
            ),
            licences_by_law=np.where(first == "8", self._bits(count, LICENCE_BITS, 0.1), 0),
            licences_asked=self._bits(count, LICENCE_BITS, 0.05),
            extent=random.choice([UNKNOWN, 25, 50, 75, 100, 100], count),
            hours=self._bits(count, 3, 0.15),
            exposures=self._bits(count, EXPOSURE_BITS, 0.1),
            latitude=np.ascontiguousarray(point[:, 0]),
            longitude=np.ascontiguousarray(point[:, 1]),
            starts=np.where(
                random.random(count) < 0.7, UNKNOWN, 20_000 + random.integers(-30, 60, count)
            ),
            age_limits=(random.random(count) < 0.1).astype(np.int64),
        )

    def _groups_and_towns(self, count: int, file: str) -> tuple[Ints, Ints]:
        """An occupation group and a municipality for each, as often as ads have them."""
        pairs = [(g, t) for g in range(len(self.groups)) for t in range(len(self._towns))]
        ads = np.array(
            [
                labour_market.ads_in_municipality(self.groups[g], self._towns[t], file)
                for g, t in pairs
            ]
        )
        drawn = self.random.choice(len(pairs), count, p=ads / ads.sum())
        return drawn // len(self._towns), drawn % len(self._towns)

    def _one_of(self, lists: Lists, rows: Ints) -> Ints:
        """One code of each row's list, all as likely."""
        at = (self.random.random(len(rows)) * lists.sizes[rows]).astype(np.int64)
        found: Ints = lists.codes[lists.offsets[rows] + at]
        return found

    def _jobs(self, groups: Ints, known: Flags, most: int) -> tuple[Ints, Ints]:
        """One to `most` occupations of their group for those who are known to have any."""
        owners = _owners(np.where(known, self.random.integers(1, most + 1, len(groups)), 0))
        return owners, self._one_of(self._jobs_of, groups[owners])

    def _any_jobs(self, chosen: Flags) -> tuple[Ints, Ints]:
        """Three occupations, any, for the chosen."""
        owners = np.repeat(np.flatnonzero(chosen), 3)
        return owners, self.random.integers(0, len(self.taxonomy.jobs), len(owners))

    def _skills(self, groups: Ints, sizes: Ints) -> tuple[Ints, Ints]:
        """Skills of the group and of all, with repeats."""
        owners = _owners(sizes)
        codes, shares = self._common
        drawn = codes[self.random.choice(len(codes), len(owners), p=shares)]
        has_list = self._skills_of.sizes[groups[owners]] > 0
        own = has_list & (self.random.random(len(owners)) < OWN_GROUP)
        drawn[own] = self._one_of(self._skills_of, groups[owners[own]])
        return owners, drawn

    def _split(self, asked: Lists) -> tuple[Lists, Lists]:
        """Skills demanded and skills welcome, of all that are asked for."""
        wanted = self.random.choice(len(MUSTS), len(asked), p=MUSTS)
        turn = self.random.random(len(asked.codes))
        order = np.lexsort((turn, asked.owners))
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order)) - asked.offsets[asked.owners]
        must = place < wanted[asked.owners]
        return (
            _lists(len(asked), asked.owners[must], asked.codes[must]),
            _lists(len(asked), asked.owners[~must], asked.codes[~must]),
        )

    def _valued(self, lists: Lists, between: tuple[int, int]) -> Lists:
        """The same lists with a value drawn for each code."""
        drawn = self.random.integers(*between, len(lists.codes))
        return Lists(lists.offsets, lists.codes, drawn)

    def _languages(self, swedish: Flags, english: Flags, levels: tuple[int, int]) -> Lists:
        """Swedish and English with a level, for those chosen."""
        iso = languages.languages_by_iso()
        codes = [self.taxonomy.languages.index(iso[one].concept_id) for one in (SWEDISH, ENGLISH)]
        owners = [np.flatnonzero(chosen) for chosen in (swedish, english)]
        drawn = np.repeat(codes, [len(one) for one in owners])
        return self._valued(_lists(len(swedish), np.concatenate(owners), drawn), levels)

    def _bits(self, count: int, bits: int, share: float) -> Ints:
        """A mask whose bits are each set so often."""
        drawn = self.random.random((count, bits)) < share
        masks: Ints = (drawn << np.arange(bits)).sum(axis=1)
        return masks


def _lists(rows: int, owners: Ints, codes: Ints) -> Lists:
    """Lists from (row, code) in any order, repeats left out, every value 0."""
    width = int(codes.max(initial=0)) + 1
    keys = np.unique(owners * width + codes)
    offsets = np.searchsorted(keys, np.arange(rows + 1) * width).astype(np.int64)
    return Lists(offsets, keys % width, np.zeros(len(keys), np.int64))


def _owners(sizes: Ints) -> Ints:
    return np.repeat(np.arange(len(sizes)), sizes)


def _zipf(count: int) -> Floats:
    """Shares that fall as 1 to the rank."""
    shares: Floats = 1 / np.arange(1, count + 1)
    shares /= shares.sum()
    return shares


def _where(names: list[str], among: list[str]) -> list[list[int]]:
    """For each name of a list, where it stands in another."""
    found: dict[str, list[int]] = {name: [] for name in among}
    for at, name in enumerate(names):
        found[name].append(at)
    return list(found.values())
