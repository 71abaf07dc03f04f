"""What is in this zip? Read into memory within limits, never unpacked to a disk."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from interop.verify.layout import MOST_BYTES, MOST_FILE_BYTES, MOST_FILES


class NoBundle(Exception):
    """This is no bundle that can be read; the text is a word of ``sentences.WORDS``."""


def read_archive(path: Path) -> dict[str, bytes]:
    """Content by name; NoBundle for a broken, oversized or ambiguous archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if len(set(names)) < len(names) or any(map(_odd, names)):
                raise NoBundle("names")
            sizes = [member.file_size for member in members]
            if len(members) > MOST_FILES or sum(sizes) > MOST_BYTES:
                raise NoBundle("too large")
            return {member.filename: _content(archive, member) for member in members}
    except FileNotFoundError as error:
        raise NoBundle("no such file") from error
    except (OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise NoBundle("not a zip") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise NoBundle("not a zip") from error


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What stands in the member, and no more than it says (a bomb says less than it holds)."""
    with archive.open(member) as file:
        content = file.read(MOST_FILE_BYTES + 1)
    if len(content) > MOST_FILE_BYTES:
        raise NoBundle("too large")
    return content


def _odd(name: str) -> bool:
    parts = name.split("/")
    return not name.isascii() or "\\" in name or any(part in ("", ".", "..") for part in parts)
