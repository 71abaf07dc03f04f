"""Which part of a workbook is which sheet? Told by the workbook, not by what parts are called."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from tracker.domain.errors import Fault, FileRefused

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: Lists of sheets are short; a longer one is none.
_MOST_BYTES = 5_000_000


def sheet_parts(path: Path) -> Mapping[str, str]:
    """Name of the sheet -> name of its part in the zip. Call it for inspected files only: they hold
    no definitions that could grow. FileRefused when the list cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            targets = {
                element.get("Id", ""): _part(element.get("Target", ""))
                for element in _elements(archive, _RELATIONS)
            }
            return {
                element.get("name", ""): targets.get(element.get(_ID, ""), "")
                for element in _elements(archive, _BOOK)
                if element.tag.endswith("}sheet")
            }
    except (KeyError, ElementTree.ParseError) as error:
        raise FileRefused(Fault("file_damaged", params={"problem": str(error)})) from error


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator[ElementTree.Element]:
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise FileRefused(Fault("file_damaged", params={"problem": name}))
    with archive.open(name) as stream:
        text = stream.read(_MOST_BYTES)
    return ElementTree.fromstring(text).iter()  # noqa: S314  inspected: it defines nothing


def _part(target: str) -> str:
    """A target is absolute or seen from the folder of the workbook."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
