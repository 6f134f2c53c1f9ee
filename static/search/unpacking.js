// From the database that travelled to the tables that the search asks. The rows are those that
// ourpatch/compiling wrote into directory.db: this is the mirror of its rows.py, for the columns that
// follow from an entry's record, and of `travelling.py` backwards.

import { fold } from "./text.js";

const DEGREE = 10000;
const TENTH = 10;

// Words that are told apart by their tags and signs in our own HTML (nh3 writes no others).
const SIGNS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0", "&quot;": '"' };

// Memory for the full-text index while it is filled, so that it is written in few pieces.
const FULL_TEXT_BYTES = 16 * 1024 * 1024;

// The columns of an entry that do not follow from its record.
const WORKED_OUT = [
  "outcode", "based", "stale_after", "contact_phone_link", "contact_text_link", "due", "added_on",
  "changed_on", "changed", "changed_why", "touched_on", "website_down_since", "social_down_since",
];

// The words in use with any one letter left out, and (left out behind the last) as they are.
const SPELLINGS = `
  WITH RECURSIVE
    longest (letters) AS (SELECT max(length(word)) FROM word WHERE used > 0),
    spot (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM spot, longest WHERE at <= letters)
  INSERT OR IGNORE INTO spelling (deletion, word)
  SELECT substr(word, 1, at - 1) || substr(word, at + 1), word
  FROM word CROSS JOIN spot ON at <= length(word) + 1 WHERE used > 0
`;

// Make and fill every table of a database from another, attached to it as `travelled`.
export function unpack(connection) {
  connection.run("BEGIN");
  for (const { sql } of connection.query("SELECT sql FROM travelled.making ORDER BY position")) {
    connection.run(sql);
  }
  connection.run("CREATE TABLE statement AS SELECT * FROM travelled.statement");
  const places = placesOf(packed(connection, "place"));
  connection.insert("place", places);
  connection.insert("word", wordsIn(packed(connection, "word")));
  connection.run(SPELLINGS);
  unpackPhrases(connection);
  connection.insert("serves", servedOf(packed(connection, "serves")));
  unpackEntries(connection, places);
  connection.run("COMMIT");
}

// A table that travelled: for each column, a list of its values.
function packed(connection, name) {
  const [{ columns }] = connection.query(
    "SELECT columns FROM travelled.packed WHERE name = :name",
    { name },
  );
  return JSON.parse(columns);
}

const inParts = (numbers, parts) => numbers?.map((each) => (each === null ? null : each / parts));

function placesOf({ key = [], ...columns }) {
  const { kind = [], name = [], county } = columns;
  const follows = (at) => (kind[at] === "town" ? `${name[at]}, ${county[at]}` : name[at]);
  return {
    ...columns,
    id: kind.map((each, at) => `${each}:${key[at] ?? follows(at)}`),
    folded: name.map(fold),
    latitude: inParts(columns.latitude, DEGREE),
    longitude: inParts(columns.longitude, DEGREE),
    radius_km: inParts(columns.radius_km, TENTH),
  };
}

function servedOf(columns) {
  return {
    ...columns,
    latitude: inParts(columns.latitude, DEGREE),
    longitude: inParts(columns.longitude, DEGREE),
    miles: inParts(columns.miles, TENTH),
  };
}

// The words in use, of which each travelled as what it does not share with the one before.
function wordsIn({ shared = [], rest = [], used = [] }) {
  let before = [];
  const word = rest.map((letters, at) => {
    before = [...before.slice(0, shared[at]), ...letters];
    return before.join("");
  });
  return { word, used };
}

// The phrases, and the words of each that a question must have.
function unpackPhrases(connection) {
  const { step, needed, ...columns } = packed(connection, "phrase");
  let last = 0;
  const id = step.map((each) => (last += each));
  const words = columns.said.map((said, at) =>
    said.split(" ").filter((_, n) => (needed[at] >> n) & 1),
  );
  connection.insert("phrase", { id, ...columns, size: words.map((some) => some.length) });
  connection.insert("phrase_word", {
    word: words.flat(),
    phrase: words.flatMap((some, at) => some.map(() => id[at])),
  });
}

function unpackEntries(connection, places) {
  const fields = connection.query(
    'SELECT name, "column", facet FROM field WHERE "table" = \'entry\'',
  );
  const { record = [], ...columns } = packed(connection, "entry");
  const said = record.map(flat);
  const { id = [] } = columns;
  const numbers = id.map((_, number) => number);
  const spots = new Map(
    places.name.map((name, at) => [name, at]).filter(([, at]) => places.kind[at] === "outcode"),
  );
  const base = numbers.map((number) => spots.get(columns.outcode[number]));
  const row = { id };
  for (const { name, column } of fields)
    row[column] = said.map((each) => columnValue(each[name] ?? null));
  row.status = row.status.map((status) => status ?? "open");
  for (const name of WORKED_OUT) row[name] = columns[name] ?? [];
  for (const name of ["latitude", "longitude"])
    row[name] = base.map((at) => places[name][at] ?? null);
  connection.insert("entry", { ...row, number: numbers, sink: columns.sink });
  const html = [columns.description_html, columns.cy_description_html];
  connection.insert("entry_text", {
    id,
    description_html: html[0],
    cy_description_html: html[1],
    record: record.map((each) => JSON.stringify(each)),
  });
  connection.run("INSERT INTO entry_fts (entry_fts, rank) VALUES ('hashsize', ?)", [
    FULL_TEXT_BYTES,
  ]);
  connection.insert("entry_fts", {
    rowid: numbers,
    ...searched(said, columns, facetTerms(connection, fields)),
  });
  connection.run("INSERT INTO entry_fts (entry_fts) VALUES ('optimize')");
}

// What an entry says, by dotted names; of a list of groups, the list of each of its parts.
function flat(values) {
  const said = {};
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value) && typeof value[0] === "object") {
      for (const [key, part] of value.flatMap(Object.entries))
        (said[`${name}.${key}`] ??= []).push(part);
    } else if (typeof value === "object" && !Array.isArray(value)) {
      for (const [key, part] of Object.entries(value)) said[`${name}.${key}`] = part;
    } else {
      said[name] = value;
    }
  }
  return said;
}

// A value as its column has it: lists as JSON, yes and no as 1 and 0.
function columnValue(value) {
  if (Array.isArray(value)) return JSON.stringify(value);
  return typeof value === "boolean" ? Number(value) : value;
}

// For each facet, in the order people meet them, the field whose words it has, and its terms by id.
function facetTerms(connection, fields) {
  const rows = connection.query("SELECT facet, id, label, cy FROM term");
  return connection.query("SELECT id FROM facet ORDER BY position").map(({ id }) => ({
    name: fields.find((field) => field.facet === id).name,
    terms: new Map(rows.filter((row) => row.facet === id).map((row) => [row.id, row])),
  }));
}

// The text of each full-text column, for every entry.
function searched(every, { outcode, description_html: html, cy_description_html: htmlCy }, facets) {
  const ids = (value) => new Set(Array.isArray(value) ? value : [value]);
  const labels = (said) =>
    facets
      .filter(({ name }) => said[name])
      .flatMap(({ name, terms }) =>
        [...ids(said[name])].flatMap((id) => [terms.get(id).label, terms.get(id).cy]),
      );
  return {
    name: every.map((said) => joinLines([said.name, said["cy.name"]])),
    words: every.map((said, at) =>
      joinLines([
        ...labels(said),
        said["place.venue"],
        said["place.address"],
        outcode[at],
        ...(said["covers.districts"] ?? []),
      ]),
    ),
    summary: every.map((said) => joinLines([said.summary, said["cy.summary"]])),
    description: every.map((said, at) =>
      joinLines([toWords(html[at]), toWords(htmlCy[at]), said["when.text"], said.start]),
    ),
  };
}

function joinLines(parts) {
  return parts.filter(Boolean).join("\n");
}

// The words of some HTML that we made, without its tags.
export function toWords(html) {
  return (html ?? "").replace(/<[^>]*>/g, " ").replace(/&[a-z]+;/g, (sign) => SIGNS[sign] ?? sign);
}
