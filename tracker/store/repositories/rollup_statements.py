"""The statements that keep the sums by day and month, each described in one line.

What a past event adds to the sums is told in one place (``contributions``); recomputing asks it of
all events. Locks: a scan comes here after the line of its site's audit trail, which lets one scan
of a site pass at a time, and rows are taken in the order of their keys, months first.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import text

from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind
from tracker.lifecycle.unit_steps import ABOUT_EVENTS, TREATMENTS
from tracker.store.arrays import IDS
from tracker.store.codes import SCAN_KIND, UNIT_KIND, Part, Ware

#: Kinds of scan that move lots of material, or may; by all others batteries are moved.
OF_MATERIAL = frozenset({K.SELL, K.SMELT, K.DISPOSE, K.LOSE, K.FIND})

#: Which table keeps the sums by day, and which those by month.
KEPT = {"day": "daily_rollup", "month": "monthly_rollup"}
#: The columns of the sums.
SUMS = ("events", "pieces", "unweighed", "mass_g")
_SUMS = ", ".join(SUMS)


def key_of(when: str) -> str:
    """The columns of the key; ``when`` is day or month."""
    return f"site_id, {when}, kind, peer_site_id, category, ware, part, province"


def _numbers(kinds: Iterable[K]) -> str:
    return ", ".join(str(SCAN_KIND.number[kind]) for kind in sorted(kinds))


_BATTERY, _LOT = UNIT_KIND.number[UnitKind.BATTERY], UNIT_KIND.number[UnitKind.MATERIAL_LOT]
#: SQL: of an event (alias e) that was not declared void.
NOT_VOID = (
    "NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id AND v.province = e.province)"
)
_MONTH = "CAST(date_trunc('month', CAST(day AS timestamp)) AS date) AS month"


def ware_of(units: str) -> str:
    """SQL: what the units of an array are. Lots are few and in an index of their own."""
    return f"""(
    SELECT CASE WHEN count(*) = 0 THEN {Ware.BATTERIES}
      WHEN count(*) < cardinality({units}) OR min(u.material) <> max(u.material)
        THEN {Ware.SEVERAL}
      ELSE min(u.material) END
    FROM unit u WHERE u.id = ANY({units}) AND u.kind <> {_BATTERY} AND u.kind = {_LOT})"""


_NO_CORRECTION = "SELECT CAST(NULL AS bigint) AS event_id, CAST(NULL AS bigint) AS mass_g"


def contributions(of: str, subject: str | None) -> str:
    """Common table expressions that end in ``part_of``: what events add, one row each and part.

    ``of`` picks the events (alias e), ``subject`` their corrections (alias x); None where there
    can be none yet. The last correction of a mass takes the place of what was said first. What is
    about other events adds nothing.
    """
    corrections = f"""\
  SELECT DISTINCT ON (x.event_id) x.event_id, k.mass_g
  FROM corrected_event x JOIN event k ON k.id = x.by_event
  WHERE k.mass_g IS NOT NULL AND {subject} ORDER BY x.event_id, k.id DESC"""
    return f"""\
correction AS (
{_NO_CORRECTION if subject is None else corrections}
), counted AS MATERIALIZED (
  SELECT e.id, e.site_id, e.kind, coalesce(e.peer_site_id, 0) AS peer_site_id,
    coalesce(e.category, 0) AS category, e.province, e.pieces,
    CAST(e.happened_at AT TIME ZONE 'UTC' + interval '8 hours' AS date) AS day,
    {Part.TOUCHED} AS part, coalesce(c.mass_g, e.mass_g) AS known_g,
    CASE WHEN e.kind IN ({_numbers(OF_MATERIAL)}) THEN {ware_of("e.units")}
      ELSE {Ware.BATTERIES} END AS ware
  FROM event e LEFT JOIN correction c ON c.event_id = e.id
  WHERE e.kind NOT IN ({_numbers(ABOUT_EVENTS)}) AND {of}
), treated AS (
  SELECT e.id, e.site_id, e.kind, e.peer_site_id, e.category, e.province, e.day, m.part,
    coalesce(u.material, {Ware.BATTERIES}) AS ware, u.pieces, m.mass_g AS known_g
  FROM counted e JOIN event_unit m ON m.event_id = e.id AND m.part <> {Part.TOUCHED}
    JOIN unit u ON u.id = m.unit_id
  WHERE e.kind IN ({_numbers(TREATMENTS)})
), part_of AS (
  SELECT {key_of("day")}, 1 AS events, pieces,
    CASE WHEN known_g IS NULL THEN pieces ELSE 0 END AS unweighed, coalesce(known_g, 0) AS mass_g
  FROM counted
  UNION ALL
  SELECT {key_of("day")}, 1, sum(pieces), sum(CASE WHEN known_g IS NULL THEN pieces ELSE 0 END),
    coalesce(sum(known_g), 0)
  FROM treated GROUP BY id, {key_of("day")}
)"""


def added(when: str, source: str) -> str:
    """SQL: the rows of a table expression, added to the sums by day or month."""
    sums = ", ".join(f"{name} = kept.{name} + excluded.{name}" for name in SUMS)
    return f"""\
INSERT INTO {KEPT[when]} AS kept ({key_of(when)}, {_SUMS})
SELECT {key_of(when)}, {_SUMS} FROM {source} ORDER BY {key_of(when)}
ON CONFLICT ({key_of(when)}) DO UPDATE SET {sums}"""


def _both(told: str) -> str:
    """``told`` are table expressions that end in one of this name, with one day and its month;
    both sums take its rows."""
    return f"WITH {told}, daily AS (\n{added('day', 'told')}\n)\n{added('month', 'told')}"


def _said(ware: str) -> str:
    """One event, as whoever books it tells it."""
    return _both(f"""\
told ({key_of("day")}, month, {_SUMS}) AS (VALUES (
  CAST(:site AS bigint), CAST(:day AS date), CAST(:kind AS smallint), CAST(:peer AS bigint),
  CAST(:category AS smallint), {ware}, {Part.TOUCHED}, CAST(:province AS smallint),
  CAST(:month AS date), 1, CAST(:pieces AS bigint), CAST(:unweighed AS bigint),
  CAST(:mass_g AS bigint)))""")


def _told_by_books(sign: str, subject: str | None) -> str:
    """The event :event as it stands in the books; with a minus it is taken away."""
    sums = ", ".join(f"{sign}sum({name}) AS {name}" for name in SUMS)
    return _both(f"""\
{contributions("e.id = :event", subject)}, told AS (
  SELECT {key_of("day")}, {_MONTH}, {sums} FROM part_of GROUP BY {key_of("day")}
)""")


#: An event about batteries.
COUNT = text(_said(str(Ware.BATTERIES)))
#: An event that may be about lots of material.
COUNT_OF_MATERIAL = text(_said(ware_of(IDS.format("ids"))))
#: A treatment, with what went in and what came out.
COUNT_TREATMENT = text(_told_by_books("", None))
#: An event was declared void: all that it had added goes.
TAKE_AWAY = text(_told_by_books("-", "x.event_id = :event"))
#: The event :correction says another mass of the event :event, if that is not void by now.
CORRECT = text(
    _both(f"""\
{contributions(f"e.id = :event AND {NOT_VOID}", "x.event_id = :event")}, before AS (
  SELECT coalesce((SELECT k.mass_g FROM corrected_event x JOIN event k ON k.id = x.by_event
      WHERE x.event_id = :event AND x.by_event <> :correction AND k.mass_g IS NOT NULL
      ORDER BY k.id DESC LIMIT 1),
    (SELECT e.mass_g FROM event e WHERE e.id = :event)) AS said_g
), told AS (
  SELECT {key_of("day")}, {_MONTH}, 0 AS events, 0 AS pieces,
    CASE WHEN said_g IS NULL THEN -pieces ELSE 0 END AS unweighed,
    mass_g - coalesce(said_g, 0) AS mass_g
  FROM part_of CROSS JOIN before WHERE part = {Part.TOUCHED}
)""")
)


def missing(when: str) -> str:
    """Table expressions that end in ``missing``: what all events add up to, less what is kept."""
    dated = f"(SELECT *, {_MONTH} FROM part_of) p" if when == "month" else "part_of"
    totals = ", ".join(f"sum({name}) AS {name}" for name in SUMS)
    less = ", ".join(f"coalesce(r.{name}, 0) - coalesce(k.{name}, 0) AS {name}" for name in SUMS)
    differ = " OR ".join(f"coalesce(r.{name}, 0) <> coalesce(k.{name}, 0)" for name in SUMS)
    return f"""\
{contributions(NOT_VOID, "true")}, recomputed AS (
  SELECT {key_of(when)}, {totals} FROM {dated} GROUP BY {key_of(when)}
), missing AS (
  SELECT {key_of(when)}, {less}
  FROM recomputed r FULL JOIN {KEPT[when]} k USING ({key_of(when)}) WHERE {differ}
)"""


#: Millions of events take minutes; the usual limit of a statement is one.
PATIENTLY = text("SET LOCAL statement_timeout = '2h'")
#: All sums become what the events add up to; what is scanned meanwhile is added as always.
MEND = tuple(text(f"WITH {missing(when)}\n{added(when, 'missing')}") for when in KEPT)
