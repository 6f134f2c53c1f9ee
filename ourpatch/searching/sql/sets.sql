-- What every question needs, read once when a database is opened; and which entries have a word.

-- digest: names this build.
SELECT digest FROM build

-- build: its one row.
SELECT * FROM build

-- facets: in the order that people meet them.
SELECT * FROM facet ORDER BY position

-- groups: families of terms.
SELECT * FROM term_group ORDER BY position

-- terms: those of each facet in reading order.
SELECT * FROM term ORDER BY position, rowid

-- term_sets: which entries have each term, as bits.
SELECT * FROM term_set ORDER BY facet, term

-- stop_words: words that say nothing of what somebody needs.
SELECT * FROM stop_word ORDER BY word

-- shapes: how each column of an entry holds its field.
SELECT "column", shape FROM field WHERE "table" = 'entry' ORDER BY position

-- long_shapes: the same of the long words.
SELECT "column", shape FROM field WHERE "table" = 'entry_text' ORDER BY position

-- labels: what people call each column.
SELECT "column", label FROM field ORDER BY position

-- entry_columns: those that people may see. The number and the sink are for the search itself.
SELECT name FROM pragma_table_info('entry') WHERE name NOT IN ('number', 'sink')

-- anywhere: the entries that help wherever somebody lives.
SELECT group_concat(number) AS numbers FROM entry WHERE covers_online OR covers_anywhere

-- space: the entries that have space now.
SELECT group_concat(number) AS numbers FROM entry WHERE space = 'yes'

-- sinks: the entries by how far they sink.
SELECT sink, group_concat(number) AS numbers FROM entry GROUP BY sink

-- first_kinds: the entries by the kind of help that they name before any other.
SELECT json_extract(help, '$[0]') AS term, group_concat(number) AS numbers FROM entry
WHERE help IS NOT NULL GROUP BY term

-- ages: the entries that take people of certain ages, by the least and the most.
SELECT coalesce(ages_from, 0) AS least, coalesce(ages_to, 200) AS most,
  group_concat(number) AS numbers
FROM entry WHERE ages_from IS NOT NULL OR ages_to IS NOT NULL GROUP BY least, most

-- word_set: which entries have a common word in each column.
SELECT "column", bits FROM word_set WHERE word = :word

-- having: the entries whose words match, as one text of numbers. What is matched (which columns,
-- which words) is in :match, in FTS5's own language, made of quoted words only.
SELECT group_concat(rowid) AS numbers FROM entry_fts WHERE entry_fts MATCH :match
