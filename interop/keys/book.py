"""Which keys are registered, and how does the registry change? It only grows.

``KeyBook`` is a value: every change answers a new one, and the store writes down the difference
(a key, or an event of a key).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from interop.algorithms.suites import SUITES
from interop.keys.fingerprint import is_fingerprint_of
from interop.keys.key import Happened, Key, KeyEvent, Standing
from interop.keys.names import Use, key_name
from interop.keys.refusals import KeyRefused

#: A year, and the overlap with the successor.
LONGEST_LIFE = timedelta(days=400)
LONGEST_OVERLAP = timedelta(days=30)


class KeyBook:
    """Keys by name. Iterating gives all of them, the ended ones too."""

    __slots__ = ("_keys",)

    def __init__(self, keys: Iterable[Key] = ()) -> None:
        self._keys = {key.keyid: key for key in keys}

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys.values())

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, keyid: object) -> Key | None:
        """The key of this name, however it stands."""
        return self._keys.get(keyid) if isinstance(keyid, str) else None

    def good(self, authority: str, use: Use, moment: datetime) -> list[Key]:
        """Keys that may be used at a moment, the newest first: sign with the first."""
        found = [
            key
            for key in self
            if (key.authority, key.use) == (authority, use)
            and key.standing(moment) == Standing.GOOD
        ]
        return sorted(found, key=lambda key: (key.not_before, key.keyid), reverse=True)

    def enrol(self, key: Key, by: str, at: datetime) -> KeyBook:
        """The book with a key that nobody has approved yet.

        Raises KeyRefused: a name that was used before, an algorithm without a suite, unsound
        bytes, a span that is too long.
        """
        if key_name(key.keyid) is None:
            raise KeyRefused("keyid_form", key.keyid)
        if self.find(key.keyid) is not None:
            raise KeyRefused("key_exists", key.keyid)
        if key.algorithm not in SUITES:
            raise KeyRefused("key_algorithm", key.algorithm)
        if not SUITES[key.algorithm].sound(key.public):
            raise KeyRefused("key_unsound", key.keyid)
        if not timedelta(0) < key.not_after - key.not_before <= LONGEST_LIFE:
            raise KeyRefused("key_span", key.keyid)
        enrolled = KeyEvent(Happened.ENROLLED, by, at, at)
        return KeyBook([*self, replace(key, events=(enrolled,))])

    def approve(self, keyid: str, by: str, at: datetime, fingerprint: str) -> KeyBook:
        """The book with one more approval; the second, by another person, makes the key usable.

        ``fingerprint`` is what the person heard or read outside of this system. Raises
        KeyRefused if it is another key's, if the same person approved before, if the key was
        revoked, or if it would overlap with another good one for too long.
        """
        key = self._known(keyid)
        if not is_fingerprint_of(fingerprint, key):
            raise KeyRefused("key_fingerprint", keyid)
        if by in {event.by for event in key.events if event.what == Happened.APPROVED}:
            raise KeyRefused("approver_twice", keyid)
        if key.revoked_at is not None or key.compromised_since is not None:
            raise KeyRefused("key_ended", keyid)
        if any(overlap(key, other) > LONGEST_OVERLAP for other in self._beside(key)):
            raise KeyRefused("key_overlap", keyid)
        return self._with(key, KeyEvent(Happened.APPROVED, by, at, at))

    def retire(self, keyid: str, by: str, at: datetime, since: datetime) -> KeyBook:
        """The book in which the key ends in good standing at ``since``, not before ``at``."""
        return self._with(self._known(keyid), KeyEvent(Happened.RETIRED, by, at, max(at, since)))

    def revoke(self, keyid: str, by: str, at: datetime) -> KeyBook:
        """The book in which the key is worth nothing from now on. One person suffices."""
        return self._with(self._known(keyid), KeyEvent(Happened.REVOKED, by, at, at))

    def compromised(self, keyid: str, by: str, at: datetime, since: datetime) -> KeyBook:
        """The book in which nothing counts that the key signed since ``since``."""
        return self._with(self._known(keyid), KeyEvent(Happened.COMPROMISED, by, at, since))

    def _known(self, keyid: str) -> Key:
        key = self.find(keyid)
        if key is None:
            raise KeyRefused("key_unknown", keyid)
        return key

    def _beside(self, key: Key) -> Iterator[Key]:
        """Approved keys of the same authority, use and algorithm that were not cut short."""
        return (
            other
            for other in self
            if (other.authority, other.use, other.algorithm)
            == (key.authority, key.use, key.algorithm)
            and other.keyid != key.keyid
            and other.approved_at is not None
            and other.revoked_at is None
            and other.compromised_since is None
        )

    def _with(self, key: Key, event: KeyEvent) -> KeyBook:
        grown = replace(key, events=(*key.events, event))
        return KeyBook(grown if other.keyid == key.keyid else other for other in self)


def overlap(one: Key, other: Key) -> timedelta:
    """For how long both are good; zero or less if never."""
    return min(one.ends, other.ends) - max(one.not_before, other.not_before)
