-- How lately the entries were checked, and which to ask again.

-- counts: how many entries are due, by how; those of no kind are not, or have closed.
SELECT due, count(*) AS entries FROM entry WHERE due IS NOT NULL GROUP BY due

-- checked: how many open or paused entries were checked within the year.
SELECT count(*) AS entries FROM entry WHERE due IS NULL AND status != 'closed'

-- checkers: who last checked those that are due in one way, and how many each did.
SELECT coalesce(checked_by, '') AS checker, count(*) AS entries FROM entry
WHERE due = :due GROUP BY checker ORDER BY entries DESC, checker LIMIT 30

-- due: some of those that are due in one way, those of anybody or of one checker.
SELECT id, name, status, checked_on, checked_how, checked_by, contact_name, contact_phone,
  contact_phone_link, contact_text, contact_text_link, contact_email, contact_website, contact_social
FROM entry
WHERE due = :due AND (:by IS NULL OR coalesce(checked_by, '') = :by)
ORDER BY checked_on, number LIMIT :most OFFSET :skip

-- total: how many those are.
SELECT count(*) AS entries FROM entry
WHERE due = :due AND (:by IS NULL OR coalesce(checked_by, '') = :by)
