"""Which faults can only be written past the house? A lot in its own making, a unit in two boxes.

The books refuse both at the scan. A restored backup, a merged database or a hand in the tables can
hold them; to score their detectors they are forged in a scratch province after it was loaded.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material
from tracker.store.codes import MATERIAL, SCAN_KIND, Part

Planted = tuple[str, tuple[str, ...]]
#: So many of each in a province.
EACH = 4
#: Ingots that went into the heat from which their own crude lead came.
_CYCLES = text(
    """\
WITH made AS (
  SELECT DISTINCT ON (before.event_id) o.unit_id, before.event_id, o.mass_g
  FROM event_unit o JOIN unit u ON u.id = o.unit_id AND u.material = :ingot
  JOIN event_unit i ON i.event_id = o.event_id AND i.part = :input
  JOIN event_unit before ON before.unit_id = i.unit_id AND before.part = :output
  JOIN event e ON e.id = before.event_id AND e.kind = :smelt
  WHERE o.part = :output ORDER BY before.event_id, o.unit_id
), forged AS (
  INSERT INTO event_unit (unit_id, event_id, province, part, mass_g)
  SELECT unit_id, event_id, 42, :input, mass_g FROM made ORDER BY event_id LIMIT :each
  RETURNING unit_id
)
SELECT min(c.value) AS code FROM forged f JOIN unit_code c ON c.unit_id = f.unit_id
GROUP BY f.unit_id ORDER BY 1"""
)
#: Units that were put into a second box of the same site while they lay in the first.
_TWO_PARENTS = text(
    """\
WITH stay AS (
  SELECT k.*, e.site_id FROM containment k JOIN event e ON e.id = k.from_event
), twice AS (
  SELECT DISTINCT ON (a.parent_id) a.child_id, b.parent_id, b.from_event, b.to_event
  FROM stay a JOIN stay b ON b.parent_id <> a.parent_id AND b.site_id = a.site_id
    AND b.from_event > a.from_event AND (a.to_event IS NULL OR b.from_event < a.to_event)
  ORDER BY a.parent_id, b.from_event, a.child_id
), forged AS (
  INSERT INTO containment (child_id, parent_id, from_event, to_event, province)
  SELECT child_id, parent_id, from_event, to_event, 42 FROM twice ORDER BY child_id LIMIT :each
  RETURNING child_id AS unit_id, parent_id
)
SELECT min(c.value) AS code, min(b.value) AS box FROM forged f
JOIN unit_code c ON c.unit_id = f.unit_id JOIN unit_code b ON b.unit_id = f.parent_id
GROUP BY f.unit_id ORDER BY 1"""
)


def forge(connection: Connection) -> list[Planted]:
    """Write them; answers kind and codes of each, as the demonstration tells its own."""
    cycles = {
        "ingot": MATERIAL.number[Material.INGOT],
        "smelt": SCAN_KIND.number[ScanKind.SMELT],
        "input": int(Part.INPUT),
        "output": int(Part.OUTPUT),
        "each": EACH,
    }
    return [
        *(("flow_cycle", (row.code,)) for row in connection.execute(_CYCLES, cycles)),
        *(
            ("two_parents", (row.code, row.box))
            for row in connection.execute(_TWO_PARENTS, {"each": EACH})
        ),
    ]
