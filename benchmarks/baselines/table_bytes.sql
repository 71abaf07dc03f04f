-- What every table takes up: heap with its maps, long values (TOAST with its index), indexes. The
-- partitions of a table are added up under its name.

-- name: tables
SELECT coalesce(p.relname, c.relname) AS name,
       CAST(sum(pg_table_size(c.oid) - coalesce(pg_total_relation_size(c.reltoastrelid), 0))
            AS bigint) AS heap,
       CAST(sum(coalesce(pg_total_relation_size(c.reltoastrelid), 0)) AS bigint) AS toast,
       CAST(sum(pg_indexes_size(c.oid)) AS bigint) AS indexes
FROM pg_class c
LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
LEFT JOIN pg_class p ON p.oid = i.inhparent
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
GROUP BY 1
ORDER BY sum(pg_total_relation_size(c.oid)) DESC, 1;
