"""What signatures need from outside: the store's part and the mathematics, as promises."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from tracker.domain.sight import Sight
from tracker.domain.signing import Frame, FrameSignature, SigningKey


class Seal(Protocol):
    """Which bytes are signed, and whether a signature fits them."""

    def canonical(self, document: Mapping[str, object]) -> bytes: ...
    def fits(self, public_key: bytes, message: bytes, signature: bytes) -> bool: ...


class Signatures(Protocol):
    """Public keys of organisations, confirmed frames, and the signatures on them."""

    def add_key(self, key: SigningKey, actor: int) -> int | None:
        """The id; None when this key is known, whosever it is."""
        ...

    def keys(self, sight: Sight) -> Sequence[SigningKey]:
        """Those of the own organisation, or of all in the division overseen."""
        ...

    def key_with(self, organisation: int, fingerprint: str) -> SigningKey | None:
        """A key of this organisation, locked until the end."""
        ...

    def revoke(self, key: int, actor: int, at: datetime) -> None: ...
    def frames(self, manifest: int, numbers: Collection[int]) -> Mapping[int, Frame]:
        """The confirmed steps at these places, as far as there are any."""
        ...

    def of_frame(self, manifest: int, number: int) -> Sequence[FrameSignature]: ...
    def of_manifest(self, manifest: int) -> Mapping[int, Sequence[FrameSignature]]:
        """By the place of the step."""
        ...

    def sign(
        self, manifest: int, number: int, signed: FrameSignature, digest: str, actor: int
    ) -> bool:
        """False when this key has signed that frame."""
        ...
