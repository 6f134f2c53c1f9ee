-- All entries, for those who read every page.

-- everybody: each with the last day that its own facts name; empty when they name none.
SELECT id, max(
  ifnull(checked_on, ''), ifnull(space_as_of, ''), ifnull(permission_on, ''), ifnull(status_since, '')
) AS changed
FROM entry ORDER BY number LIMIT :most OFFSET :skip
