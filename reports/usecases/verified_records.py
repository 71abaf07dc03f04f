"""Which part of the enterprise's loads came by a leg that the records verify: v0, and v?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Factor, Rate, lacking
from reports.indicators.verified_share import Unverified, share_of
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import Load, accepted_t, verified_t
from tracker.domain.moments import day_of


def verified_share_of(loads: Sequence[Load]) -> Rate:
    """v0 = D_ver/D."""
    return share_of(verified_t(loads), accepted_t(loads)) if loads else lacking("loads")


def verified_by_manifest(of: YearRecords, most_days: int | None) -> Rate:
    """v: what v0 asks, and a closed manifest, and arrival within ``most_days``.

    A leg on no manifest is open; one without a day of departure is late, for nobody can say that
    it was not.
    """
    missing = (*(() if of.loads else ("loads",)), *(("most_days",) if most_days is None else ()))
    if missing or most_days is None:
        return lacking(*missing)
    left_out: dict[Unverified, Fraction] = dict.fromkeys(Unverified, Fraction(0))
    verified = Fraction(0)
    for load in of.loads:
        if not load.verified:
            continue
        why = why_open(load, of, most_days)
        mass = load.mass_t or Fraction(0)
        if why is None:
            verified += mass
        else:
            left_out[why] += mass
    delivered = accepted_t(of.loads)
    factors: dict[str, Factor | None] = {
        "deliveries_t": Figure(delivered),
        "verified_deliveries_t": Figure(verified),
        "v0_t": Figure(verified_t(of.loads)),
        "manifest_open_t": Figure(left_out[Unverified.MANIFEST_OPEN]),
        "late_t": Figure(left_out[Unverified.LATE]),
        "most_days": Figure(Fraction(most_days)),
        "unlicensed_t": Figure(
            total(load.mass_t or Fraction(0) for load in of.loads if not load.parcel.licensed)
        ),
    }
    return share_of(verified, delivered, factors)


def why_open(load: Load, of: YearRecords, most_days: int) -> Unverified | None:
    """What a leg that v0 verifies still lacks under v."""
    parcel = load.parcel
    sheet = of.sheets.get(parcel.receipt)
    if sheet is None and parcel.dispatch is not None:
        sheet = of.sheets.get(parcel.dispatch)
    if sheet is None or not sheet.closed:
        return Unverified.MANIFEST_OPEN
    left, came = sheet.departed_at, sheet.delivered_at
    if left is None or came is None or (day_of(came) - day_of(left)).days > most_days:
        return Unverified.LATE
    return None
