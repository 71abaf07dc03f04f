"""What lies where in a bundle of evidence? One zip, names and sizes fixed, nothing else in it."""

from __future__ import annotations

from typing import NamedTuple

MANIFEST = "manifest.json"
KEYS = "keys.json"
README = "README.txt"
ATTACHMENTS = "attachments/"

MOST_FILES = 2_000
MOST_FILE_BYTES = 32 * 1024 * 1024
MOST_BYTES = 512 * 1024 * 1024


class Part(NamedTuple):
    """A file of one item, and whether no item is whole without it."""

    name: str
    needed: bool


#: What belongs to one record; the files are called ``items/<number>/<name>``.
PARTS: dict[str, Part] = {
    "record": Part("record.json", True),
    "message": Part("message.json", True),
    "receipt": Part("receipt.json", True),
    "inclusion": Part("inclusion.json", True),
    "head": Part("head.json", True),
    #: From the log of the receipt to the log of the head; needed if they differ in size.
    "consistency": Part("consistency.json", False),
    #: An RFC 3161 token over the head's root: kept, not judged here.
    "timestamp": Part("timestamp.tsr", False),
}


def file_of(item: int, part: str) -> str:
    """``items/1/record.json``; items are counted from 1."""
    return f"items/{item}/{PARTS[part].name}"
