"""What does a side vouch for about its log, and when does the other side countersign it?

A head states size and root of the log that one side keeps about one partner. The partner signs the
same bytes if the log only grew since the last head it saw. From then on neither side can show a
third one another past without the other's signature contradicting it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from interop.algorithms.signer import Signer
from interop.checkpoints.proofs import is_consistent
from interop.documents.digest import from_b64u, is_digest, raw, spelled
from interop.documents.jws import JwsRefused, Signed, Typ, read_signed, seal, sign
from interop.documents.words import is_authority, moment, moment_of, written
from interop.keys.book import KeyBook
from interop.keys.check_signature import check_signature
from interop.keys.names import Use
from interop.limits import CLOCK_SKEW

_MOST_HEAD_BYTES = 8_192


@dataclass(frozen=True, slots=True)
class Head:
    """``keeper`` keeps the log of what it exchanged with ``partner``; ``root`` are 32 bytes."""

    keeper: str
    partner: str
    size: int
    root: bytes
    at: datetime

    def document(self) -> dict[str, Any]:
        return {
            "type": "checkpoint",
            "v": 1,
            "keeper": self.keeper,
            "partner": self.partner,
            "size": self.size,
            "root": spelled(self.root),
            "at": written(self.at),
        }


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head and who vouches for it: the keeper always, the partner if it countersigned."""

    head: Head
    signed_by: frozenset[str]


class HeadRefused(Exception):
    """The head cannot be believed; ``why``: form, signature, time, rewritten. Only ``rewritten``
    accuses the keeper: two heads of one log contradict each other. Keep both."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def sign_head(head: Head, signer: Signer) -> dict[str, Any]:
    """The head with its keeper's signature (a checkpoint key)."""
    return seal(head.document(), Typ.CHECKPOINT, [signer])


def read_head(document: object, book: KeyBook, now: datetime) -> SignedHead:
    """A signed head, every signature verified as of the time it states; HeadRefused."""
    signed, head = _read(document)
    if head.at > now + CLOCK_SKEW:
        raise HeadRefused("time")
    signers = set()
    for signature in signed.signatures:
        checked = check_signature(
            signature, signed.payload, Typ.CHECKPOINT, Use.CHECKPOINT, book, head.at
        )
        if checked.authority is None:
            raise HeadRefused("signature")
        signers.add(checked.authority)
    if head.keeper not in signers or not signers <= {head.keeper, head.partner}:
        raise HeadRefused("signature")
    return SignedHead(head, frozenset(signers))


def check_grown(seen: Head | None, new: Head, proof: Sequence[bytes]) -> None:
    """HeadRefused("rewritten") unless the new head continues the last one that was seen.

    ``proof``: the keeper's consistency proof from the seen size to the new one.
    """
    if seen is None:
        return
    if (seen.keeper, seen.partner) != (new.keeper, new.partner) or not is_consistent(
        seen.size, seen.root, new.size, new.root, proof
    ):
        raise HeadRefused("rewritten")


def countersign(document: dict[str, Any], signer: Signer) -> dict[str, Any]:
    """The head with our signature beside the keeper's, over the same bytes. The caller has read
    the head and checked that it has grown."""
    payload = from_b64u(document["payload"])
    added = sign(payload, Typ.CHECKPOINT, signer)
    return {**document, "signatures": [*document["signatures"], added]}


def _read(document: object) -> tuple[Signed, Head]:
    try:
        signed = read_signed(document, _MOST_HEAD_BYTES)
    except JwsRefused as error:
        raise HeadRefused("form") from error
    said = signed.document
    fields = {"type", "v", "keeper", "partner", "size", "root", "at"}
    proper = (
        isinstance(said, dict)
        and set(said) == fields
        and (said["type"], said["v"]) == ("checkpoint", 1)
        and is_authority(said["keeper"])
        and is_authority(said["partner"])
        and type(said["size"]) is int
        and said["size"] >= 0
        and is_digest(said["root"])
        and moment_of(said["at"]) is not None
    )
    if not proper:
        raise HeadRefused("form")
    head = Head(
        said["keeper"], said["partner"], said["size"], raw(said["root"]), moment(said["at"])
    )
    return signed, head
