-- All entries, for those who read every page.

-- everybody: each with the last day that anything of it became different; empty when not known.
SELECT id, ifnull(touched_on, '') AS touched_on FROM entry ORDER BY number LIMIT :most OFFSET :skip
