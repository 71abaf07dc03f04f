"""How does a test get a town in each of two provinces whose loads cross the border?

Both books know the same firms by the same codes; all lie in 42, only the smelter lies in 36.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import text

from tests.builders.province import TheTown, build_the_town
from tests.builders.two_provinces import Province
from tracker.domain.announced import Announced
from tracker.domain.scan import ScanKind as K
from tracker.store.unit_of_work import SqlUnitOfWork

#: Scans, alarms and people of the towns: what the tests of the exchange alone leave untouched.
#: Deleted and not truncated, which takes ten times as long for so few rows.
_TABLES = (
    *("event", "event_unit", "containment", "unit", "unit_code", "battery_model"),
    *("alarm", "alarm_step", "receipt", "audit", "audit_head", "daily_rollup", "monthly_rollup"),
    *("account", "token", "login_session", "site", "organisation", "licence", "duty"),
)
_ABROAD = "UPDATE site SET division = '360100' WHERE code = 'SMELTER-1'"


class Side(NamedTuple):
    """A province and the people of its town."""

    province: Province
    town: TheTown


def a_side(province: Province) -> Side:
    """The town, built anew in this province's books."""
    sessions = province.house.sessions
    with province.as_owner() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))  # in any order
        for table in _TABLES:
            session.execute(text(f"DELETE FROM {table}"))
    town = build_the_town(sessions, province.clock)
    province.do(_ABROAD)
    number = province.number
    bureau = replace(town.bureau, division=f"{number}0000")
    return Side(
        province,
        replace(town, uow_factory=lambda: SqlUnitOfWork(sessions, number), bureau=bureau),
    )


def sent_off(side: Side, *codes: str) -> None:
    """Collected and loaded here, for the smelter on the other side."""
    town = side.town
    town.scan(town.point, K.COLLECT, *codes)
    town.scan(town.point, K.DISPATCH, *codes, peer_site="SMELTER-1")
    town.clock.pass_by(hours=1)
    town.scan(town.carrier, K.LOAD, *codes, site="POINT-1")


def announced(side: Side, partner: str, *codes: str) -> None:
    """A hand-over of the partner's came into force that names these codes."""
    work = side.province.station.new_work()
    with work:
        now = side.province.clock.now()
        work.crossings.crossed(
            partner, dict.fromkeys(codes, Announced()), "PM-9", now, leaving=False
        )
        work.commit()


def taken_in(side: Side, *codes: str, peer_site: str | None = "POINT-1") -> None:
    """Announced, and received there, from the point in 42 if that is said."""
    announced(side, "CN-42", *codes)
    town = side.town
    town.clock.pass_by(hours=1)
    answer = town.scan(town.recycler, K.RECEIVE, *codes, peer_site=peer_site)
    assert answer.event is not None
    assert not answer.refused, answer
