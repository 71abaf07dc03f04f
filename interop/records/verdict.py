"""May this record be believed: signed by its origin, with a key that was good at the attested time?

The attested time is when the receiver vouches for having had the record (the receipt's time, later
a time-stamp), never a time that the record itself states.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from interop.documents.jws import Typ
from interop.keys.book import KeyBook
from interop.keys.check_signature import Doubt, check_signature
from interop.keys.key import Key
from interop.keys.names import Use
from interop.limits import CLOCK_SKEW
from interop.records.envelope import SignedRecord

#: Older than the first records of the trade that can be exchanged: a clock that was never set.
_LONGEST_AGO = timedelta(days=365 * 30)


@dataclass(frozen=True, slots=True)
class Policy:
    """What we ask of one partner's records. ``required``: algorithms that must each have signed;
    ``passes_on``: origins whose records it may forward (``via``)."""

    partner: str
    required: frozenset[str] = frozenset({"Ed25519"})
    passes_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """``code`` is None if the record is believed, else a row of ``RECORD_REFUSALS``.

    ``flags`` by name, for a person to see: ``key_revoked_later``, ``key_compromised_later``,
    ``issued_in_future``, ``issued_long_ago``, ``not_checked`` (a signature in an algorithm that
    is neither required nor known here). ``keys`` have signed it.
    """

    code: str | None
    flags: frozenset[str] = frozenset()
    keys: tuple[Key, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)


def verdict_on(signed: SignedRecord, policy: Policy, book: KeyBook, attested: datetime) -> Verdict:
    """Whether a partner's record is believed as of the attested time.

    Every signature must fit that can be checked at all; one by each required algorithm must be
    among them; all by keys of the origin.
    """
    record = signed.record
    came_straight = record.origin == policy.partner and record.via is None
    passed_on = record.via == policy.partner and record.origin in policy.passes_on
    if not (came_straight or passed_on):
        return Verdict("record_origin")
    flags: set[str] = set()
    keys: list[Key] = []
    for signature in signed.signatures:
        checked = check_signature(signature, signed.content, Typ.RECORD, Use.RECORD, book, attested)
        if checked.doubt is Doubt.UNKNOWN_KEY and signature.algorithm not in policy.required:
            flags.add("not_checked")
            continue
        if checked.doubt is not None or checked.key is None:
            code = "record_key" if checked.doubt is Doubt.KEY_NOT_GOOD else "record_sig"
            return Verdict(code, details={"kid": signature.keyid})
        if checked.key.authority != record.origin:
            return Verdict("record_origin", details={"kid": signature.keyid})
        keys.append(checked.key)
        if checked.later is not None:
            flags.add(f"key_{checked.later.value}_later")
    if not keys or not policy.required <= {key.algorithm for key in keys}:
        return Verdict("record_sig")
    return Verdict(None, frozenset(flags | _flags_of_time(record.issued_at, attested)), tuple(keys))


def _flags_of_time(issued_at: datetime, attested: datetime) -> set[str]:
    if issued_at > attested + CLOCK_SKEW:
        return {"issued_in_future"}
    return {"issued_long_ago"} if issued_at < attested - _LONGEST_AGO else set()
