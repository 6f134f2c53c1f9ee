-- Entries that may be the organisation that somebody is telling us of.

-- sharing: those that give one of some numbers or addresses, in small letters and without spaces.
SELECT id FROM entry
WHERE EXISTS (
  SELECT 1 FROM json_each(:marks)
  WHERE instr(lower(replace(
    coalesce(contact_phone, '') || '|' || coalesce(contact_text, '') || '|' ||
    coalesce(contact_email, '') || '|' || coalesce(contact_website, '') || '|' ||
    coalesce(contact_social, '') || '|' || coalesce(identifiers_charity, '') || '|' ||
    coalesce(identifiers_company, ''), ' ', '')), value))
ORDER BY number LIMIT :most

-- telling: those of some words that few entries use.
SELECT word FROM word
WHERE used BETWEEN 1 AND :most AND word IN (SELECT value FROM json_each(:words)) ORDER BY word

-- named: those whose names have some of the same words, the rarest words first.
SELECT id FROM entry
WHERE number IN (SELECT rowid FROM entry_fts WHERE entry_fts MATCH :words ORDER BY rank LIMIT :most)
ORDER BY number

-- records: what the files of some entries say.
SELECT id, record FROM entry_text WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id
