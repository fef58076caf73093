"""Job ads in JobSearch's format: what is read, what is put right, what is said about the rest."""

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from stegvis.reference.jobsearch import AdFileFault, AdReader, faults, open_ads, report

pytestmark = pytest.mark.pure

DATA = Path(__file__).parent / "data"
ANSWER = DATA / "jobsearch_answer.json"
VARIANTS = DATA / "jobsearch_variants.jsonl"


def read(text):
    raw = text if isinstance(text, bytes) else text.encode()
    reader = AdReader(io.BytesIO(raw))
    return list(reader), reader.report


def variant(ad_id):
    with open_ads(VARIANTS) as reader:
        ads = {ad.id: ad for ad in reader}
    notes = {(n.field, n.reason) for n in reader.report.examples if n.ad_id == ad_id}
    return ads[ad_id], notes


def one(**values):
    """The ad made of these values, and the notes about it."""
    ads, notes = read(json.dumps({"id": "1", "headline": "Städare", **values}))
    return ads[0], {(n.field, n.reason) for n in notes.examples}


def test_a_published_answer_is_read_whole():
    with open_ads(ANSWER) as reader:
        ads = list(reader)
    assert [ad.id for ad in ads] == ["22884504", "23174210", "23187561"]
    assert reader.report.ads == 3
    assert reader.report.not_understood == 0
    lead = ads[0]
    assert lead.headline.startswith("Trafikledare sökes")
    assert lead.occupation.concept_id == "2sRC_oHm_7XA"
    assert lead.ssyk4 == "4323"
    assert (lead.workplace.latitude, lead.workplace.longitude) == pytest.approx(
        (67.857612, 20.227421)
    )
    assert lead.workplace.municipality_code == "2584"
    assert [licence.label for licence in lead.driving_licences] == ["D"]
    assert [(c.label, c.weight) for c in lead.must_have.languages] == [("Engelska", 10)]
    assert [c.label for c in lead.nice_to_have.work_experiences] == ["Trafikledare, vägtrafik"]
    assert (lead.published, lead.deadline) == (date(2018, 10, 19), date(2019, 4, 15))
    assert (lead.extent_min, lead.extent_max, lead.vacancies) == (100, 100, 1)
    assert lead.employer.organisation_number == "5569616161"


def test_answer_array_lines_and_packed_lines_give_the_same_ads(tmp_path):
    answer = json.loads(ANSWER.read_text())
    expected, _ = read(ANSWER.read_bytes())
    lines = "\n".join(json.dumps(ad) for ad in answer["hits"])
    packed = tmp_path / "ads.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.encode()))
    with open_ads(packed) as reader:
        assert list(reader) == expected
    assert read(json.dumps(answer["hits"]))[0] == expected
    assert read(lines)[0] == expected
    assert read("\ufeff" + lines)[0] == expected


def test_a_care_ad_says_what_it_asks_for():
    ad, notes = variant("90000001")
    assert notes == set()
    assert ad.ssyk4 == "5321"
    assert ad.vacancies == 3
    assert ad.driving_licence_required
    assert [licence.concept_id for licence in ad.driving_licences] == ["VTK8_WRx_GcM"]
    assert [skill.label for skill in ad.must_have.skills] == ["Omvårdnad"]
    assert (ad.extent_min, ad.extent_max) == (75, 100)
    assert ad.experience_required


def test_later_versions_lists_and_new_fields_are_taken_or_told():
    ad, notes = variant("90000003")
    assert ad.occupation.label == "Lagerarbetare/Terminalarbetare"
    assert ad.employer.organisation_number == "5560000027"
    assert ad.remote is False
    assert notes == {("trainee", report.UNKNOWN_FIELD)}


def test_work_from_anywhere_has_no_place():
    ad, _ = variant("90000006")
    assert ad.remote is True
    assert ad.workplace.municipality_code == ""
    assert (ad.workplace.latitude, ad.workplace.longitude) == (None, None)


def test_a_retired_occupation_is_kept_and_an_unknown_one_is_told():
    ad, notes = variant("90000004")
    assert (ad.occupation.label, ad.ssyk4, notes) == ("Klottersanerare", "7134", set())
    ad, notes = one(occupation={"concept_id": "nope", "label": "Månskensbonde"})
    assert ad.occupation.label == "Månskensbonde"
    assert notes == {("occupation", report.UNKNOWN_CODE)}


def test_the_group_is_found_through_the_occupation_where_the_ad_lacks_it():
    ad, _ = one(occupation={"concept_id": "bSEB_VKd_Ub3", "label": "Undersköterska"})
    assert ad.ssyk4 == "5321"


def test_a_sole_traders_number_is_never_kept():
    ad, notes = variant("90000005")
    assert ad.employer.is_sole_trader
    assert ad.employer.organisation_number == ""
    assert notes == {("employer.organization_number", report.PERSONAL_NUMBER)}
    with open_ads(VARIANTS) as reader:
        assert "1980" not in repr(list(reader)) + repr(reader.report)


def test_a_removed_ad_asks_to_be_taken_away():
    ad, notes = variant("90000007")
    assert ad.removed
    assert ad.removed_on == date(2026, 11, 5)
    assert notes == set()


def test_what_is_wrong_in_an_ad_is_told_and_the_rest_is_kept():
    ad, notes = variant("90000008")
    assert ad.headline == "Städare till skola"
    assert ad.occupation.concept_id == ""
    assert ad.occupation.label == "Lokalvårdare"
    assert (ad.extent_min, ad.extent_max) == (50, 100)
    assert (ad.workplace.latitude, ad.workplace.longitude) == (61.3482, 16.3946)
    assert (ad.vacancies, ad.deadline, ad.published, ad.webpage_url) == (1, None, None, "")
    assert ad.workplace.municipality_code == "2183"
    assert notes == {
        ("headline", report.UNREADABLE_CHARACTERS),
        ("occupation.concept_id", report.NOT_A_CONCEPT),
        ("occupation", report.UNKNOWN_CODE),
        ("employer.organization_number", report.NOT_A_NUMBER),
        ("workplace_address.municipality_code", report.UNKNOWN_CODE),
        ("workplace_address.coordinates", report.SWAPPED),
        ("number_of_vacancies", report.NOT_A_NUMBER),
        ("scope_of_work.min", report.WRONG_ORDER),
        ("application_deadline", report.NOT_A_DATE),
        ("publication_date", report.OUT_OF_RANGE),
        ("webpage_url", report.NOT_A_WEB_ADDRESS),
        ("driving_license", report.NOT_A_LIST),
        ("experience_required", report.NOT_YES_OR_NO),
        ("must_have", report.NOT_AN_OBJECT),
    }


def test_a_deadline_before_publication_is_told():
    ad, notes = variant("90000009")
    assert ad.deadline == date(2026, 10, 1)
    assert notes == {("application_deadline", report.WRONG_ORDER)}


def test_moments_with_an_offset_become_the_swedish_day():
    ad, _ = one(publication_date="2026-05-31T22:30:00Z", last_publication_date="2026-06-30")
    assert (ad.published, ad.last_day) == (date(2026, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize("number", ["9" * 5000, "1e400", "NaN", "-Infinity", "1" * 30])
def test_a_number_no_field_can_hold_is_told(number):
    ads, notes = read(f'{{"id": "1", "headline": "Städare", "number_of_vacancies": {number}}}')
    assert ads[0].vacancies == 1
    assert [(n.field, n.reason) for n in notes.examples] == [
        ("number_of_vacancies", report.NOT_A_NUMBER)
    ]
    assert len(notes.examples[0].value) <= report.VALUE_LENGTH


def test_half_a_character_pair_does_not_reach_the_database():
    ad, notes = one(headline="Kock \ud83d")
    assert ad.headline == "Kock"
    assert notes == {("headline", report.UNREADABLE_CHARACTERS)}


def test_an_endless_text_is_cut_and_told():
    ad, notes = one(description={"text": "a" * 60_000})
    assert len(ad.description) == 50_000
    assert notes == {("description.text", report.TOO_LONG)}


@pytest.mark.parametrize("ad_id", [None, "", "a b", ["x"], "x" * 65])
def test_an_ad_without_a_usable_id_is_skipped_and_told(ad_id):
    ads, notes = read(
        json.dumps([{"id": ad_id, "headline": "Kock"}, {"id": 7, "headline": "Kock"}])
    )
    assert [ad.id for ad in ads] == ["7"]
    assert notes.skipped == 1
    assert notes.not_understood == 1


def test_an_ad_without_headline_takes_its_occupations_name():
    ad, notes = one(
        headline=None, occupation={"concept_id": "oRB5_b7i_Qzv", "label": "Köksbiträde"}
    )
    assert ad.headline == "Köksbiträde"
    assert notes == {("headline", report.MISSING)}


def test_every_case_is_counted_and_the_first_are_shown():
    ads = [{"id": n, "headline": "Kock", "number_of_vacancies": -1} for n in range(500)]
    _, notes = read(json.dumps(ads))
    assert notes.counts["number_of_vacancies", report.OUT_OF_RANGE] == 500
    assert len(notes.examples) == report.EXAMPLES_PER_KIND


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", faults.EMPTY),
        (b"  \n ", faults.EMPTY),
        (b"\xff\xfe[\x00]\x00", faults.WRONG_ENCODING),
        ('[{"id": 1, "headline": "Städare"}]'.encode("latin-1"), faults.WRONG_ENCODING),
        (b"\0\0\0\0", faults.NULL_BYTES),
        (b'[{"id": "1", "headline": "a\0b"}]', faults.NULL_BYTES),
        (b'[{"id": "1" "headline": 2}]', faults.NOT_JSON),
        (b"<html>", faults.NOT_JSON),
        (b'[{"id": 1}] trailing', faults.NOT_JSON),
        (b'"ads"', faults.NOT_ADS),
        (b'{"error": "too many requests"}', faults.NOT_ADS),
        (b"[" * 100_000, faults.TOO_DEEP),
        (b'{"hits": [', faults.CUT_OFF),
        (b'[{"id": 1}, {"id": "\xc3', faults.CUT_OFF),
        (b'["' + b"a" * 5_000_000 + b'"]', faults.TOO_LARGE),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:24]),
)
def test_an_unreadable_file_gets_a_named_fault(raw, code):
    with pytest.raises(AdFileFault) as caught:
        read(raw)
    assert caught.value.code == code
    assert f"Line {caught.value.line}" in str(caught.value)


@pytest.mark.parametrize("path", [ANSWER, VARIANTS], ids=lambda path: path.name)
def test_a_file_cut_anywhere_inside_an_ad_is_cut_off(path):
    raw = path.read_bytes()
    for length in range(7, len(raw) - 3, 997):
        try:
            read(raw[:length])
        except AdFileFault as fault:
            assert fault.code == faults.CUT_OFF, length  # noqa: PT017
        else:
            assert raw[: length + 1].decode(errors="ignore").rstrip().endswith("}"), length


def test_a_fault_says_on_which_line_it_is():
    with pytest.raises(AdFileFault) as caught:
        read('{"id": 1}\n' * 40_000 + "oops")
    assert caught.value.line == 40_001


def test_a_cut_or_damaged_archive_gets_a_named_fault(tmp_path):
    path = tmp_path / "ads.json.gz"
    packed = gzip.compress(ANSWER.read_bytes())
    for raw, code in [
        (packed[: len(packed) // 2], faults.CUT_OFF),
        (packed[:100] + b"\0\1\2\3" + packed[104:], faults.DAMAGED_ARCHIVE),
    ]:
        path.write_bytes(raw)
        with open_ads(path) as reader, pytest.raises(AdFileFault) as caught:
            list(reader)
        assert caught.value.code == code


def test_memory_does_not_grow_with_the_number_of_ads():
    """A stream that never ends can be read: ads come while the rest is unread."""

    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, target):
            line = b'{"id": "1", "headline": "Kock"}\n'
            target[: len(line)] = line
            return len(line)

    reader = AdReader(io.BufferedReader(Endless(), 4096))
    ads = iter(reader)
    assert [next(ads).headline for _ in range(3000)] == ["Kock"] * 3000


def test_no_record_in_the_test_data_names_a_way_to_reach_anyone():
    for path in (ANSWER, VARIANTS):
        text = path.read_text()
        assert "@" not in text
        assert '"phone_number": "' not in text
        assert '"reference": "' not in text
        assert '"street_address": "' not in text
