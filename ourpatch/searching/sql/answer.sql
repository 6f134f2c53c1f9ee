-- What a page of results shows.

-- cards: the short facts of some entries, by number.
SELECT * FROM entry WHERE number IN (SELECT value FROM json_each(:numbers))
