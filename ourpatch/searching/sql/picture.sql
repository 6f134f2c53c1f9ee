-- What a picture of where results are shows.

-- outcodes: places by their ids.
SELECT * FROM place WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id

-- towns: those inside a frame, the biggest first.
SELECT name, latitude, longitude FROM place
WHERE kind = 'town' AND latitude BETWEEN :south AND :north AND longitude BETWEEN :west AND :east
ORDER BY population DESC, name, latitude, longitude
LIMIT :most
