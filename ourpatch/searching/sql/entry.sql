-- One entry, whole.

-- entry: its row, its descriptions, and all that its file says.
SELECT entry.*, description_html, cy_description_html, record
FROM entry JOIN entry_text USING (id)
WHERE id = :id

-- record: all that its file says.
SELECT record FROM entry_text WHERE id = :id

-- former: the entry that had an id before.
SELECT entry FROM former WHERE id = :id

-- names: what some entries are called.
SELECT id, name FROM entry WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY number

-- similar: up to three others of some entries, those in the same place first.
SELECT id, name, summary, help FROM entry
WHERE number IN (SELECT value FROM json_each(:numbers)) AND status = 'open' AND id != :id
ORDER BY outcode IS NOT :outcode, number
LIMIT 3
