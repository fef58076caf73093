"""Lists of people for the tests: workbooks and comma-separated files."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from stegvis.core.jobs.worker import run_worker
from stegvis.desk.intake.models import Sheet
from tests.casework.pages import send

HEADINGS = (
    "Förnamn", "Efternamn", "Personnummer", "Födelsedatum", "Språk", "Telefon", "E-post",
    "Inskriven",
    "Koordinator", "Mål", "Steg", "Steg från", "Steg till", "Arbetsgivare", "Placering",
    "Placering från", "Placering till", "Omfattning",
)  # fmt: skip
AMINA = {
    "Förnamn": "Amina",
    "Efternamn": "Warsame",
    "Personnummer": "18900101-9802",
    "Språk": "Somaliska",
    "Telefon": "070-1740605",
    "Inskriven": "2026-09-01",
    "Koordinator": "kerstin@example.org",
    "Mål": "Jag vill jobba i kök",
    "Steg": "Sfi eller språkkurs",
    "Steg från": "2026-09-15",
    "Steg till": "2027-06-01",
    "Arbetsgivare": "Bageriet Exempel",
    "Placering": "Praktik",
    "Placering från": "2026-10-01",
    "Placering till": "2027-01-31",
    "Omfattning": "50 %",
}
NORA = {
    "Förnamn": "Nora",
    "Efternamn": "Nyqvist",
    "Födelsedatum": "1994-05-06",
    "Koordinator": "Björn Ask",
}


def workbook(*rows: dict[str, Any], sheet: str = "Personer", headings: Any = HEADINGS) -> bytes:
    """An Excel workbook; values keep their kind."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, headings)
        for line, row in enumerate(rows, start=1):
            for place, heading in enumerate(headings):
                if heading in row:
                    page.write(line, place, row[heading])
    return held.getvalue()


def separated(*rows: dict[str, str], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """The same as a separated file."""
    lines = [HEADINGS, *([row.get(heading, "") for heading in HEADINGS] for row in rows)]
    text = "".join(delimiter.join(line) + "\r\n" for line in lines)
    return text.encode(encoding)


def sent(
    client: Any,
    *rows: dict[str, Any],
    content: bytes | None = None,
    name: str = "Våra deltagare.xlsx",
) -> Any:
    """Send a list and let the worker look it through; the page of it."""
    file = SimpleUploadedFile(name, content or workbook(*rows))
    answer = send(client, "intake:home", file=file)
    run_worker(once=True)
    return client.get(answer.url)


def take_in(client: Any) -> Any:
    """Press the button of the list sent last."""
    sheet = Sheet.objects.order_by("-pk").first()
    answer = send(client, "intake:accept", sheet.public_id)
    run_worker(once=True)
    return client.get(answer.url)
