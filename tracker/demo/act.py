"""What happens in the demonstration: one scan by somebody, recorded at a moment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from tracker.domain.scan import Scan


@dataclass(frozen=True, slots=True)
class Act:
    """``caller`` is the credit code of the organisation whose device scans.

    ``about`` is the client_id of the earlier act that a void or a correction is about: the number
    of its event is known only once it is booked. ``referred``: a later act is about this one.
    """

    recorded_at: datetime
    caller: str
    scan: Scan
    about: str | None = None
    referred: bool = False

    @property
    def digest(self) -> bytes:
        """Stands for the SHA-256 of a request body: the same for the same client_id."""
        return hashlib.sha256(self.scan.client_id.encode()).digest()
