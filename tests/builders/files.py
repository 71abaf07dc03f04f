"""How does a test get a file, and send it?"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.builders.web import Web

PDF = b"%PDF-1.7\n% minutes\n"
JPEG = b"\xff\xd8\xff\xe0 a truck"
PNG = b"\x89PNG\r\n\x1a\n a battery"
CSV = "编码,质量\nB1,15.2\n".encode()
NAMES = {PDF: "minutes.pdf", JPEG: "truck.jpg", PNG: "battery.png", CSV: "list.csv"}


def an_archive(*parts: str) -> bytes:
    """A ZIP archive that holds these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, "<xml/>")
    return file.getvalue()


XLSX = an_archive("[Content_Types].xml", "xl/workbook.xml")
DOCX = an_archive("[Content_Types].xml", "word/document.xml")
XLSM = an_archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")


def a_file(content: bytes, name: str) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def upload(
    web: Web, login: str | None, content: bytes, name: str | None = None, **form: Any
) -> TestResponse:
    """Send a file as a form does; a value of None takes a part out."""
    file = a_file(content, name or NAMES.get(content, "file.pdf"))
    parts = {"file": file, "kind": "minutes"} | form
    boundary, body = encode_multipart(
        {part: value for part, value in parts.items() if value is not None}
    )
    kind = f"multipart/form-data; boundary={boundary}"
    return web.request("POST", "/attachments", login, data=body, content_type=kind)
