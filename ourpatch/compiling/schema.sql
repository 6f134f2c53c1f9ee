-- The tables that do not follow from the field table. `entry` and `entry_text` do, and are made
-- from it by database.py; every value there is what its row in vocabulary/fields.yml says.

-- One row: what this file is, and when and from what it was made.
CREATE TABLE build (
  built_on TEXT NOT NULL,          -- the day it was made (--today)
  commit_id TEXT NOT NULL,         -- the commit of the entries, or empty outside git
  version TEXT NOT NULL,           -- of Our Patch
  digest TEXT NOT NULL,            -- of all the entries, the vocabulary and the day
  entries INTEGER NOT NULL,
  open INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  closed INTEGER NOT NULL,
  stale INTEGER NOT NULL,          -- open, and not checked for a year
  never_checked INTEGER NOT NULL,  -- open, and never checked
  samples INTEGER NOT NULL,        -- made-up examples
  licence TEXT NOT NULL,
  licence_link TEXT NOT NULL
);

-- The field table: what each column holds, in plain words.
CREATE TABLE field (
  name TEXT PRIMARY KEY,           -- as written in a file, with a dot for inside
  label TEXT NOT NULL,
  help TEXT NOT NULL,
  kind TEXT NOT NULL,
  facet TEXT,                      -- the vocabulary its words come from
  "table" TEXT NOT NULL,
  "column" TEXT NOT NULL,
  shape TEXT NOT NULL,             -- of the column: text, number, flag (1 or 0) or list (JSON)
  open_referral TEXT NOT NULL,
  position INTEGER NOT NULL
);

CREATE TABLE facet (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  position INTEGER NOT NULL
);

-- Families of terms, such as the kinds of help at home.
CREATE TABLE term_group (
  id TEXT PRIMARY KEY,
  label TEXT NOT NULL,
  colour TEXT NOT NULL,
  position INTEGER NOT NULL
);

CREATE TABLE term (
  facet TEXT NOT NULL REFERENCES facet(id),
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  cy TEXT NOT NULL,                -- the label in Welsh
  synonyms TEXT NOT NULL,          -- JSON list of what people say instead
  codes TEXT NOT NULL,             -- JSON list of codes in other lists, such as esdServiceType:242
  term_group TEXT REFERENCES term_group(id),
  position INTEGER NOT NULL,
  entries INTEGER NOT NULL,        -- how many entries have it
  PRIMARY KEY (facet, id)
);

-- The same terms as the JSON lists in `entry`, one row each, for joins.
CREATE TABLE entry_term (
  entry TEXT NOT NULL REFERENCES entry(id),
  facet TEXT NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (facet, term, entry),
  FOREIGN KEY (facet, term) REFERENCES term(facet, id)
) WITHOUT ROWID;

-- The ids that entries had before: their old addresses lead to the new ones.
CREATE TABLE former (
  id TEXT PRIMARY KEY,
  entry TEXT NOT NULL REFERENCES entry(id)
) WITHOUT ROWID;

-- Which entries have a term, as bits: bit n (the lowest is 0) stands for entry number n.
CREATE TABLE term_set (
  facet TEXT NOT NULL,
  term TEXT NOT NULL,
  bits BLOB NOT NULL,              -- little-endian
  PRIMARY KEY (facet, term)
) WITHOUT ROWID;

-- What people say for a term: its words must all be in a question for the question to mean it.
CREATE TABLE phrase (
  id INTEGER PRIMARY KEY,
  facet TEXT NOT NULL,
  term TEXT NOT NULL,
  said TEXT NOT NULL,              -- all its words, as they are compared (text.compared)
  size INTEGER NOT NULL            -- how many of them say something
);

CREATE TABLE phrase_word (
  word TEXT NOT NULL,              -- one that says something
  phrase INTEGER NOT NULL,
  PRIMARY KEY (word, phrase)
) WITHOUT ROWID;

-- Words that say nothing about what somebody needs.
CREATE TABLE stop_word (
  word TEXT PRIMARY KEY,
  list TEXT NOT NULL               -- the list of vocabulary/stop-words.yml that it is in
) WITHOUT ROWID;

-- The words in use, and each with any one letter left out: what a misspelling shares with it.
CREATE TABLE word (
  word TEXT PRIMARY KEY,
  used INTEGER NOT NULL            -- how often, in entries and phrases; 0 for a common English word
) WITHOUT ROWID;

CREATE TABLE spelling (
  deletion TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (deletion, word)
) WITHOUT ROWID;

-- For words that many entries use: which entries have them in a column of entry_fts, as in term_set.
-- Only to save time: the full-text index would find the same.
CREATE TABLE word_set (
  word TEXT NOT NULL,              -- as it is written; its other forms have rows of their own
  "column" TEXT NOT NULL,
  bits BLOB NOT NULL,
  PRIMARY KEY (word, "column")
) WITHOUT ROWID;

-- The circles that entries say they serve (covers: districts), by entry number.
CREATE TABLE serves (
  number INTEGER NOT NULL,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  miles REAL NOT NULL,
  PRIMARY KEY (number, latitude, longitude, miles)
) WITHOUT ROWID;

CREATE TABLE place (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,              -- outcode, town or district
  name TEXT NOT NULL,
  folded TEXT NOT NULL,            -- the name as a question is compared with it
  county TEXT,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL,
  radius_km REAL,                  -- nine in ten of its addresses lie within
  population INTEGER
);
CREATE INDEX place_folded ON place (folded);
-- The biggest first, for naming some towns in a picture.
CREATE INDEX place_size ON place (kind, population DESC, name, latitude, longitude);

-- Contentless: only row numbers and ranks are ever asked of it.
CREATE VIRTUAL TABLE entry_fts USING fts5(
  name, words, summary, description,
  content='', tokenize='porter unicode61 remove_diacritics 2'
);
