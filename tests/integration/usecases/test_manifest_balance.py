"""Is every battery of a load accounted for, whatever happens to it on the way?"""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.manifests import collected, confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.web import Web
from tracker.domain.unit import UnitState as S

#: What may become of a battery that stands on a manifest, and where its row must stand then.
FATES = {
    "left behind": S.DISPATCHED,
    "lost on the way": S.IN_TRANSIT,
    "refused": S.IN_STORAGE,
    "accepted": S.RECEIVED,
}


@given(st.lists(st.sampled_from(sorted(FATES)), min_size=2, max_size=6))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_sent_is_accepted_and_refused_and_missing(
    sessions: sessionmaker[Session],
    town: TheTown,
    database: Connection,
    tmp_path: Path,
    fates: list[str],
) -> None:
    if "accepted" not in fates or "refused" not in fates:
        fates = [*fates, "accepted", "refused"]
    with database.begin_nested() as this_load:
        _check(Web(sessions, town, tmp_path), town, database, fates)
        this_load.rollback()


def _check(web: Web, town: TheTown, database: Connection, fates: list[str]) -> None:
    codes = {f"B{number}": fate for number, fate in enumerate(fates)}
    collected(town, *codes)
    count = len(codes)
    rows = [{"pieces": count, "mass_kg": str(15 * count), "codes": list(codes)}]
    m = confirmed(web, "point", drafted(web, town, rows=rows), "issue")
    on_truck = [code for code, fate in codes.items() if fate != "left behind"]
    why = {"reason_for": {"missing": "told"}}
    m = confirmed(web, "carrier", m, "load", scanned=on_truck, **why)
    for step in ("depart", "deliver"):
        m = confirmed(web, "carrier", m, step)
    arrived = [code for code in on_truck if codes[code] != "lost on the way"]
    refused = [code for code in arrived if codes[code] == "refused"]
    m = confirmed(
        web,
        "recycler",
        m,
        "accept_partly",
        scanned=arrived,
        refused=refused,
        reason="wet",
        **why,
    )

    (row,) = m["rows"]
    missing = database.scalar(text("SELECT count(*) FROM manifest_difference WHERE kind = 1"))
    assert row["accepted_pieces"] + row["aboard"] + missing == row["pieces"] == count
    assert row["aboard"] == len(refused)
    assert int(float(row["accepted_kg"])) == 15 * row["accepted_pieces"]
    for code, fate in codes.items():
        assert town.unit(code).state is FATES[fate], (code, fate)
    still_bound = database.scalar(
        text("SELECT count(*) FROM bound_unit WHERE manifest_id IS NOT NULL")
    )
    assert still_bound == len(refused)
