-- Places by their names.

-- outcode: a place by its id.
SELECT * FROM place WHERE id = :id

-- named: the towns, villages and districts of a name, however it is written.
SELECT * FROM place WHERE folded IN (:name, :plain, :owned) AND kind != 'outcode'
ORDER BY kind DESC, population DESC, id

-- said_by: where some entries are, and what they say of it.
SELECT outcode, latitude, longitude, place_venue, place_address, covers_districts FROM entry
WHERE number IN (SELECT value FROM json_each(:numbers)) AND latitude IS NOT NULL ORDER BY number
