-- The entries whose words match, as one text of numbers. What is matched (which columns, which words)
-- is in :match, in FTS5's own language, made of quoted words only.
SELECT group_concat(rowid) FROM entry_fts WHERE entry_fts MATCH :match
