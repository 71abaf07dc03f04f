"""In which books does the nightly look have a million facts before it? Written by SQL, in a minute.

Nine of ten are batteries: they came in by twenties, to many sites in turn, and one in twenty is on
the road for too long. The others are manifests that still owe something, each with a ticket of the
receiver's scale; of these, too, one in ten is late.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import psycopg

from benchmarks.bare import statements_in
from benchmarks.ground import Ground, plain_dsn
from benchmarks.people import PROVINCE, invite
from tracker.domain.identifiers.scheme import Scheme
from tracker.domain.manifest import ManifestState, NumberKind
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind, UnitState
from tracker.store.codes import SCAN_KIND, SCHEME, UNIT_KIND, UNIT_STATE
from tracker.store.event_ids import event_id
from tracker.store.manifest_codes import MANIFEST_STATE, NUMBER_KIND

#: So many of ten facts are batteries, and so many sites are there besides the stations.
BATTERIES_OF_TEN = 9
POINTS = 192


def open_facts(ground: Ground, facts: int) -> str:
    """The owner's URL of a new database with so many open facts."""
    url = ground.database(f"open_{facts}")
    invite(url)
    now = datetime.now(UTC)
    since = now - timedelta(days=60)
    units = max(1, facts * BATTERIES_OF_TEN // 10)
    given: dict[str, object] = {
        "province": PROVINCE,
        "points": POINTS,
        "units": units,
        "manifests": max(1, facts - units),
        "set_size": 20,
        "one_in": 20,
        "since": since,
        "now": now,
        "first_id": event_id(since, 0),
        "battery": UNIT_KIND.number[UnitKind.BATTERY],
        "collected": UNIT_STATE.number[UnitState.COLLECTED],
        "in_transit": UNIT_STATE.number[UnitState.IN_TRANSIT],
        "collect": SCAN_KIND.number[ScanKind.COLLECT],
        "enterprise": SCHEME.number[Scheme.ENTERPRISE],
        "accepted": MANIFEST_STATE.number[ManifestState.ACCEPTED],
        "delivered": MANIFEST_STATE.number[ManifestState.DELIVERED],
        "official": NUMBER_KIND.number[NumberKind.OFFICIAL],
    }
    with psycopg.connect(plain_dsn(url)) as connection:
        connection.execute("SET LOCAL synchronous_commit = off")
        for statement in statements_in("open_facts.sql").values():
            connection.execute(statement, given)
    with psycopg.connect(plain_dsn(url), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
    return url
