"""Nonces whose signatures have long expired are forgotten: their requests are refused by time."""

from __future__ import annotations

from interop.usecases.station import Station


def forget_nonces(station: Station) -> None:
    """What is past ``nonce_kept_until`` goes."""
    work = station.new_work()
    with work:
        work.arrivals.forget_nonces(station.clock.now())
        work.commit()
