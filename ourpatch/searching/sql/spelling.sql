-- The words that entries and the vocabulary use.

-- is_used: whether somebody uses a word.
SELECT EXISTS (SELECT 1 FROM word WHERE word = :word AND used > 0)
    OR EXISTS (SELECT 1 FROM phrase_word WHERE word = :word)

-- is_known: whether a word is one as it stands, or names a place.
SELECT EXISTS (SELECT 1 FROM word WHERE word IN (:word, :singular))
    OR EXISTS (SELECT 1 FROM place WHERE folded = :word)

-- alike: the words in use that are a slip or two away, and more that are not.
SELECT word, used FROM word
WHERE used > 0 AND word IN (
  SELECT word FROM spelling WHERE deletion IN (SELECT value FROM json_each(:deletions))
)
