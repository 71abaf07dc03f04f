"""What is a record of the exchange? Its envelope, read and written.

One record is one version of one thing; only its origin makes further versions. An answer is a
record of the answering side that says what it is ``about``; nobody edits another's record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from interop.algorithms.signer import Signer
from interop.documents.canonical import canonical, canonical_checked
from interop.documents.digest import is_digest, sha256
from interop.documents.jws import JwsRefused, Signature, Typ, read_signatures, sign
from interop.documents.profile import JsonFault
from interop.documents.words import (
    is_authority,
    is_identifier,
    is_uuid,
    moment,
    moment_of,
    schema_parts,
    written,
)
from interop.limits import MOST_RECORD_BYTES

VERSION = 1
_MOST_VERSION = 1_000_000


class State(StrEnum):
    """A cancelled record takes no further version (``state_final``)."""

    ACTIVE = "active"
    CANCELLED = "cancelled"


class RecordKey(NamedTuple):
    """By which a record is known on both sides, for ever."""

    origin: str
    id: str
    version: int


class About(NamedTuple):
    """Which record an answer answers, down to its digest."""

    origin: str
    id: str
    version: int
    digest: str


class RecordRefused(Exception):
    """This is no record; ``code`` is a row of ``RECORD_REFUSALS``, ``faults`` name places."""

    def __init__(self, code: str, faults: Sequence[JsonFault] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Record:
    """``prev`` is the digest of the version before (None for version 1), ``via`` the authority
    that passes the record on for its origin, ``body`` what the schema describes."""

    origin: str
    id: str
    version: int
    prev: str | None
    schema: str
    business_no: str
    issued_at: datetime
    body: Mapping[str, Any]
    state: State = State.ACTIVE
    reason: str | None = None
    via: str | None = None
    about: About | None = None

    @property
    def key(self) -> RecordKey:
        return RecordKey(self.origin, self.id, self.version)

    def document(self) -> dict[str, Any]:
        """The envelope as it travels. ``about`` is there in answers only."""
        document: dict[str, Any] = {
            "v": VERSION,
            "origin": self.origin,
            "id": self.id,
            "version": self.version,
            "prev": self.prev,
            "schema": self.schema,
            "business_no": self.business_no,
            "issued_at": written(self.issued_at),
            "state": self.state.value,
            "reason": self.reason,
            "via": self.via,
            "body": dict(self.body),
        }
        if self.about is not None:
            document["about"] = self.about._asdict()
        return document


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """A record with its exact canonical bytes, their digest, and signatures that nobody has
    verified yet (``interop.records.verdict`` does)."""

    record: Record
    content: bytes
    digest: str
    signatures: tuple[Signature, ...]


def seal_record(record: Record, signers: Sequence[Signer]) -> dict[str, Any]:
    """The record with our signatures, as it stands in a message.

    DocumentRefused if it breaks the JSON profile, RecordRefused if it is no proper record: what
    we could not read we do not sign.
    """
    document = record.document()
    content = canonical_checked(document)
    faults = _faults(document, "")
    if faults:
        raise RecordRefused("record_envelope", faults)
    if len(content) > MOST_RECORD_BYTES:
        raise RecordRefused("record_too_large")
    return {
        "record": document,
        "signatures": [sign(content, Typ.RECORD, signer) for signer in signers],
    }


def read_record(entry: object, pointer: str = "") -> SignedRecord:
    """A member of ``records`` of a strictly read message; RecordRefused if it is none."""
    if not isinstance(entry, dict) or set(entry) != {"record", "signatures"}:
        raise RecordRefused("record_envelope", [JsonFault("record_envelope", pointer)])
    document = entry["record"]
    faults = _faults(document, f"{pointer}/record")
    if faults:
        raise RecordRefused("record_envelope", faults)
    content = canonical(document)
    if len(content) > MOST_RECORD_BYTES:
        raise RecordRefused("record_too_large", [JsonFault("record_too_large", pointer)])
    try:
        signatures = read_signatures(entry["signatures"])
    except JwsRefused as error:
        fault = JsonFault("record_sig", f"{pointer}/signatures")
        raise RecordRefused("record_sig", [fault]) from error
    return SignedRecord(_record(document), content, sha256(content), signatures)


def named_anyhow(entry: object) -> tuple[RecordKey, str]:
    """By what a receipt names a record that cannot be read: what it says of itself, if that has
    the right form, and the digest of what stands there."""
    document = entry.get("record") if isinstance(entry, dict) else None
    said = document if isinstance(document, dict) else {}
    key = RecordKey(
        said["origin"] if is_authority(said.get("origin")) else "",
        said["id"] if is_uuid(said.get("id")) else "",
        said["version"] if _is_version(said.get("version")) else 0,
    )
    return key, sha256(canonical(document))


def _record(document: Mapping[str, Any]) -> Record:
    about = document.get("about")
    return Record(
        origin=document["origin"],
        id=document["id"],
        version=document["version"],
        prev=document["prev"],
        schema=document["schema"],
        business_no=document["business_no"],
        issued_at=moment(document["issued_at"]),
        body=document["body"],
        state=State(document["state"]),
        reason=document["reason"],
        via=document["via"],
        about=About(**about) if about is not None else None,
    )


def _is_version(value: object) -> bool:
    return type(value) is int and 1 <= value <= _MOST_VERSION


def _is_about(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(About._fields)
        and is_authority(value["origin"])
        and is_uuid(value["id"])
        and _is_version(value["version"])
        and is_digest(value["digest"])
    )


#: What each member of the envelope must be.
_MEMBERS: dict[str, Callable[[Any], bool]] = {
    "v": lambda value: type(value) is int and value == VERSION,
    "origin": is_authority,
    "id": is_uuid,
    "version": _is_version,
    "prev": lambda value: value is None or is_digest(value),
    "schema": lambda value: schema_parts(value) is not None,
    "business_no": is_identifier,
    "issued_at": lambda value: moment_of(value) is not None,
    "state": lambda value: isinstance(value, str) and value in set(State),
    "reason": lambda value: value is None or isinstance(value, str),
    "via": lambda value: value is None or is_authority(value),
    "body": lambda value: isinstance(value, dict),
}


def _faults(document: object, pointer: str) -> list[JsonFault]:
    """Every member that is missing, unknown or not what it must be."""
    if not isinstance(document, dict):
        return [JsonFault("record_envelope", pointer)]
    wrong = [name for name in _MEMBERS if name not in document]
    wrong += [name for name in document if name not in _MEMBERS and name != "about"]
    wrong += [
        name for name, holds in _MEMBERS.items() if name in document and not holds(document[name])
    ]
    if "about" in document and not _is_about(document["about"]):
        wrong.append("about")
    if not wrong and (document["prev"] is None) != (document["version"] == 1):
        wrong.append("prev")
    if not wrong and document["state"] == State.CANCELLED and not document["reason"]:
        wrong.append("reason")
    return [JsonFault("record_envelope", f"{pointer}/{name}") for name in wrong]
