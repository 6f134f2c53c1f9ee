-- Where entries are, and the areas they serve.

-- bases: outward codes, and the entries based in each, by how far they come.
SELECT outcode, latitude, longitude, covers_within_miles AS miles, group_concat(number) AS numbers
FROM entry WHERE latitude IS NOT NULL
GROUP BY outcode, covers_within_miles ORDER BY outcode, covers_within_miles

-- served: circles, and the entries that say they serve each.
SELECT latitude, longitude, miles, group_concat(number) AS numbers
FROM serves GROUP BY latitude, longitude, miles ORDER BY latitude, longitude, miles
