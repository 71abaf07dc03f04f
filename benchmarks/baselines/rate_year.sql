-- The year of a province without sums kept beforehand: DuckDB scans every event of every battery in
-- a table of its own, as columns, and answers what the balance of the year asks of the monthly sums.
-- Times are those of China. The events are made by lot, with masses and ways that do not repeat; the
-- sums in the house's books are added up from these very rows.

-- name: events
-- Six events for each battery: sold, collected, sent on, received, sent on, received by a plant.
CREATE TABLE scratch.event AS
SELECT
  make_timestamp(CAST(epoch_us(TIMESTAMP '2025-01-01') AS BIGINT)
    + CAST(hash(b, s, 1) % 31536000 AS BIGINT) * 1000000) AS happened_at,
  CASE s WHEN 0 THEN $shops + shop WHEN 1 THEN $points + point WHEN 2 THEN $points + point
    WHEN 3 THEN $stations + station WHEN 4 THEN $stations + station ELSE $plants + plant END AS site,
  CASE s WHEN 2 THEN $stations + station WHEN 3 THEN $points + point WHEN 4 THEN $plants + plant
    WHEN 5 THEN $stations + station ELSE 0 END AS peer,
  CAST(CASE s WHEN 0 THEN $sell WHEN 1 THEN $collect WHEN 2 THEN $dispatch WHEN 3 THEN $receive
    WHEN 4 THEN $dispatch ELSE $receive END AS TINYINT) AS kind,
  CAST(4000 + hash(b, 2) % 16000 AS INTEGER) AS mass_g,
  b AS battery
FROM (
  SELECT i // 6 AS b, i % 6 AS s, hash(i // 6, 3) % $many AS point, hash(i // 6, 4) % $many AS shop,
    hash(hash(i // 6, 3) % $many, 5) % $few AS station,
    hash(hash(hash(i // 6, 3) % $many, 5) % $few, 6) % 5 AS plant
  FROM range($events) AS t(i)
)

-- name: months
-- What a row of the monthly sums holds.
SELECT site, CAST(date_trunc('month', happened_at) AS DATE) AS month, kind, peer, 0, 0, 0,
  42, count(*), count(*), 0, sum(mass_g)
FROM scratch.event GROUP BY ALL ORDER BY ALL

-- name: year
-- The question of the balance of a year.
SELECT site, kind, 0 AS part, peer, 0 AS ware, sum(mass_g) AS mass_g, 0 AS unweighed
FROM scratch.event
WHERE happened_at >= TIMESTAMP '2025-01-01' AND happened_at < TIMESTAMP '2026-01-01'
GROUP BY site, kind, peer ORDER BY site, kind, peer
