-- Finding the ids of scanned codes and nothing else. The codes come as one text, because the driver
-- takes longer over a list.

-- name: ids
SELECT unit_id
FROM unit_code
WHERE value = ANY (string_to_array(%(codes)s, E'\n'));
