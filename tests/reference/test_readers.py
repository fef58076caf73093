"""The reference data as the rest of the house reads it."""

import pytest

from stegvis.reference import (
    classifications,
    courses,
    driving_licences,
    labour_market,
    languages,
    occupations,
    skills,
    tables,
)

pytestmark = pytest.mark.pure

UNDERSKOTERSKA = "bSEB_VKd_Ub3"
KLOTTERSANERARE = "15DU_axL_nRT"


def test_an_occupation_knows_its_groups_up_to_the_first_level():
    one = occupations.occupation(UNDERSKOTERSKA)
    assert one.label == "Undersköterska, hemtjänst, äldreboende och habilitering"
    assert one.is_known
    assert not one.is_retired
    group = one.group
    assert group.code == "5321"
    assert "omvårdnad" in group.definition.lower() or "vård" in group.definition.lower()
    parents = occupations.groups()
    assert parents[group.parent_code].label == "Undersköterskor"
    assert parents["5"].level == 1
    assert occupations.group_of_concept(group.concept_id) == group


def test_a_retired_occupation_keeps_its_name_and_group():
    one = occupations.occupation(KLOTTERSANERARE)
    assert (one.label, one.ssyk4, one.is_known, one.is_retired) == (
        "Klottersanerare",
        "7134",
        True,
        True,
    )
    assert KLOTTERSANERARE not in occupations.occupations()


def test_an_unknown_occupation_is_shown_as_such():
    one = occupations.occupation("none_of_that")
    assert one.label == "none_of_that"
    assert not one.is_known
    assert one.group is None


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("occupation_substitutability.csv.gz", "occupation_concept_id"),
        ("job_titles_to_occupations.csv.gz", "occupation_concept_id"),
        ("occupation_search_labels.csv.gz", "occupation_concept_id"),
        ("occupation_labels_nb_da.csv.gz", "occupation_concept_id"),
        ("occupation_requirements_2025.csv.gz", "occupation_concept_id"),
    ],
)
def test_no_id_in_any_file_is_dropped(file, column):
    """A fifth of the ids in some files are absent from the newest hierarchy."""
    ids = {row[column] for row in tables.rows(file)}
    unknown = {i for i in ids if not occupations.occupation(i).is_known}
    assert len(unknown) <= len(ids) * 0.001, unknown


def test_a_retired_occupation_points_to_the_current_one_of_the_same_name():
    successors = {
        o.label: occupations.occupation(o.successor)
        for o in occupations.retired_occupations().values()
        if o.successor
    }
    assert all(label == current.label for label, current in successors.items())
    assert not any(current.is_retired for current in successors.values())
    assert len(successors) > 80


def test_substitution_has_a_direction():
    forth = {s.concept_id: s.percentage for s in occupations.substitutes("17FS_XzU_AQ4")}
    assert forth["Sbzf_iBA_MAS"] == occupations.CLOSE
    assert forth["BY1K_mZ4_oKj"] == occupations.PARTIAL
    assert list(forth.values()) == sorted(forth.values(), reverse=True)
    assert occupations.substitutes("none") == ()


def test_requirements_name_the_licence_the_law_asks_for():
    nurse = next(
        o for o in occupations.occupations().values() if o.label == "Sjuksköterska, grundutbildad"
    )
    assert occupations.requirements(nurse.concept_id).licence == "Legitimation som sjuksköterska"
    assert occupations.requirements("none") is None


def test_every_group_with_a_known_field_has_one_of_the_21():
    assert len(occupations.fields()) == 21
    assert occupations.field_of("5321").label == "Hälso- och sjukvård"
    found = [code for code in occupations.groups() if occupations.field_of(code)]
    assert len(found) > 360


def test_skills_are_tied_to_groups():
    assert len(skills.skills_of_group("5321")) > 10
    assert skills.skill("none").is_known is False
    retired = [
        cid
        for cid, (kind, _) in tables.legacy_labels().items()
        if kind == "skill" and cid not in skills.skills()
    ]
    one = skills.skill(retired[0])
    assert one.is_retired
    assert one.label == tables.legacy_labels()[retired[0]][1]
    assert skills.skills_by_label()["Omvårdnad"].concept_id == "MR4H_FFT_mTj"


def test_languages_and_countries_answer_to_iso_codes():
    assert languages.languages_by_iso()["sv"].label == "Svenska"
    assert languages.languages_by_iso()["ara"].label == "Arabiska"
    assert {one.iso2: one.label for one in languages.countries().values()}["SO"] == "Somalia"
    assert languages.language("none").is_known is False
    assert languages.country("none").is_known is False


def test_a_heavier_licence_gives_the_lighter_ones():
    assert driving_licences.may_drive(["CE"]) >= {"CE", "C", "C1", "C1E", "BE", "B", "AM"}
    assert "D" not in driving_licences.may_drive(["CE"])
    assert "A1" not in driving_licences.may_drive(["B"])
    assert driving_licences.may_drive(["X9"]) == {"X9"}
    assert driving_licences.may_drive([]) == frozenset()
    assert driving_licences.licence_of_concept("VTK8_WRx_GcM").label("nb") == "Personbil"


def test_what_a_licence_implies_implies_nothing_more():
    for one in driving_licences.driving_licences().values():
        assert driving_licences.may_drive(one.implies) == one.implies


@pytest.mark.parametrize(
    ("entries", "code", "label", "top"),
    [
        (classifications.industries, "87301", None, "Q"),
        (classifications.education_levels, "64", "Doktorsutbildning", "6"),
        (classifications.education_fields, "521", "Maskinteknik och verkstadsteknik", "5"),
    ],
)
def test_a_classification_can_be_climbed_to_its_top(entries, code, label, top):
    entry = entries()[code]
    assert label in (None, entry.label)
    while entry.parent_code:
        parent = entries()[entry.parent_code]
        assert parent.level == entry.level - 1
        entry = parent
    assert (entry.code, entry.level) == (top, 1)


def test_ads_add_up_the_same_on_every_level():
    """Each level of 2024 sums to 697 030 ads."""
    for level in ("country", "region"):
        found = labour_market._ads(labour_market.YEAR_2024, level)
        assert sum(found.values()) == 697_030
    assert labour_market.ads_in_sweden("5321") > labour_market.ads_in_county("5321", "21") > 0
    assert labour_market.ads_in_municipality("5321", "2183") <= labour_market.ads_in_county(
        "5321", "21"
    )
    assert labour_market.ads_in_sweden("5321", labour_market.OPEN_JUNE_2025) > 0


def test_pay_is_ordered_and_suppressed_pay_is_unknown():
    found = [labour_market.pay(code) for code in occupations.groups() if len(code) == 4]
    known = [p for p in found if p and None not in (p.low, p.median, p.high)]
    assert len(known) > 340
    assert all(p.low <= p.median <= p.high for p in known)
    assert any(p.high is None for p in found if p)


def test_courses_belong_to_known_groups_and_come_once():
    every = courses.courses()
    assert len(every) == len(set(every)) > 1000
    assert {c.ssyk4 for c in every} <= set(occupations.groups())
    assert any("ndersköterska" in c.name for c in courses.courses_of_group("5321"))
    assert not any("&nbsp;" in c.description for c in every)


def test_every_data_file_is_listed_with_its_version_and_licence():
    listed = {s.file for s in tables.sources()}
    shipped = {
        str(path.relative_to(tables.DATA))
        for path in tables.DATA.rglob("*.csv*")
        if path.name != "sources.csv"
    }
    assert shipped <= listed
    assert all((tables.DATA / file).exists() for file in listed)
    assert all(s.version and s.licence and s.source for s in tables.sources())
    assert tables.source("skills.csv.gz").version == "2025-12"
