-- The phrases of the vocabulary.

-- phrases: those of which all the telling words are among some words, the longest first.
SELECT facet, term, said, json_group_array(word) AS words
FROM phrase_word JOIN phrase ON phrase.id = phrase
WHERE word IN (SELECT value FROM json_each(:words))
GROUP BY phrase.id HAVING count(*) = size
ORDER BY size DESC, phrase.id
