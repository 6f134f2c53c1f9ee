// The answer to a question: which entries, in which order, why; and what else could be ticked. The
// mirror of ourpatch/searching/answer.py.

import { both, countOf, either, isEmpty, numbersIn } from "./bits.js";
import { countTerms } from "./counting.js";
import { find, pointsOf } from "./finding.js";
import { makeQuestion } from "./question.js";
import { aboutDistance, reasons } from "./reasons.js";
import { factsByNumber } from "./results.js";
import { rounded } from "./text.js";
import { understand } from "./understanding.js";

export const PAGE_SIZE = 20;

// Answer a question: one page of results, or with `whole` all of them on one.
export function answerFrom(connection, known, question, whole = false) {
  const [meaning, found] = understoodAndFound(connection, known, question);
  const reached = withinReach(known, found.near, question.within);
  const [entries, facets] = filter(known, both(found.entries, reached), question);
  const total = countOf(entries);
  const size = whole ? Math.max(total, 1) : PAGE_SIZE;
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(whole ? 1 : question.page, pages);
  const numbers = inOrderOf(known, found, entries, question, (page - 1) * size, size);
  return {
    question: { ...question, page },
    meaning,
    widened: found.widened,
    total,
    page,
    pages,
    results: resultsFor(connection, known, meaning, found, numbers),
    facets,
    shortlist: null,
    missing: [],
  };
}

// What a question means and who has that: the same for every page, order and filter of it.
function understoodAndFound(connection, known, question) {
  return known.keep(["found", question.q, question.near], () => {
    const meaning = understand(connection, known, question);
    return [meaning, find(connection, known, meaning)];
  });
}

// A list as an answer: its entries in its order.
export function answerListFrom(connection, known, shortlist) {
  const rows = connection.rows("answer.numbers", { ids: JSON.stringify(shortlist.ids) });
  const numbers = new Map(rows.map((row) => [row.id, row.number]));
  const listed = shortlist.ids.filter((id) => numbers.has(id)).map((id) => numbers.get(id));
  const meaning = { wanted: [], place: null, places: [], unknown: "", corrections: [] };
  const nothingAsked = { entries: known.everything, matched: [], near: null, weight: 1 };
  return {
    question: makeQuestion(),
    meaning,
    widened: false,
    total: listed.length,
    page: 1,
    pages: 1,
    results: resultsFor(connection, known, meaning, nothingAsked, listed),
    facets: [],
    shortlist,
    missing: shortlist.ids.filter((id) => !numbers.has(id)),
  };
}

// The entries within some miles, or that come to the place, serve it, or help from anywhere.
function withinReach(known, near, miles) {
  if (near === null || miles === null) return known.everything;
  return either(either(near.within(known, miles), near.covering), near.anywhere);
}

// The entries that pass every filter, and each filter's counts without its own ticks.
function filter(known, entries, question) {
  const passing = new Map(
    Object.entries(question.chosen).map(([facet, terms]) => [facet, known.having(facet, terms)]),
  );
  const allBut = (left) =>
    [...passing]
      .filter(([facet]) => facet !== left)
      .reduce((so, [, bits]) => both(so, bits), entries);
  const found = allBut(null);
  const unticked = [...known.facets.keys()].filter((facet) => !passing.has(facet));
  const counts = countTerms(known, found, unticked);
  for (const facet of passing.keys()) {
    counts.set(facet, countTerms(known, allBut(facet), [facet]).get(facet));
  }
  const facets = [...known.facets].map(([facet, label]) => {
    const terms = termsToTick(known, facet, counts.get(facet), question.chosen[facet] ?? []);
    return {
      id: facet,
      label,
      terms,
      selected_count: terms.filter((term) => term.selected).length,
    };
  });
  return [found, facets];
}

// The terms of a facet that have results or are ticked.
function termsToTick(known, facet, counts, ticked) {
  return [...(known.words.get(facet)?.values() ?? [])]
    .map(({ id, label }) => ({
      id,
      label,
      count: counts.get(id) ?? 0,
      selected: ticked.includes(id),
    }))
    .filter((term) => term.count || term.selected);
}

// The numbers on one page of these entries. Numbers themselves stand in the plain order.
function inOrderOf(known, found, entries, question, skip, most) {
  const numbers = [];
  let left = skip;
  for (const equal of sortedSets(known, found, entries, question)) {
    const count = countOf(equal);
    if (left >= count) {
      left -= count;
      continue;
    }
    numbers.push(...numbersIn(equal, most - numbers.length, left));
    left = 0;
    if (numbers.length === most) break;
  }
  return numbers;
}

// Some entries as sets of equals, first to last.
function sortedSets(known, found, entries, { q, near, sort }) {
  if (isEmpty(entries)) return [];
  if (sort === "checked" || !(found.matched.length || found.near)) return [entries];
  if (sort === "nearest" && found.near) return found.near.outwards(known, entries);
  const points = known.keep(["points", q, near], () => pointsOf(known, found));
  return points.bestFirst(entries);
}

// The results for these numbers, in the same order.
function resultsFor(connection, known, meaning, found, numbers) {
  const byNumber = factsByNumber(connection, known, numbers);
  return numbers.map((number) => {
    const facts = byNumber.get(number);
    const far = found.near ? found.near.milesTo(known, facts.outcode) : null;
    return {
      id: facts.id,
      name: facts.name,
      summary: facts.summary,
      miles: far === null ? null : rounded(far),
      distance: aboutDistance(far, facts.outcode, meaning.place),
      checked_on: facts.checked_on,
      why: reasons(known, meaning.place, found.matched, found.near, number, facts),
      stale: isStale(known, facts),
      facts,
    };
  });
}

// True for what has gone a year without being checked.
export function isStale(known, { stale_after: after }) {
  return Boolean(after) && after < known.build.built_on;
}
