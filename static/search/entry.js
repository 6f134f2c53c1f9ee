// One entry, whole: the mirror of ourpatch/searching/entry.py.

import { isStale } from "./answer.js";
import { numbersIn } from "./bits.js";

const MOST_SIMILAR = 200;

// Everything about one entry, nested as in its file, and what was worked out; null if unknown. The
// one thing that does not travel is the Markdown of its descriptions, which are here as HTML.
export function fullEntryFrom(connection, known, id) {
  const [row] = connection.rows("entry.entry", { id });
  if (!row) return null;
  const entry = { id, ...JSON.parse(row.record) };
  entry.status = { now: row.status, ...entry.status };
  entry.stale = isStale(known, row);
  entry.based = row.based;
  if (row.description_html) entry.description_html = row.description_html;
  if (row.cy_description_html) entry.cy.description_html = row.cy_description_html;
  for (const way of ["phone", "text"]) {
    const link = row[`contact_${way}_link`];
    if (link) entry.contact[`${way}_link`] = link;
  }
  for (const way of ["website", "social"]) {
    const since = row[`${way}_down_since`];
    if (since) entry.contact[`${way}_down_since`] = since;
  }
  const { added_on, changed_on, changed_why, touched_on } = row;
  const changed = JSON.parse(row.changed || "[]");
  entry.history = { added_on, changed_on, changed, changed_why, touched_on };
  const instead = JSON.stringify(entry.status.instead ?? []);
  entry.instead = connection.rows("entry.names", { ids: instead });
  entry.similar = similarTo(connection, known, row);
  return entry;
}

// Where to turn when an entry has closed: those it names, or open ones like it near by.
export function inPlaceOfEntry(connection, known, id) {
  const { instead = [], similar = [] } = fullEntryFrom(connection, known, id) ?? {};
  return instead.length ? instead : similar;
}

// Up to three open entries with the same kinds of help, those in the same place first.
function similarTo(connection, known, row) {
  const kinds = JSON.parse(row.help || "[]");
  const numbers = JSON.stringify(numbersIn(known.having("help", kinds), MOST_SIMILAR));
  const asked = { numbers, id: row.id, outcode: row.outcode };
  return connection
    .rows("entry.similar", asked)
    .map((other) => ({ ...other, help: JSON.parse(other.help || "[]") }));
}
