"""A workbook on its way to somebody's folder, under a name that says what it is."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: bytes, plain: str, name: str | None = None) -> Response:
    """``plain`` is its name in ASCII, ``name`` in any script for whoever reads it (RFC 6266)."""
    told = f'attachment; filename="{plain}"'
    if name is not None:
        told += f"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"Content-Disposition": told, "X-Content-Type-Options": "nosniff"}
    return Response(content, 200, headers, mimetype=XLSX)


def marked_name(file_name: str) -> str:
    """What the marked copy of a file is called: as the file, and that it is marked."""
    stem = file_name.rpartition(".")[0] or file_name
    return f"{stem}.marked.xlsx"
