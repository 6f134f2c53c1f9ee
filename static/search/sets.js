// What a database holds that every question needs: its terms, and which entries have each. The
// mirror of ourpatch/searching/sets.py. Sets of entries are those of bits.js.

import { allOf, both, either, fromBytes, listed, noneOf, setOf } from "./bits.js";
import { ground } from "./ground.js";

// How many results of costly steps (the entries with a word, near a place) are kept.
const STEPS_KEPT = 512;

// Terms of the facet `where` for help that reaches people wherever they are.
const FROM_AFAR = ["online", "by-phone"];

// One database, opened. `readDirectory` says what it holds.
export class Directory {
  constructor(parts) {
    Object.assign(this, parts);
    this.kept = new Map();
  }

  get size() {
    return this.build.entries;
  }

  // What people call a term; the id itself for one that is not known.
  label(facet, term) {
    return this.words.get(facet)?.get(term)?.label ?? term;
  }

  // The entries that have any of these terms.
  having(facet, terms) {
    let found = noneOf(this.size);
    for (const term of terms) found = either(found, this.setOfTerm(facet, term));
    return found;
  }

  setOfTerm(facet, term) {
    return this.sets.get(facet)?.get(term) ?? noneOf(this.size);
  }

  // The entries that FTS5 finds for a match, which must be made of `quoted` words.
  havingMatch(connection, match) {
    const [{ numbers }] = connection.rows("sets.having", { match });
    return setOf(listed(numbers), this.size);
  }

  // The entries with all of some words, each in any of its forms, in some columns.
  havingAll(connection, columns, words) {
    let found = this.everything;
    const others = [];
    for (const forms of words) {
      const common = forms.map((form) => this.common(connection, form));
      if (common.every((sets) => sets.size)) {
        const some = common.flatMap((sets) => columns.map((column) => sets.get(column)));
        found = both(found, some.reduce(either));
      } else {
        others.push(`(${forms.map(quoted).join(" OR ")})`);
      }
    }
    if (others.length) {
      const match = `{${columns.join(" ")}} : (${others.join(" AND ")})`;
      found = both(found, this.havingMatch(connection, match));
    }
    return found;
  }

  // The sets of a common word by column; empty for any other word.
  common(connection, word) {
    return this.keep(["word", word], () => {
      const rows = connection.rows("sets.word_set", { word });
      return new Map(rows.map((row) => [row.column, fromBytes(row.bits, this.size)]));
    });
  }

  // The entries with these words next to each other, anywhere in them.
  havingWords(connection, words) {
    return this.havingMatch(connection, quoted(words));
  }

  // What `make` gives, kept under a key while it is asked for.
  keep(key, make) {
    const name = JSON.stringify(key);
    const made = this.kept.has(name) ? this.kept.get(name) : make();
    this.kept.delete(name);
    this.kept.set(name, made);
    if (this.kept.size > STEPS_KEPT) this.kept.delete(this.kept.keys().next().value);
    return made;
  }
}

// Some words as FTS5 takes them to be nothing but words, next to each other.
export function quoted(words) {
  return `"${words.replace(/"/g, " ")}"`;
}

// What the connected database holds.
export function readDirectory(connection) {
  const rows = (name) => connection.rows(`sets.${name}`);
  const [build] = rows("build");
  const size = build.entries;
  const set = (row) => setOf(listed(row.numbers), size);
  const sets = byFacet(rows("term_sets"), (row) => [row.term, fromBytes(row.bits, size)]);
  const sinks = new Map(rows("sinks").map((row) => [row.sink, set(row)]));
  const sunk = (...depths) =>
    unionOf(
      depths.map((depth) => sinks.get(depth)),
      size,
    );
  const fromAfar = FROM_AFAR.map((term) => sets.get("where")?.get(term));
  return new Directory({
    build,
    facets: new Map(rows("facets").map((row) => [row.id, row.label])),
    groups: new Map(rows("groups").map((row) => [row.id, row])),
    words: byFacet(rows("terms"), (row) => [row.id, wordOf(row)]),
    sets,
    ages: rows("ages").map((row) => ({ least: row.least, most: row.most, entries: set(row) })),
    first_kinds: new Map(rows("first_kinds").map((row) => [row.term, set(row)])),
    stop_words: new Map(rows("stop_words").map((row) => [row.word, row.list])),
    everything: allOf(size),
    open: sunk(0, 1, 2),
    fresh: sunk(0, 1, 3),
    checked: sunk(0),
    space: set(rows("space")[0]),
    anywhere: unionOf([set(rows("anywhere")[0]), ...fromAfar], size),
    ground: ground(connection.rows("ground.bases"), connection.rows("ground.served"), size),
    labels: new Map(rows("labels").map((row) => [row.column, row.label])),
    columns: rows("entry_columns").map((row) => row.name),
    lists: [...rows("shapes")
      .filter((row) => row.shape === "list")
      .map((row) => row.column), "changed"],
    flags: rows("shapes")
      .filter((row) => row.shape === "flag")
      .map((row) => row.column),
  });
}

// Rows as a map for each facet, each row a pair in it.
function byFacet(rows, pairOf) {
  const found = new Map();
  for (const row of rows) {
    if (!found.has(row.facet)) found.set(row.facet, new Map());
    found.get(row.facet).set(...pairOf(row));
  }
  return found;
}

function wordOf(row) {
  return {
    facet: row.facet,
    id: row.id,
    label: row.label,
    group: row.term_group,
    entries: row.entries,
  };
}

// All of some sets together, those that are not there left out.
function unionOf(some, size) {
  return some.filter(Boolean).reduce(either, noneOf(size));
}
