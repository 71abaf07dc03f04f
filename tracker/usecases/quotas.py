"""How does a manifest draw on an approval 跨省转移批准? Promises to be kept by who keeps approvals.

All four are called inside the manifest's own transaction, so that quantity and load are one fact.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from tracker.domain.manifest import Manifest


class Quotas(Protocol):
    """Quantities of approvals, in grams. ``at`` is the moment that the step happened."""

    def debit(self, manifest: Manifest, at: datetime) -> None:
        """Take the manifest's mass off its approval at issue; refuse (DomainError) if there is none
        for a transfer that crosses provinces, or if too little is left."""
        ...

    def settle(self, manifest: Manifest, accepted_g: int, at: datetime) -> None:
        """At the receiver's decision: what was accepted counts, the rest goes back."""
        ...

    def release(self, manifest: Manifest, at: datetime) -> None:
        """The manifest was cancelled: all of it goes back."""
        ...

    def revise(self, manifest: Manifest, mass_g: int, at: datetime) -> None:
        """A revision changed the mass while the load is under way."""
        ...


class NoQuotas:
    """Nobody counts: for as long as no approvals are kept."""

    def debit(self, manifest: Manifest, at: datetime) -> None:
        """Nothing to take it off."""

    def settle(self, manifest: Manifest, accepted_g: int, at: datetime) -> None:
        """Nothing to settle."""

    def release(self, manifest: Manifest, at: datetime) -> None:
        """Nothing to give back."""

    def revise(self, manifest: Manifest, mass_g: int, at: datetime) -> None:
        """Nothing to revise."""
