"""Does a bundle of evidence hold: files, signatures, receipts, proofs, keys?

Findings are gathered, not raised: an auditor sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from interop.documents.digest import sha256
from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.keys.book import KeyBook
from interop.keys.documents import read_history
from interop.keys.fingerprint import fingerprint, is_fingerprint_of
from interop.keys.key import Key
from interop.keys.refusals import KeyRefused
from interop.verify.archive import NoBundle, read_archive
from interop.verify.findings import Finding, fails, holds, notice
from interop.verify.item import Item, check_item
from interop.verify.layout import (
    ATTACHMENTS,
    KEYS,
    MANIFEST,
    MOST_FILE_BYTES,
    MOST_FILES,
    PARTS,
    file_of,
)


@dataclass(frozen=True, slots=True)
class Checkup:
    """Everything that was found, and the keys on which it rests."""

    findings: tuple[Finding, ...]
    keys: tuple[Key, ...]


def check_bundle(path: Path, trusted: frozenset[str], now: datetime) -> Checkup:
    """Findings about the bundle at this path; NoBundle if there is none.

    ``trusted`` are fingerprints that the auditor holds on paper. Without any, a bundle that is
    sound in itself only says which to compare: whoever makes a bundle could make its keys, too.
    """
    files = read_archive(path)
    manifest = _manifest(files)
    findings = list(_check_files(files, manifest))
    try:
        book = read_history(_json(files, KEYS))
    except (KeyRefused, DocumentRefused, KeyError):
        return Checkup((*findings, fails("file_unreadable", name=KEYS)), ())
    used: dict[str, Key] = {}
    items: list[Item] = []
    for number in range(1, manifest["items"] + 1):
        item = _item(files, number)
        if isinstance(item, Item):
            findings += check_item(item, book, now, used)
            items.append(item)
        else:
            findings.append(item)
    findings += _check_chain(items)
    findings += _check_attachments(files)
    findings += _check_trust(used, trusted)
    return Checkup(tuple(findings), tuple(used.values()))


def _manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        said = _json(files, MANIFEST)
    except (KeyError, DocumentRefused) as error:
        raise NoBundle("no manifest") from error
    rows = said.get("files") if isinstance(said, dict) else None
    proper = (
        isinstance(said, dict)
        and (said.get("type"), said.get("v")) == ("evidence", 1)
        and type(said.get("items")) is int
        and 1 <= said["items"] <= MOST_FILES
        and isinstance(rows, list)
        and all(isinstance(row, dict) and {"name", "digest"} <= set(row) for row in rows)
    )
    if not proper:
        raise NoBundle("no manifest")
    found: dict[str, Any] = said
    return found


def _check_files(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[Finding]:
    stated = {str(row["name"]): row["digest"] for row in manifest["files"]}
    missing = [name for name in stated if name not in files]
    surplus = [name for name in files if name not in stated and name != MANIFEST]
    changed = [
        name for name, digest in stated.items() if name in files and sha256(files[name]) != digest
    ]
    yield from (fails("file_missing", name=name) for name in missing)
    yield from (fails("file_surplus", name=name) for name in surplus)
    yield from (fails("file_changed", name=name) for name in changed)
    if not (missing or surplus or changed):
        yield holds("files_whole", count=len(stated))


def _item(files: Mapping[str, bytes], number: int) -> Item | Finding:
    """The parts of one record, or which of them is missing or cannot be read."""
    parts: dict[str, Any] = {}
    for part, row in PARTS.items():
        name = file_of(number, part)
        if name not in files:
            if row.needed:
                return fails("file_missing", str(number), name=name)
            continue
        try:
            is_json = name.endswith(".json")
            parts[part] = _json(files, name) if is_json else files[name]
        except DocumentRefused:
            return fails("file_unreadable", str(number), name=name)
    return Item(str(number), files[file_of(number, "message")], parts)


def _check_chain(items: list[Item]) -> Iterator[Finding]:
    """Versions of one thing that are both here continue one another."""
    known = {item.signed.record.key: item.signed for item in items if item.signed}
    linked, broken = 0, []
    for key, signed in known.items():
        before = known.get(key._replace(version=key.version - 1))
        if before is not None:
            linked += 1
            if signed.record.prev != before.digest:
                broken.append(f"{key.origin} {key.id} {key.version}")
    yield from (fails("chain_broken", record=record) for record in broken)
    if linked and not broken:
        yield holds("chain_holds")


def _check_attachments(files: Mapping[str, bytes]) -> Iterator[Finding]:
    for name, content in files.items():
        if name.startswith(ATTACHMENTS):
            digest = name.removeprefix(ATTACHMENTS)
            whole = sha256(content).removeprefix("sha256:") == digest
            finding = holds if whole else fails
            yield finding("attachment_whole" if whole else "attachment_changed", name=digest)


def _check_trust(used: Mapping[str, Key], trusted: frozenset[str]) -> Iterator[Finding]:
    strange = 0
    for key in used.values():
        said = {"kid": key.keyid, "fingerprint": fingerprint(key)}
        if not trusted:
            yield notice("keys_to_compare", **said)
        elif not any(is_fingerprint_of(one, key) for one in trusted):
            strange += 1
            yield fails("key_not_trusted", **said)
    if trusted and used and not strange:
        yield holds("keys_trusted")


def _json(files: Mapping[str, bytes], name: str) -> Any:
    return read_strictly(files[name], MOST_FILE_BYTES)


def book_of(path: Path) -> KeyBook:
    """The key history of a bundle; for whoever wants to look closer."""
    return read_history(_json(read_archive(path), KEYS))
