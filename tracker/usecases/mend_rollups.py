"""The sums by day and month are not what the events say: make them so."""

from __future__ import annotations

from tracker.usecases.ports import UnitOfWork


def mend_rollups(uow: UnitOfWork) -> int:
    """Recompute all sums from the events; answers how many rows were wrong."""
    with uow:
        wrong = uow.rollups.mend()
        uow.commit()
    return wrong
