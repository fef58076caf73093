"""A unit's own list is read whatever its spreadsheet program made of it, or refused in words."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from django.utils import translation
from openpyxl import load_workbook

from stegvis.desk.intake import reading, unpacking
from stegvis.desk.intake.checking import Checker
from stegvis.desk.intake.faults import SheetFaultError
from tests.desk.lists import AMINA, HEADINGS, NORA, separated, workbook

MAY = datetime(1994, 5, 6)  # noqa: DTZ001  as a workbook has it, without a zone


@pytest.fixture(autouse=True)
def _in_swedish():
    with translation.override("sv"):
        yield


@pytest.fixture
def judge(cast):
    """What the manager is told of each row of a file."""

    def read(content, **how):
        checker = Checker(cast.unit, by=cast.by(cast.maria))
        with reading.opened(io.BytesIO(content), **how) as sheet:
            return checker.check(sheet.rows)

    return read


def told(rows):
    """Row number, column and remedy of each fault."""
    return [(row.number, fault.heading, fault.sentence) for row in rows for fault in row.faults]


@pytest.mark.parametrize(
    "content",
    [
        workbook(AMINA, NORA),
        workbook(AMINA, NORA, sheet="Blad1"),
        separated(AMINA, NORA),
        separated(AMINA, NORA, encoding="cp1252"),
        separated(AMINA, NORA, encoding="utf-16", delimiter="\t"),
        separated(AMINA, NORA, encoding="utf-8", delimiter=","),
    ],
    ids=["workbook", "other sheet", "semicolon, mark", "cp1252", "utf-16, tab", "comma"],
)
def test_a_list_is_read_in_whatever_way_it_was_saved(judge, content):
    amina, nora = judge(content)
    assert told([amina, nora]) == []
    assert (amina.number, amina.facts["number"]) == (2, "189001019802")
    assert amina.facts["language"] == "so"
    assert (amina.facts["extent"], amina.facts["step"]) == (50, "language_course")
    assert amina.facts["placement_ends_on"] == date(2027, 1, 31)
    assert nora.facts["birth_date"] == date(1994, 5, 6)


@pytest.mark.parametrize(
    "written",
    ["1994-05-06", "19940506", "6.5.1994", "06/05/1994", 34460, MAY],
    ids=["iso", "digits", "dots", "slashes", "serial", "date"],
)
def test_a_day_is_read_however_it_was_written(judge, written):
    content = workbook(NORA | {"Födelsedatum": written})
    assert judge(content)[0].facts["birth_date"] == date(1994, 5, 6)


def test_numbers_that_excel_took_for_figures_get_their_zeros_back(judge):
    row = NORA | {"Personnummer": 189001019802, "Telefon": 701740605, "Födelsedatum": ""}
    (judged,) = judge(workbook(row))
    assert (judged.facts["number"], judged.facts["phone"]) == ("189001019802", "0701740605")


@pytest.mark.parametrize(
    ("language", "heading"), [("nb", "Fødselsnummer"), ("en", "Identity number")]
)
def test_headings_are_understood_in_every_language(judge, language, heading):
    headings = tuple(heading if one == "Personnummer" else one for one in HEADINGS)
    row = {**AMINA, heading: AMINA["Personnummer"]}
    assert judge(workbook(row, headings=headings))[0].facts["number"] == "189001019802"


@pytest.mark.parametrize(
    ("cell", "value", "column", "remedy"),
    [
        ("Förnamn", "", "Förnamn", "Fyll i cellen"),
        ("Personnummer", "18900101-9803", "Personnummer", "Sista siffran"),
        ("Personnummer", "1890", "Personnummer", "tio eller tolv"),
        ("Inskriven", "94-05-06", "Inskriven", "2026-09-01"),
        ("Inskriven", "2999-01-01", "Inskriven", "år"),
        ("Inskriven", "2099-01-01", "Inskriven", "framåt"),
        ("Språk", "klingon", "Språk", "Ta ett av dem"),
        ("Koordinator", "Ingen Alls", "Koordinator", "stavningen"),
        ("Steg till", "2026-09-01", "Steg till", "efter den första"),
        ("Placering till", "", "Placering till", "sista dagen"),
        ("Arbetsgivare", "", "Arbetsgivare", "arbetsgivaren"),
        ("Omfattning", "150", "Omfattning i procent", "procent"),
        ("Telefon", "#REF!", "Telefon", "Excel"),
        ("Telefon", "070-174 06 05, 0651-123 45", "Telefon", "ett nummer"),
        ("Telefon", "ring mamma", "Telefon", "ett nummer"),
        ("Telefon", "112", "Telefon", "5 till 15 siffror"),
        ("E-post", "inte-en-adress", "E-post", "namn@example.org"),
        ("E-post", "a@b", "E-post", "namn@example.org"),
        ("E-post", "a@example.org; b@example.org", "E-post", "en adress"),
    ],
)
def test_what_is_wrong_names_row_column_value_and_remedy(judge, cell, value, column, remedy):
    (judged,) = judge(workbook(AMINA | {cell: value}))
    (fault,) = judged.faults
    assert (judged.number, fault.heading, fault.value) == (2, column, value)
    assert remedy in fault.sentence


def test_every_fault_of_a_row_is_told_at_once(judge):
    row = AMINA | {"Personnummer": "1", "Språk": "klingon", "Omfattning": "0"}
    columns = {heading for _row, heading, _sentence in told(judge(workbook(row)))}
    assert columns == {"Personnummer", "Språk", "Omfattning i procent"}


def test_somebody_twice_in_the_list_is_told_at_the_second_place(judge):
    again = {"Förnamn": "Åmina", "Efternamn": "Warsame", "Födelsedatum": "1890-01-01"}
    rows = judge(workbook(AMINA, NORA, AMINA | {"Förnamn": "Mina"}, again))
    assert [row.number for row in rows if row.faults] == [4, 5]
    assert "Rad 2" in rows[2].faults[0].sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (workbook(AMINA)[:-400], "skadad"),
        (b"PK\x03\x04nothing at all", "skadad"),
        (separated(AMINA, encoding="utf-16", delimiter="\t")[:-1], "ingen text"),
        (workbook(AMINA, headings=("Kolumn", "Annan")), "Förnamn"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "lösenord"),
        ('Förnamn;Efternamn\r\nAmina;"Warsame'.encode(), "citattecken"),
        (b"F\x00\x81\x8d", "ingen text"),
        (b"Namn;Telefon\r\nAmina;070", "Förnamn"),
        (b"", "Förnamn"),
    ],
    ids=[
        "cut",
        "no workbook",
        "utf-16 cut",
        "headings",
        "password",
        "quote",
        "bytes",
        "csv headings",
        "empty",
    ],
)
def test_a_file_that_cant_be_read_is_refused_with_its_remedy(judge, content, words):
    with pytest.raises(SheetFaultError) as refused:
        judge(content)
    assert words in str(refused.value.sentence)


def test_a_separated_file_that_was_cut_off_says_so_at_its_last_row(judge):
    whole = separated(AMINA, NORA)
    rows = judge(whole[: whole.rindex(b"1994")])
    assert [row.number for row in rows if row.faults] == [3]
    assert "avklippt" in rows[1].faults[0].sentence


def test_a_sheet_is_chosen_by_name_and_the_others_are_told(judge):
    with pytest.raises(SheetFaultError) as refused:
        judge(workbook(AMINA), sheet="Arkiv")
    assert "Personer" in str(refused.value.sentence)


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(judge):
    held = io.BytesIO(workbook(AMINA))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", bytes(30 * 1024 * 1024))
    with pytest.raises(SheetFaultError) as refused:
        judge(held.getvalue())
    assert "större" in str(refused.value.sentence)


def with_part(name, content, **instead):
    """A workbook with one part more, or with other bytes in those it has."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(AMINA))) as old, zipfile.ZipFile(held, "w") as new:
        for part in old.infolist():
            if part.filename != name:
                told = old.read(part)
                for before, after in instead.get(part.filename, {}).items():
                    told = told.replace(before, after)
                new.writestr(part.filename, told)
        new.writestr(name, content)
    return held.getvalue()


LARGE = b"<x>" + bytes(4 * 1024 * 1024)
AS_WORKBOOK = {
    "[Content_Types].xml": {b'/xl/workbook.xml"': b'/xl/worksheets/book.xml"'},
}
AS_CHARTS = {
    "xl/_rels/workbook.xml.rels": {b"relationships/worksheet": b"relationships/chartsheet"}
}


@pytest.mark.parametrize(
    "content",
    [
        with_part("xl/styles.xml", LARGE),
        with_part("xl/workbook.xml", LARGE),
        with_part("xl/theme/theme1.xml", LARGE),
        with_part("xl/worksheets/_rels/sheet1.xml.rels", LARGE),
        with_part("xl/other/sharedStrings.xml", LARGE),
        with_part("xl/worksheets/book.xml", LARGE, **AS_WORKBOOK),
        with_part("xl/worksheets/sheet2.xml", LARGE, **AS_CHARTS),
    ],
    ids=["styles", "workbook", "theme", "relations", "texts elsewhere", "as sheet", "as charts"],
)
def test_a_part_that_is_read_whole_may_not_be_large(judge, content):
    with pytest.raises(SheetFaultError) as refused:
        judge(content)
    assert "större" in str(refused.value.sentence)


@pytest.mark.parametrize(("parts", "length"), [(1001, 1), (9, 4 * 1024 * 1024)])
def test_neither_many_parts_nor_many_large_ones_are_read(judge, parts, length):
    held = io.BytesIO(workbook(AMINA))
    with zipfile.ZipFile(held, "a") as archive:
        for n in range(parts):
            archive.writestr(f"xl/media/image{n}.png", bytes(length))
    with pytest.raises(SheetFaultError) as refused:
        judge(held.getvalue())
    assert "större" in str(refused.value.sentence)


def test_a_part_of_the_usual_size_and_a_picture_do_no_harm(judge):
    (row,) = judge(with_part("xl/media/image1.png", bytes(3 * 1024 * 1024)))
    assert row.is_good


def test_a_title_above_the_headings_and_empty_rows_make_no_difference(judge):
    body = separated(NORA).decode("utf-8-sig")
    content = f"Våra deltagare\r\n\r\n{body}\r\n;;;\r\n".encode()
    (row,) = judge(content)
    assert (row.number, row.facts["given_name"]) == (4, "Nora")


def with_formula(column, formula, kept=None, *, as_text=False):
    """A list in which a cell has a formula: as Excel keeps it, or a program that doesn't count."""
    book = load_workbook(io.BytesIO(workbook(AMINA, NORA)))
    book.active.cell(2, HEADINGS.index(column) + 1).value = formula
    if kept is None:
        held = io.BytesIO()
        book.save(held)
        return held.getvalue()
    return keeping(book, lambda: kept, as_text=as_text)


def keeping(book, kept, *, as_text=False):
    """The workbook, with what `kept` says as the result of each of its formulas in turn."""
    held, changed = io.BytesIO(), io.BytesIO()
    book.save(held)
    kind = b' t="str"' if as_text else b""

    def counted(cell):
        return b"<c %s%s><f>%s</f><v>%s</v></c>" % (cell[1], kind, cell[2], kept())

    with zipfile.ZipFile(held) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                content, times = CELL_WITH_FORMULA.subn(counted, content)
                assert times
            new.writestr(part, content)
    return changed.getvalue()


CELL_WITH_FORMULA = re.compile(rb"<c ([^>]*?)><f>([^<]*)</f><v ?(?:/>|></v>)</c>")


@pytest.mark.parametrize("kept", [None, b"0"])
@pytest.mark.parametrize("column", ["Telefon", "Koordinator", "Inskriven", "Mål"])
def test_a_formula_whose_result_is_not_kept_is_a_fault_of_its_cell(judge, column, kept):
    amina, nora = judge(with_formula(column, "=Z9+1", kept))
    (fault,) = amina.faults
    assert (fault.heading, fault.value) == (column, "=Z9+1")
    assert "formel" in fault.sentence
    assert nora.is_good


def with_prefix(content):
    """The same list as programs write it that name the namespace before each element."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", text).replace(b"xmlns=", b"xmlns:x=")
                assert b"<x:c " in text
            new.writestr(part, text)
    return changed.getvalue()


@pytest.mark.parametrize("column", ["Telefon", "Mål"])
def test_a_formula_is_a_formula_whatever_stands_before_its_element(judge, column):
    amina, nora = judge(with_prefix(with_formula(column, "=Z9+1")))
    assert [(fault.heading, fault.value) for fault in amina.faults] == [(column, "=Z9+1")]
    assert nora.is_good


@pytest.mark.parametrize("read_before", range(1, 18))
def test_a_formula_between_two_readings_is_found(read_before):
    start = b"<longest_prefix:f>"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        part = b" " * ((1 << 16) - read_before) + start
        book.writestr("xl/worksheets/sheet1.xml", part)
    assert unpacking.has_formulas(held)


def test_a_formula_comes_in_as_what_it_comes_to(judge):
    amina, _nora = judge(with_formula("Mål", "=Z9", "Körkort".encode(), as_text=True))
    assert (amina.faults, amina.facts["goal"]) == ([], "Körkort")
    empty, _nora = judge(with_formula("Mål", "=IF(Z9=1,Z9,Y9)", b"", as_text=True))
    assert empty.is_good
    assert "goal" not in empty.facts


ZERO = '=IF(C2="",0,1)'


def with_results(**kept):
    """Amina's row with a formula in these columns, and what the file keeps for each."""
    book = load_workbook(io.BytesIO(workbook(AMINA, NORA)))
    for column in kept:
        book.active.cell(2, HEADINGS.index(column) + 1).value = ZERO
    results = iter(sorted(kept.items(), key=lambda one: HEADINGS.index(one[0])))
    return keeping(book, lambda: next(results)[1])


def test_zero_is_what_a_formula_comes_to_in_a_sheet_that_was_counted(judge):
    amina, _nora = judge(with_results(Telefon=b"701740605", Mål=b"0"))
    assert (amina.faults, amina.facts["goal"]) == ([], "0")


def test_of_a_zero_in_a_sheet_that_nobody_may_have_counted_a_remedy_is_named(judge):
    amina, nora = judge(with_results(Telefon=b"0", Mål=b"0"))
    assert [fault.heading for fault in amina.faults] == ["Telefon", "Mål"]
    assert all("skriv 0 själv" in fault.sentence for fault in amina.faults)
    assert nora.is_good


def test_formulas_drawn_down_below_the_list_are_no_rows(judge):
    book = load_workbook(io.BytesIO(workbook(AMINA)))
    for line in range(3, 40):
        book.active.cell(line, HEADINGS.index("Omfattning") + 1).value = "=Z9*100"
    held = io.BytesIO()
    book.save(held)
    assert len(judge(held.getvalue())) == 1
    book.active.cell(2, HEADINGS.index("Telefon") + 1).value = "=Z9"
    results = iter([b"701740605", *[b"0"] * 37])
    (amina,) = judge(keeping(book, lambda: next(results)))
    assert amina.is_good


def test_a_number_that_was_kept_as_a_text_in_a_separated_file_is_read(judge):
    (amina,) = judge(separated(AMINA | {"Telefon": '"=""0701740605"""'}))
    assert amina.facts["phone"] == "0701740605"
    (faulty,) = judge(separated(AMINA | {"Telefon": "=A1"}))
    assert "formel" in faulty.faults[0].sentence


@pytest.mark.parametrize(
    ("figure", "phone"), [(701740605, "0701740605"), (46701740605, "+46701740605")]
)
def test_a_phone_number_that_excel_took_for_a_figure_can_be_called(judge, figure, phone):
    (amina,) = judge(workbook(AMINA | {"Telefon": figure}))
    assert amina.facts["phone"] == phone
