"""Does one signature of a document count: right kind, right use of key, fitting, key good then?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interop.documents.jws import Signature, Typ
from interop.keys.book import KeyBook
from interop.keys.key import Key, Standing
from interop.keys.names import Use


class Doubt(StrEnum):
    """Why a signature does not count."""

    UNKNOWN_KEY = "unknown_key"
    #: Made by another key, over other bytes, as another kind of document, or for another use.
    MISFIT = "misfit"
    #: The key was not good at the attested time.
    KEY_NOT_GOOD = "key_not_good"


@dataclass(frozen=True, slots=True)
class Checked:
    """``doubt`` is None if the signature counts; then ``later`` may say what befell the key
    afterwards: revoked or compromised, which is worth a flag and no refusal."""

    doubt: Doubt | None
    key: Key | None = None
    later: Standing | None = None

    @property
    def authority(self) -> str | None:
        """Whose signature it is; None if it does not count."""
        return self.key.authority if self.key and self.doubt is None else None


def check_signature(
    signature: Signature, payload: bytes, typ: Typ, use: Use, book: KeyBook, attested: datetime
) -> Checked:
    """One signature over these bytes, judged by the key's standing at the attested time."""
    key = book.find(signature.keyid)
    if key is None:
        return Checked(Doubt.UNKNOWN_KEY)
    if signature.typ != typ or signature.algorithm != key.algorithm or key.use != use:
        return Checked(Doubt.MISFIT, key)
    if not signature.fits(key.public, payload):
        return Checked(Doubt.MISFIT, key)
    if key.standing(attested) != Standing.GOOD:
        return Checked(Doubt.KEY_NOT_GOOD, key)
    return Checked(None, key, key.fell_later(attested))
