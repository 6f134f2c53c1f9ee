-- For a phone to find its own postcode area.

-- areas: the middle of every outward code.
SELECT name, latitude, longitude FROM place WHERE kind = 'outcode' ORDER BY name
