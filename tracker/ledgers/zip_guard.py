"""May this file be opened at all? Looked at before any library reads it.

A workbook is a zip of XML. What it says about itself is not believed: parts are unpacked here once,
piece by piece, and counted, so that a small file cannot grow without bound. On the way the cells
without a stored result are found, which readers pass over in silence.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tracker.domain.errors import Fault, FileRefused

MOST_BYTES = 50_000_000
MOST_UNPACKED = 400_000_000
#: XML of spreadsheets shrinks to a tenth, seldom to a fiftieth; small parts do not matter.
MOST_RATIO, RATIO_MATTERS = 300, 20_000_000
MOST_PARTS = 2_000
MOST_ROWS = 200_000
#: A reader keeps the block between the outermost cells, some 40 bytes each.
MOST_CELLS = 8_000_000
_PIECE = 1 << 20
_TAIL = 400
#: Sheets of letters A to Z.
_NARROW = 26

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = ("vbaproject", "macrosheets", "activex")
#: As nearly every program writes it, and as any other may.
_LATER = re.compile(rb""" r="([A-Z]{2,3})[0-9]""")
_LATER_ODD = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{2,3})[0-9]""")
_ODD = (b" r='", b" r =", b" r= ", b'\tr="', b'\nr="', b'\rr="')
_SMALL = re.compile(rb' r="[a-z]')
#: Rows of six digits and more, named by a row or a cell.
_FAR = re.compile(rb''' r="[A-Z]{0,3}([0-9]{6,7})"''')
_FAR_ODD = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{0,3}([0-9]{6,7})["']""")
_ANY_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{0,3}([0-9]{1,7})["']""")
#: A formula with nothing behind it: no value element, or an empty one.
_BARE = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"""
)
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>.{0,4000}?<(?:\w+:)?v>([^<]{0,40})<""", re.DOTALL
)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3}[0-9]{1,7})["']""")


@dataclass(frozen=True, slots=True)
class Sound:
    """A workbook that may be opened. ``bare`` holds for each part the references, such as B7, of
    cells that show no value of their own: those of formulas without a result map to '', others to
    their error."""

    unpacked: int
    bare: Mapping[str, Mapping[str, str]]


def kind_of(file: BinaryIO) -> str:
    """'xlsx' or 'csv', by content and not by name; FileRefused for what is known to be neither."""
    file.seek(0)
    start = file.read(4_096)
    file.seek(0)
    if not start.strip():
        raise FileRefused(Fault("file_empty"))
    if start.startswith(_OLE):
        raise FileRefused(Fault("file_encrypted" if _is_encrypted(file) else "file_old_excel"))
    if start.startswith(b"PK"):
        return "xlsx"
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if start.lstrip().startswith((b"<", b"\xef\xbb\xbf<", b"{\\rtf", b"%PDF")):
        raise FileRefused(Fault("file_other_format"))
    if not wide and b"\0" in start:
        raise FileRefused(Fault("file_other_format"))
    return "csv"


def _is_encrypted(file: BinaryIO) -> bool:
    found = False
    before = b""
    while piece := file.read(_PIECE):
        if _ENCRYPTED in before + piece:
            found = True
            break
        before = piece[-len(_ENCRYPTED) :]
    file.seek(0)
    return found


def require_size(path: Path) -> None:
    """FileRefused for an empty file and for one beyond the limit."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(Fault("file_empty"))
    if size > MOST_BYTES:
        raise FileRefused(Fault("file_too_large", params={"limit": MOST_BYTES}))


def inspect(file: BinaryIO) -> Sound:
    """Unpack every part once, counting; FileRefused for whatever must not be opened."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _inspect(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise FileRefused(Fault("file_damaged", params={"problem": str(error)})) from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise FileRefused(Fault("file_encrypted")) from error
    finally:
        file.seek(0)


def _inspect(archive: zipfile.ZipFile) -> Sound:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(word in name for name in names for word in _MACROS):
        raise FileRefused(Fault("holds_macros"))
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise FileRefused(Fault("file_other_format"))
    if len(parts) > MOST_PARTS or len(names) != len(parts):
        raise _bomb()
    unpacked = 0
    bare: dict[str, dict[str, str]] = {}
    for part in parts:
        # What a part is called says nothing about what the workbook uses it as.
        found = bare.setdefault(part.filename, {})
        unpacked += _read_part(archive, part, found, unpacked)
    return Sound(unpacked, bare)


def _bomb() -> FileRefused:
    return FileRefused(Fault("file_bomb", params={"limit": MOST_UNPACKED // 1_000_000}))


def _judge_size(part: zipfile.ZipInfo, size: int, before: int) -> None:
    if before + size > MOST_UNPACKED:
        raise _bomb()
    if size > RATIO_MATTERS and size > MOST_RATIO * max(part.compress_size, 1):
        raise _bomb()


def _read_part(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, bare: dict[str, str], before: int
) -> int:
    """Look through one part piece by piece; a cell that is cut waits for the next piece."""
    size = 0
    held = b""
    extent = _Extent()
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            if size == 0 and piece.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
                raise FileRefused(Fault("file_other_format"))  # XML that we could not look through
            size += len(piece)
            _judge_size(part, size, before)
            held += piece
            if b"<!DOCTYPE" in held or b"<!ENTITY" in held:
                raise FileRefused(Fault("file_document_type"))
            cut = max(held.rfind(b"</c>"), held.rfind(b":c>")) + 1
            ready, held = (held[:cut], held[cut:]) if cut else (held, held[-_TAIL:])
            extent.look(ready)
            _note_bare(ready + b"/c>", bare)
        extent.look(held)
        _note_bare(held, bare)
    if extent.is_wide:
        with archive.open(part) as stream:
            tail = b""
            while piece := stream.read(_PIECE):
                extent.look_closely(tail + piece)
                tail = piece[-_TAIL:]
    return size


def _note_bare(xml: bytes, bare: dict[str, str]) -> None:
    if b"f>" in xml or b"<f" in xml:
        for found in _BARE.finditer(xml):
            reference = _REFERENCE.search(b" " + found[1])
            if reference is not None:
                bare[reference[1].decode().upper()] = ""
    if b't="e"' in xml:
        for found in _ERROR.finditer(xml):
            reference = _REFERENCE.search(b" " + found[1])
            if reference is not None:
                bare[reference[1].decode().upper()] = found[2].decode(errors="replace")


class _Extent:
    """The outermost row and column seen so far; FileRefused when the block grows too large.

    Ordinary sheets are narrow, and looking at each of their cells would take as long as reading
    them: rows are looked up where their numbers are long, and exactly only in wide sheets.
    """

    def __init__(self) -> None:
        self.rows = self.cells = 0
        self.columns = _NARROW

    def look(self, xml: bytes) -> None:
        """One piece; what is not told of rows below 100,000 cannot matter in a narrow sheet."""
        self.cells += xml.count(b"<c ") + xml.count(b"<c>") + xml.count(b":c ")
        odd = any(way in xml for way in _ODD) or _SMALL.search(xml)
        rows = (_FAR_ODD if odd else _FAR).findall(xml)
        self.rows = max([self.rows, *map(int, rows)])
        for letters in set((_LATER_ODD if odd else _LATER).findall(xml)):
            self.columns = max(self.columns, column_number(letters.decode()))
        self._judge()

    @property
    def is_wide(self) -> bool:
        return self.columns * 100_000 > MOST_CELLS

    def look_closely(self, xml: bytes) -> None:
        """One piece of a wide sheet: every row that a cell or a row names."""
        self.rows = max([self.rows, *map(int, _ANY_ROW.findall(xml))])
        self._judge()

    def _judge(self) -> None:
        if self.rows * self.columns <= MOST_CELLS and self.cells <= MOST_CELLS:
            return
        if self.columns == _NARROW:
            raise FileRefused(Fault("too_many_rows", params={"limit": MOST_ROWS}))
        extent = {"rows": self.rows, "columns": self.columns}
        raise FileRefused(Fault("sheet_too_wide", params=extent))


def column_number(letters: str) -> int:
    """A is 1, Z 26, AA 27."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + ord(letter) - 64
    return found
