-- What is asked about in the trace figure; not timed. Numbers are those of tracker/store/codes.py:
-- kind 1 battery, kind 4 material lot, material 7 ingot, states 6 packed and 10 dismantled. Batteries
-- and ingots are those of the home province, whose bureau asks.

-- name: batteries
SELECT (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id)
FROM unit u JOIN site s ON s.id = u.site_id
WHERE u.kind = 1 AND s.division LIKE '42%'
ORDER BY u.id;

-- name: smelted
SELECT (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id)
FROM unit u
WHERE u.kind = 1 AND u.state IN (6, 10)
ORDER BY u.id;

-- name: ingots
SELECT (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id)
FROM unit u JOIN site s ON s.id = u.site_id
WHERE u.kind = 4 AND u.material = 7 AND s.division LIKE '42%'
ORDER BY u.id;
