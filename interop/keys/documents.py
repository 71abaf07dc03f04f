"""How does a key travel: as its owner announces it, and with its history in a bundle of evidence?

An announcement is a hint. It makes nothing trusted: two people must approve the key by a
fingerprint that reached them another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from interop.algorithms.signer import Signer
from interop.documents.digest import from_b64u
from interop.documents.jws import JwsRefused, Typ, read_signed, seal
from interop.documents.words import moment_of, written
from interop.keys.book import KeyBook
from interop.keys.check_signature import check_signature
from interop.keys.fingerprint import fingerprint
from interop.keys.key import Happened, Key, KeyEvent
from interop.keys.names import Use
from interop.keys.refusals import KeyRefused
from interop.limits import MOST_BODY_BYTES

_ANNOUNCED = {"keyid", "alg", "public", "not_before", "not_after"}


def announce(keys: Sequence[Key], by: str, at: datetime, signer: Signer) -> dict[str, Any]:
    """Our keys, signed with a record key that the partner already trusts (``GET /keys``)."""
    document = {
        "type": "keys",
        "v": 1,
        "by": by,
        "at": written(at),
        "keys": [key.announced() for key in keys],
    }
    return seal(document, Typ.KEYS, [signer])


def read_announcement(document: object, book: KeyBook, now: datetime) -> list[Key]:
    """Keys that a partner announces, none of them trusted yet.

    KeyRefused unless the announcement is signed by a good record key of the authority that every
    announced key names.
    """
    try:
        signed = read_signed(document, MOST_BODY_BYTES)
    except JwsRefused as error:
        raise KeyRefused("key_announcement") from error
    checked = [
        check_signature(signature, signed.payload, Typ.KEYS, Use.RECORD, book, now)
        for signature in signed.signatures
    ]
    authorities = {one.authority for one in checked if one.authority is not None}
    said = signed.document
    if not authorities or not isinstance(said, dict) or not isinstance(said.get("keys"), list):
        raise KeyRefused("key_announcement")
    keys = [read_key(row) for row in said["keys"]]
    if any(key.authority not in authorities for key in keys):
        raise KeyRefused("key_announcement")
    return keys


def read_key(row: object) -> Key:
    """A key as announced, without history; KeyRefused if it is none."""
    if not isinstance(row, dict) or not set(row) >= _ANNOUNCED:
        raise KeyRefused("key_announcement")
    not_before, not_after = moment_of(row["not_before"]), moment_of(row["not_after"])
    try:
        public = from_b64u(row["public"])
    except ValueError as error:
        raise KeyRefused("key_announcement") from error
    named = isinstance(row["keyid"], str) and isinstance(row["alg"], str)
    if not named or not_before is None or not_after is None:
        raise KeyRefused("key_announcement")
    return Key(row["keyid"], row["alg"], public, not_before, not_after)


def history(keys: Iterable[Key]) -> dict[str, Any]:
    """Keys with everything that happened to them, as evidence holds them."""
    return {
        "type": "key_history",
        "v": 1,
        "keys": [
            {
                **key.announced(),
                "fingerprint": fingerprint(key),
                "events": [
                    {
                        "what": event.what.value,
                        "by": event.by,
                        "at": written(event.at),
                        "since": written(event.since),
                    }
                    for event in key.events
                ],
            }
            for key in keys
        ],
    }


def read_history(document: object) -> KeyBook:
    """The keys of a history; KeyRefused if anything in it cannot be read."""
    rows = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise KeyRefused("key_announcement")
    return KeyBook(_with_events(read_key(row), row.get("events")) for row in rows)


def _with_events(key: Key, rows: object) -> Key:
    if not isinstance(rows, list):
        raise KeyRefused("key_announcement", key.keyid)
    events = tuple(_event(row, key.keyid) for row in rows)
    return Key(key.keyid, key.algorithm, key.public, key.not_before, key.not_after, events)


def _event(row: object, keyid: str) -> KeyEvent:
    if not isinstance(row, dict):
        raise KeyRefused("key_announcement", keyid)
    at, since = moment_of(row.get("at")), moment_of(row.get("since"))
    what, by = row.get("what"), row.get("by")
    if not isinstance(what, str) or not isinstance(by, str) or at is None or since is None:
        raise KeyRefused("key_announcement", keyid)
    try:
        return KeyEvent(Happened(what), by, at, since)
    except ValueError as error:
        raise KeyRefused("key_announcement", keyid) from error
