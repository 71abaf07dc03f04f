"""Every table of the house: importing this fills the one metadata."""

from __future__ import annotations

from tracker.store.models import (  # noqa: F401
    account,
    alarm,
    attachment,
    audit,
    container_serial,
    division,
    duty,
    event,
    import_job,
    licence,
    organisation,
    programme,
    receipt,
    rollup,
    site,
    unit,
    vehicle,
    weighing,
)
