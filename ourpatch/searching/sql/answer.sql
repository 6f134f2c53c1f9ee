-- Lists that somebody chose.

-- numbers: of some entries, by their ids.
SELECT id, number FROM entry WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY number
