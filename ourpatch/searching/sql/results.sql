-- What an answer shows of its entries.

-- cards: the short facts of some entries, by number.
SELECT * FROM entry WHERE number IN (SELECT value FROM json_each(:numbers)) ORDER BY number

-- cards_in_full: the same with their long words.
SELECT * FROM entry JOIN entry_text USING (id)
WHERE number IN (SELECT value FROM json_each(:numbers)) ORDER BY number
