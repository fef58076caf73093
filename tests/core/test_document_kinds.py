import pytest
from django.utils import translation

from stegvis.core.audit.refusals import NotAllowedNowError
from stegvis.core.documents import checking
from stegvis.core.documents.names import shown_name
from tests.core import files
from tests.core.files import upload

pytestmark = pytest.mark.pure


def sentence(name, content):
    with pytest.raises(NotAllowedNowError) as no, translation.override("sv"):
        checking.check(upload(name, content))
    return str(no.value.sentence)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("cv.pdf", files.PDF, "pdf"),
        ("intyg.PNG", files.PNG, "png"),
        ("foto.jpg", files.JPEG, "jpeg"),
        ("foto.jpeg", files.JPEG, "jpeg"),
        ("cv.docx", files.DOCX, "docx"),
        ("schema.xlsx", files.XLSX, "xlsx"),
        ("cv.odt", files.ODT, "odt"),
        ("brev.txt", files.TXT, "txt"),
        ("brev.txt", "Åsa".encode("cp1252"), "txt"),
        ("brev.txt", "Åsa är här".encode("utf-16"), "txt"),
        ("lista.csv", "Förnamn\tEfternamn\r\n[Åsa]\tEk\r\n".encode("utf-16"), "txt"),
        ("brev.txt", b"MZ i en text om mig", "txt"),
    ],
)
def test_a_file_is_known_by_its_content(name, content, kind):
    checked = checking.check(upload(name, content))
    assert (checked.kind, checked.name, checked.content) == (kind, name, content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cv.pdf", files.EXE, "”cv.pdf” är ett program för Windows."),
        ("cv.pdf", files.HTML, "”cv.pdf” är en webbsida."),
        ("brev.txt", files.HTML, "”brev.txt” är en webbsida."),
        ("cv.docx", files.DOCM, "”cv.docx” är ett Office-dokument med makron."),
        ("cv.docx", files.ZIP, "”cv.docx” är ett ZIP-arkiv."),
        ("cv.doc", files.OLD_OFFICE, "”cv.doc” är ett äldre Office-dokument."),
        ("bild.gif", files.GIF, "”bild.gif” är en GIF-bild."),
        ("cv.pdf", b"\0\1\2\3", "”cv.pdf” är en fil av en typ vi inte känner till."),
    ],
)
def test_what_is_not_taken_is_told_what_it_is(name, content, words):
    assert sentence(name, content).startswith(words)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("foto.jpg", files.PNG, "en PNG-bild"),
        ("cv.docx", files.XLSX, "en Excel-arbetsbok"),
        ("cv.exe", files.PDF, "en PDF"),
    ],
)
def test_a_file_that_claims_to_be_another_kind_is_refused(name, content, words):
    assert words in sentence(name, content)
    assert "ändelse" in sentence(name, content)


def test_a_cut_archive_is_not_an_office_document():
    assert "ZIP-arkiv" in sentence("cv.docx", files.DOCX[: len(files.DOCX) // 2])


def test_an_empty_file_and_a_too_large_one_are_refused_with_their_size():
    assert "tom" in sentence("cv.pdf", b"")
    told = sentence("cv.pdf", files.PDF + b"x" * checking.LARGEST)
    assert "10,0" in told
    assert "MB" in told


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\Asa\\cv.pdf", "cv.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("A\u030asa\u200b.pdf", "Åsa.pdf"),
        ("cv\r\nSet-Cookie: x.pdf", "cvSet-Cookie_ x.pdf"),
        ("  . .", "document"),
        ("سيرة ذاتية.pdf", "سيرة ذاتية.pdf"),
    ],
)
def test_a_name_is_shown_without_tricks(given, shown):
    assert shown_name(given) == shown


def test_a_long_name_is_shortened_before_its_ending():
    name = shown_name("å" * 500 + ".pdf")
    assert (len(name), name[-4:]) == (120, ".pdf")


def test_a_name_without_an_ending_gets_the_one_of_its_kind():
    assert checking.check(upload("intyg", files.PNG)).name == "intyg.png"


@pytest.mark.parametrize(
    ("script", "taken"), [("cat >/dev/null; exit 0", True), ("cat >/dev/null; exit 1", False)]
)
def test_the_scanner_decides(settings, script, taken):
    settings.SCAN_COMMAND = ["sh", "-c", script]
    if taken:
        assert checking.check(upload("cv.pdf")).is_scanned
    else:
        assert "virus" in sentence("cv.pdf", files.PDF).lower()


@pytest.mark.parametrize(
    "command", [["sh", "-c", "exit 2"], ["/no/such/scanner"], ["sleep", "30"]], ids=lambda c: c[0]
)
def test_a_scanner_that_does_not_answer_lets_nothing_in(settings, monkeypatch, command):
    settings.SCAN_COMMAND = command
    monkeypatch.setattr(checking, "SCAN_SECONDS", 0.2)
    assert "just nu" in sentence("cv.pdf", files.PDF)


def test_the_scanner_is_given_the_content(settings, tmp_path):
    settings.SCAN_COMMAND = ["sh", "-c", f"cat > {tmp_path}/seen"]
    checking.check(upload("cv.pdf"))
    assert (tmp_path / "seen").read_bytes() == files.PDF
