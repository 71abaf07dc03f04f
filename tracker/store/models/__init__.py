"""Every table of the house: importing this fills the one metadata."""

from __future__ import annotations

from tracker.store.models import (  # noqa: F401
    account,
    alarm,
    attachment,
    audit,
    capture,
    container_serial,
    division,
    duty,
    event,
    import_job,
    keeper_papers,
    licence,
    manifest,
    notice,
    number_block,
    organisation,
    parameter,
    programme,
    receipt,
    rollup,
    site,
    summary,
    sweep,
    unit,
    vehicle,
    weighing,
)
