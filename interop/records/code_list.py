"""A list of codes that is too long for a record, as its attachment: one code a line, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from interop.documents.digest import is_digest, sha256
from interop.limits import MOST_ATTACHMENT_BYTES

#: A record names so many codes itself; more of them travel beside it.
MOST_IN_RECORD = 500
FORM = "codes/1"


class Named(NamedTuple):
    """An attachment as a record names it; ``size`` in bytes."""

    digest: str
    size: int


def content_of(codes: Sequence[str]) -> bytes:
    """UTF-8, each line ended by LF."""
    return "".join(f"{code}\n" for code in codes).encode()


def body_of(codes: Sequence[str]) -> tuple[dict[str, Any], bytes | None]:
    """What a record's body says of these codes, and the attachment if there is one."""
    if len(codes) <= MOST_IN_RECORD:
        return {"codes": list(codes)}, None
    content = content_of(codes)
    named = {"digest": sha256(content), "size": len(content), "form": FORM}
    return {"codes": [], "attachment": named}, content


def scanned_of(body: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | None]:
    """The same body with what was ``scanned`` beside it, if that is too much for a record."""
    scanned = body.get("scanned")
    if scanned is None or len(scanned) <= MOST_IN_RECORD:
        return dict(body), None
    named, content = body_of(scanned)
    return {**body, "scanned": [], "attachment": named["attachment"]}, content


def named_in(body: Mapping[str, Any]) -> Named | None:
    """The attachment that a partner's body names; ValueError if it cannot be one of codes."""
    said = body.get("attachment")
    if said is None:
        return None
    if not isinstance(said, dict) or said.get("form") != FORM or not is_digest(said.get("digest")):
        raise ValueError("attachment")
    size = said.get("size")
    if type(size) is not int or not 0 < size <= MOST_ATTACHMENT_BYTES:
        raise ValueError("size")
    return Named(said["digest"], size)


def codes_in(content: bytes) -> list[str]:
    """The codes of an attachment; ValueError if it is no such list."""
    text = content.decode("utf-8")
    codes = text.split("\n")
    if codes.pop() or not all(code and code.isprintable() for code in codes):
        raise ValueError("lines")
    return codes
