"""Printed pages: accessible by the standard, the same bytes each time, whatever the text says."""

import re

import pytest

from stegvis.web.printing import sheets

pytestmark = pytest.mark.pure


def sheet(*blocks):
    return sheets.Sheet(
        title="Plan 2", heading="Min plan", lang="sv", author="Kommunen", foot="Plan 2",
        blocks=list(blocks),
    )  # fmt: skip


EVERY_BLOCK = (
    sheets.heading("Mina mål"),
    sheets.quote("أريد أن أعمل"),
    sheets.paragraph("ሥራ እፈልጋለሁ", soft=True),
    sheets.step("Praktik", ["Börjar 2 maj.", "Var: Förskolan."]),
    sheets.items(["Läste svenska", ""]),
    sheets.table(["Steg", "När"], [["Praktik", "2 maj"]], widths=[2, 1]),
    sheets.signatures(["Deltagare", "Koordinator"]),
)


def test_a_page_is_tagged_and_says_that_it_keeps_to_pdf_ua_1():
    made = sheets.typeset(sheet(*EVERY_BLOCK))
    assert made.startswith(b"%PDF-1.7")
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", made)
    assert b"/Lang" in made


def test_the_same_page_gives_the_same_bytes():
    assert sheets.typeset(sheet(*EVERY_BLOCK)) == sheets.typeset(sheet(*EVERY_BLOCK))


@pytest.mark.parametrize(
    "text",
    ["#panic()", "$x^2$ *b* `c` <a> @b", "\\", '"', "#sys.inputs", "{{ x }}", "\n\n\n", "a" * 5000],
)
def test_what_somebody_wrote_is_text_and_never_source(text):
    assert sheets.typeset(
        sheet(sheets.heading(text), sheets.quote(text), sheets.step(text, [text]))
    )


@pytest.mark.parametrize("sign", ["🙂", "漢", "\x07", "\ufdd0"])
def test_a_sign_that_no_font_of_ours_draws_leaves_a_mark_and_the_page_comes(sign):
    assert sheets.drawable(f"Jobb {sign}!") == f"Jobb {sheets.UNDRAWN}!"
    assert sheets.typeset(sheet(sheets.paragraph(f"Jobb {sign}!")))


@pytest.mark.parametrize("text", ["Åsa Ødegård", "أريد", "ሥራ", "Привіт", "Ştefan", "rad\nrad"])
def test_what_our_fonts_draw_is_left_alone(text):
    assert sheets.drawable(text) == text


def test_a_page_that_breaks_the_standard_is_refused_and_not_handed_out(caplog):
    untitled = sheets.Sheet(title="", heading="", lang="sv", author="", foot="")
    with pytest.raises(sheets.TypesettingError):
        sheets.typeset(untitled)
    assert "could not be made" in caplog.text
