"""What is known about a key: its public half, its span, what happened to it; was it good then?

A key's history is a list of events that only grows. What the key was worth at a moment is derived
from the events; old keys are never deleted, because old records are judged by them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from interop.algorithms.suites import fits
from interop.documents.digest import b64u
from interop.documents.words import written
from interop.keys.names import Use, key_name

APPROVERS = 2


class Happened(StrEnum):
    """What can happen to a key. ``approved`` twice makes it usable; ``retired`` ends it in good
    standing; ``revoked`` ends it at once; ``compromised`` says since when it is distrusted."""

    ENROLLED = "enrolled"
    APPROVED = "approved"
    RETIRED = "retired"
    REVOKED = "revoked"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """``by`` is the login of the person, ``at`` when it was written down, ``since`` from when it
    counts (the same moment unless said otherwise)."""

    what: Happened
    by: str
    at: datetime
    since: datetime


class Standing(StrEnum):
    """What a key was worth at a moment; only ``good`` is good."""

    GOOD = "good"
    NOT_APPROVED = "not_approved"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True)
class Key:
    """``keyid`` names authority and use; ``public`` are raw bytes (Ed25519: 32; ES256: 65)."""

    keyid: str
    algorithm: str
    public: bytes
    not_before: datetime
    not_after: datetime
    events: tuple[KeyEvent, ...] = ()

    #: Derived from name and events: ``ends`` is the last moment of good standing as far as is
    #: known, ``approved_at`` when the second of two different people approved.
    authority: str = field(init=False, compare=False, repr=False)
    use: Use | None = field(init=False, compare=False, repr=False)
    ends: datetime = field(init=False, compare=False, repr=False)
    approved_at: datetime | None = field(init=False, compare=False, repr=False)
    revoked_at: datetime | None = field(init=False, compare=False, repr=False)
    compromised_since: datetime | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        name = key_name(self.keyid)
        derived = {
            "authority": name.authority if name else "",
            "use": name.use if name else None,
            "ends": min((self.not_after, *self._since(Happened.RETIRED))),
            "approved_at": self._second_approval(),
            "revoked_at": min(self._since(Happened.REVOKED), default=None),
            "compromised_since": min(self._since(Happened.COMPROMISED), default=None),
        }
        for field_, value in derived.items():
            object.__setattr__(self, field_, value)

    def standing(self, moment: datetime) -> Standing:
        """What the key was worth at a moment, by everything known now."""
        if self.compromised_since is not None and moment >= self.compromised_since:
            return Standing.COMPROMISED
        if self.revoked_at is not None and moment >= self.revoked_at:
            return Standing.REVOKED
        if self.approved_at is None or moment < self.approved_at:
            return Standing.NOT_APPROVED
        if moment < self.not_before:
            return Standing.NOT_YET
        return Standing.GOOD if moment <= self.ends else Standing.EXPIRED

    def fell_later(self, moment: datetime) -> Standing | None:
        """What befell the key after a moment at which it was good: worth a flag, no refusal."""
        if self.compromised_since is not None and moment < self.compromised_since:
            return Standing.COMPROMISED
        if self.revoked_at is not None and moment < self.revoked_at:
            return Standing.REVOKED
        return None

    def fits(self, signature: bytes, data: bytes) -> bool:
        return fits(self.algorithm, self.public, signature, data)

    def announced(self) -> dict[str, Any]:
        """What the fingerprint is taken over, and what an announcement says of the key."""
        return {
            "keyid": self.keyid,
            "alg": self.algorithm,
            "public": b64u(self.public),
            "not_before": written(self.not_before),
            "not_after": written(self.not_after),
        }

    def _since(self, what: Happened) -> list[datetime]:
        return [event.since for event in self.events if event.what == what]

    def _second_approval(self) -> datetime | None:
        first: dict[str, datetime] = {}
        for event in self.events:
            if event.what == Happened.APPROVED:
                first.setdefault(event.by, event.at)
        moments = sorted(first.values())
        return moments[APPROVERS - 1] if len(moments) >= APPROVERS else None
