-- What is missing where: kinds of help that no open entry has, or none that is based in a district.

-- nowhere: kinds of help that nobody offers.
SELECT id, label FROM term
WHERE facet = 'help' AND NOT EXISTS (
  SELECT 1 FROM entry_term JOIN entry ON entry.id = entry_term.entry
  WHERE entry_term.facet = 'help' AND entry_term.term = term.id AND status = 'open')
ORDER BY position

-- districts: where open entries are based, the most first.
SELECT county AS district, count(*) AS entries
FROM entry JOIN place ON place.id = 'outcode:' || outcode
WHERE status = 'open' AND county != ''
GROUP BY county ORDER BY entries DESC, county LIMIT :most

-- based: which kinds of help are offered by open entries based in each district.
SELECT DISTINCT county AS district, term
FROM entry_term JOIN entry ON entry.id = entry_term.entry
JOIN place ON place.id = 'outcode:' || outcode
WHERE facet = 'help' AND status = 'open' AND county != ''
