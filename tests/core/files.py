"""Small true files of each kind, built in memory."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile


def archive(**members):
    """A ZIP archive; `__` in a name stands for a slash, `_dot_` for a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def office(main, *more):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name in ("[Content_Types].xml", main, *more):
            file.writestr(name, "<x/>")
    return target.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1" + b"\0" * 40 + b"\xff\xd9"
DOCX = office("word/document.xml")
DOCM = office("word/document.xml", "word/vbaProject.bin")
XLSX = office("xl/workbook.xml")
ODT = archive(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml="<x/>")
ZIP = archive(bild_dot_png=PNG)
TXT = "Hej! Åsa är på plats kl. 10.\r\n".encode()
EXE = b"MZ\x90\0" + b"\0" * 300
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
GIF = b"GIF89a" + b"\0" * 30
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def upload(name, content=PDF):
    """An upload as a browser sends it, with a type that says nothing true."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")
