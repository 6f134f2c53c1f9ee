-- What people say for a term, and which of their words say little.

-- common: those of some words that more than so many entries use.
SELECT word FROM word WHERE used > :most AND word IN (SELECT value FROM json_each(:words))

-- synonyms: all that people say for a term.
SELECT label, synonyms FROM term WHERE facet = :facet AND id = :term
