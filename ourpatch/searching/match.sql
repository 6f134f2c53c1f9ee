-- The entries whose words match, best first. A word in the name counts most, then in the labels
-- and synonyms of its terms, then in the summary, then in the description (rows.SEARCHED).
-- Rounded, so that both hosts of the search put equal ranks in the same order.
SELECT group_concat(number) FROM (
  SELECT rowid AS number
  FROM entry_fts
  WHERE entry_fts MATCH :match
  ORDER BY round(bm25(entry_fts, 10.0, 5.0, 3.0, 1.0), 6), rowid
)
