"""The statements that trace a unit as it was known at a moment, each described in one line.

They are those of ``lineage_statements`` asked of less: only of what had been recorded by then, that
is, of events with an id below ``known``. What was rewritten since is told as it stood: an unpacking
that was voided later still empties its box (``undone``), and a unit weighs what was known of it
(``learned``); both are looked up first, and are few.
"""

from __future__ import annotations

from tracker.domain.scan import ScanKind
from tracker.store.codes import SCAN_KIND
from tracker.store.queries import lineage_statements as now

_UNPACK = SCAN_KIND.number[ScanKind.UNPACK]
_REGISTER = SCAN_KIND.number[ScanKind.REGISTER]
_IDS = "CAST(%(ids)s AS bigint[])"
_KNOWN = "%(known)s"

# What contained what: the end that a stay had then, or none.
_CONTAINED = f"""\
(SELECT s.child_id, s.parent_id, s.from_event, CASE WHEN s.to_event < {_KNOWN} THEN s.to_event
  ELSE (SELECT min(n.event_id) FROM unnest(CAST(%(undone_boxes)s AS bigint[]),
      CAST(%(undone_children)s AS bigint[]), CAST(%(undone_events)s AS bigint[]))
      AS n(box_id, child_id, event_id)
    WHERE n.box_id = s.parent_id AND n.child_id = s.child_id AND n.event_id > s.from_event)
  END AS to_event
FROM containment s WHERE s.from_event < {_KNOWN}) k"""

# Units with the mass that was known then.
_WEIGHED = """\
(SELECT w.id, w.kind, w.material, w.pieces,
  CASE WHEN l.id IS NULL THEN w.mass_g ELSE l.mass_g END AS mass_g
FROM unit w LEFT JOIN unnest(CAST(%(learned)s AS bigint[]), CAST(%(masses)s AS bigint[]))
  AS l(id, mass_g) ON l.id = w.id) u"""


def _then(statement: str, *pairs: tuple[str, str]) -> str:
    """The statement with words replaced; AssertionError if one of them is not there."""
    for old, new in pairs:
        assert old in statement, old  # noqa: S101  two files that must go together
        statement = statement.replace(old, new)
    return statement


_VOID = (
    "FROM voided_event v WHERE v.event_id = e.id)",
    f"FROM voided_event v WHERE v.event_id = e.id AND v.by_event < {_KNOWN})",
)
_IN_BOXES = (
    ("FROM containment k", f"FROM {_CONTAINED}"),
    ("JOIN unit u ON u.id = k.child_id", f"JOIN {_WEIGHED} ON u.id = k.child_id"),
)
_OF_FILLINGS = (
    ("JOIN containment k ON", f"JOIN {_CONTAINED} ON"),
    ("JOIN unit u ON u.id = k.child_id", f"JOIN {_WEIGHED} ON u.id = k.child_id"),
)

#: See the statements of the same names in ``lineage_statements``.
STAYS = _then(now.STAYS, ("FROM containment k JOIN", f"FROM {_CONTAINED} JOIN"))
MEMBERS = f"{now.MEMBERS} AND m.event_id < {_KNOWN}"
EVENTS = _then(
    now.EVENTS, _VOID, ("k.event_id = e.id", f"k.event_id = e.id AND k.by_event < {_KNOWN}")
)
MOMENTS = _then(now.MOMENTS, _VOID)
HELD = _then(now.HELD, *_IN_BOXES)
WEIGHTS = _then(now.WEIGHTS, *_OF_FILLINGS)
BATTERIES = _then(now.BATTERIES, *_OF_FILLINGS)
ORIGINS = _then(
    now.ORIGINS,
    *_OF_FILLINGS,
    _VOID,
    ("e.happened_at <= %(as_of)s", f"e.happened_at <= %(as_of)s AND e.id < {_KNOWN}"),
)

#: The boxes that these units were in, and the units that were in these boxes.
BOXES_OF = f"SELECT DISTINCT k.parent_id FROM containment k WHERE k.child_id = ANY({_IDS})"
INSIDE = f"SELECT DISTINCT k.child_id FROM containment k WHERE k.parent_id = ANY({_IDS})"

#: Events of these boxes that were known then and voided since.
VOIDED_SINCE = f"""\
SELECT DISTINCT v.event_id FROM event_unit m JOIN voided_event v ON v.event_id = m.event_id
WHERE m.unit_id = ANY({_IDS}) AND m.event_id < {_KNOWN} AND v.by_event >= {_KNOWN}"""

#: Which unpackings are among these events, and what they took out.
UNPACKED = f"""\
SELECT e.container_id, e.id, e.units FROM event e
WHERE e.id = ANY({_IDS}) AND e.kind = {_UNPACK}"""

#: Units of which something was told since.
TOLD_SINCE = f"""\
SELECT m.unit_id FROM event_unit m WHERE m.unit_id = ANY({_IDS}) AND m.event_id >= {_KNOWN}
UNION SELECT k.child_id FROM containment k
WHERE k.child_id = ANY({_IDS}) AND (k.from_event >= {_KNOWN} OR k.to_event >= {_KNOWN})
UNION SELECT m.unit_id FROM event_unit m JOIN voided_event v ON v.event_id = m.event_id
WHERE m.unit_id = ANY({_IDS}) AND v.by_event >= {_KNOWN}
UNION SELECT m.unit_id FROM event_unit m JOIN corrected_event c ON c.event_id = m.event_id
WHERE m.unit_id = ANY({_IDS}) AND c.by_event >= {_KNOWN}
UNION SELECT k.child_id FROM containment k JOIN corrected_event c ON c.event_id = k.from_event
WHERE k.child_id = ANY({_IDS}) AND c.by_event >= {_KNOWN}"""

#: What events said of these units, in the order recorded; whether it was known, and counted, then.
SIGHTINGS = f"""\
WITH wanted AS MATERIALIZED (
  SELECT unit_id FROM unnest({_IDS}) AS w(unit_id)
), lived AS (
  SELECT m.event_id FROM event_unit m JOIN wanted USING (unit_id)
  UNION SELECT k.from_event FROM containment k JOIN wanted w ON w.unit_id = k.child_id
  UNION SELECT k.to_event FROM containment k JOIN wanted w ON w.unit_id = k.child_id
  WHERE k.to_event IS NOT NULL
), saying AS (
  SELECT event_id AS id, event_id AS about FROM lived
  UNION SELECT c.by_event, c.event_id FROM corrected_event c JOIN lived USING (event_id)
  UNION SELECT v.by_event, v.by_event FROM voided_event v JOIN lived USING (event_id)
)
SELECT w.unit_id, said.row, s.id < {_KNOWN},
  NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = s.about AND v.by_event < {_KNOWN})
FROM saying s JOIN event e ON e.id = s.id
CROSS JOIN LATERAL jsonb_array_elements(e.payload -> 'seen') AS said(row)
JOIN wanted w ON w.unit_id = CAST(said.row ->> 'unit' AS bigint)
ORDER BY e.id"""

#: Of the units among these that somebody had told of before, those that were registered since: a
#: registration gives the mass of its model to what was never weighed.
REGISTERED_SINCE = f"""\
SELECT m.unit_id FROM event_unit m JOIN event e ON e.id = m.event_id
WHERE m.unit_id = ANY({_IDS}) AND m.event_id >= {_KNOWN} AND e.kind = {_REGISTER}"""

#: What the treatment weighed that had yielded these lots.
YIELDED = f"""\
SELECT DISTINCT ON (m.unit_id) m.unit_id, m.mass_g
FROM event_unit m
WHERE m.unit_id = ANY({_IDS}) AND m.part = 2 AND m.event_id < {_KNOWN}
ORDER BY m.unit_id, m.event_id DESC"""

#: The codes that relabellings gave to this unit: known then or not, and taken back since or not.
CODES_GIVEN = f"""\
SELECT e.payload ->> 'new_code', m.event_id < {_KNOWN}
FROM event_unit m JOIN event e ON e.id = m.event_id
WHERE m.unit_id = %(unit)s AND jsonb_exists(e.payload, 'new_code')"""
