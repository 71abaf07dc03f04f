"""What a scale's ticket says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Weighing:
    """A ticket as it comes in; masses in grams. ``code`` is the unit that lay on the scale,
    ``vehicle`` the plate that stood on it; ``calibrated_until`` is the last day of the calibration.
    """

    ticket: str
    scale: str
    site: str
    weighed_at: datetime
    gross_g: int
    tare_g: int
    code: str | None = None
    vehicle: str | None = None
    manifest: str | None = None
    calibrated_until: date | None = None
    client_id: str | None = None

    @property
    def net_g(self) -> int:
        """Gross less tare."""
        return self.gross_g - self.tare_g


@dataclass(frozen=True, slots=True)
class Ticket:
    """A weighing as it is kept; ``site``, ``organisation``, ``actor``, ``unit`` and ``event`` are
    ids. The ticket's number is unique within the organisation."""

    organisation: int
    ticket: str
    scale: str
    site: int
    weighed_at: datetime
    recorded_at: datetime
    gross_g: int
    tare_g: int
    actor: int
    unit: int | None
    event: int | None
    vehicle: str | None
    manifest: str | None
    calibrated_until: date | None
