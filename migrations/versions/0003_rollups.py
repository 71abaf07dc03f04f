"""Sums by day and month, kept beside the facts, and filled from those that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store.grants import grant

revision = "0003_rollups"
down_revision = "0002_import_jobs"
branch_labels = None
depends_on = None

GRANTS = dict.fromkeys(("daily_rollup", "monthly_rollup"), "SELECT, INSERT, UPDATE")

# The numbers are those of tracker/store/codes.py on this day: kinds 24 correct, 25 void, 18
# dismantle, 19 smelt; 2, 20, 22 and 23 (sell, dispose, lose, find) may be about lots (unit kind 4).
_FILL_DAYS = """
WITH correction AS (
  SELECT DISTINCT ON (x.event_id) x.event_id, k.mass_g
  FROM corrected_event x JOIN event k ON k.id = x.by_event
  WHERE k.mass_g IS NOT NULL ORDER BY x.event_id, k.id DESC
), counted AS MATERIALIZED (
  SELECT e.id, e.site_id, e.kind, coalesce(e.peer_site_id, 0) AS peer,
    coalesce(e.category, 0) AS category, e.province, e.pieces,
    CAST(e.happened_at AT TIME ZONE 'UTC' + interval '8 hours' AS date) AS day,
    coalesce(c.mass_g, e.mass_g) AS known_g,
    CASE WHEN e.kind IN (2, 19, 20, 22, 23) THEN (
      SELECT CASE WHEN count(*) = 0 THEN 0
        WHEN count(*) < cardinality(e.units) OR min(u.material) <> max(u.material) THEN 99
        ELSE min(u.material) END
      FROM unit u WHERE u.id = ANY(e.units) AND u.kind <> 1 AND u.kind = 4)
    ELSE 0 END AS ware
  FROM event e LEFT JOIN correction c ON c.event_id = e.id
  WHERE e.kind NOT IN (24, 25) AND NOT EXISTS (SELECT FROM voided_event v
    WHERE v.event_id = e.id AND v.province = e.province)
), treated AS (
  SELECT e.id, e.site_id, e.kind, e.peer, e.category, e.province, e.day, m.part,
    coalesce(u.material, 0) AS ware, u.pieces, m.mass_g AS known_g
  FROM counted e JOIN event_unit m ON m.event_id = e.id AND m.part <> 0
    JOIN unit u ON u.id = m.unit_id
  WHERE e.kind IN (18, 19)
), part_of AS (
  SELECT id, site_id, day, kind, peer, category, ware, 0 AS part, province, pieces, known_g
  FROM counted
  UNION ALL
  SELECT id, site_id, day, kind, peer, category, ware, part, province, pieces, known_g
  FROM treated
)
INSERT INTO daily_rollup (site_id, day, kind, peer_site_id, category, ware, part, province,
  events, pieces, unweighed, mass_g)
SELECT site_id, day, kind, peer, category, ware, part, province, count(DISTINCT id), sum(pieces),
  coalesce(sum(pieces) FILTER (WHERE known_g IS NULL), 0), coalesce(sum(known_g), 0)
FROM part_of GROUP BY site_id, day, kind, peer, category, ware, part, province
"""
_FILL_MONTHS = """
INSERT INTO monthly_rollup (site_id, month, kind, peer_site_id, category, ware, part, province,
  events, pieces, unweighed, mass_g)
SELECT site_id, CAST(date_trunc('month', CAST(day AS timestamp)) AS date) AS month, kind,
  peer_site_id, category, ware, part, province, sum(events), sum(pieces), sum(unweighed),
  sum(mass_g)
FROM daily_rollup GROUP BY site_id, 2, kind, peer_site_id, category, ware, part, province
"""


def upgrade() -> None:
    for table, when in (("daily_rollup", "day"), ("monthly_rollup", "month")):
        op.create_table(
            table,
            sa.Column(when, sa.Date(), nullable=False),
            sa.Column("site_id", sa.BigInteger(), nullable=False),
            sa.Column("peer_site_id", sa.BigInteger(), nullable=False),
            sa.Column("mass_g", sa.BigInteger(), nullable=False),
            sa.Column("pieces", sa.BigInteger(), nullable=False),
            sa.Column("unweighed", sa.BigInteger(), nullable=False),
            sa.Column("events", sa.BigInteger(), nullable=False),
            sa.Column("kind", sa.SmallInteger(), nullable=False),
            sa.Column("category", sa.SmallInteger(), nullable=False),
            sa.Column("ware", sa.SmallInteger(), nullable=False),
            sa.Column("part", sa.SmallInteger(), nullable=False),
            sa.Column("province", sa.SmallInteger(), nullable=False),
            sa.PrimaryKeyConstraint(
                "site_id",
                when,
                "kind",
                "peer_site_id",
                "category",
                "ware",
                "part",
                "province",
                name=op.f(f"pk_{table}"),
            ),
            postgresql_with={"fillfactor": "85"},
        )
    op.execute(_FILL_DAYS)
    op.execute(_FILL_MONTHS)
    grant(op.get_bind(), GRANTS)
