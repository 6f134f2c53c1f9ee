// What somebody wants: phrases of the vocabulary in what they said, the other words, and ages. The
// mirror of ourpatch/searching/wanting.py.

import { HELP } from "./points.js";
import {
  compareTexts,
  compared,
  EDGE,
  fold,
  isDigit,
  singular,
  tellingWords,
  wordsOf,
} from "./text.js";
import { namesOneHere } from "./whereabouts.js";

const LOOSE = 3;
const CLOSE = 1;

// An age that stands for those who are called so.
const CALLED = {
  adult: ["adults", 30],
  grown: ["adults", 30],
  grownup: ["adults", 30],
  teenager: ["teenagers", 15],
  teen: ["teenagers", 15],
  toddler: ["toddlers", 2],
};

const AGE = new RegExp(
  `${EDGE}(?:aged?|is|im|i'm|am|hes|he's|shes|she's|just turned|nearly|almost) ([0-9]{1,2})${EDGE}` +
    "(?! ?(?:am|pm|p|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|miles?|stone|of)" +
    `${EDGE}|[:.][0-9])` +
    `|${EDGE}([0-9]{1,2}) ?(?:years?|yrs?|y) old${EDGE}` +
    `|${EDGE}([0-9]{1,2}) ?(?:yo|y/o|yrs?)${EDGE}(?! ago)` +
    "|, ?([0-9]{2}) ?,",
  "gu",
);
const YEAR_OLD = new RegExp(`${EDGE}[0-9]{1,2} ?(?:years?|yrs?|y) old${EDGE}`, "gu");

// One thing that is asked for: words as they stand, and the terms that they mean; or an age.
function makeWanted(words, terms = [], hint = false, age = null) {
  return { words, terms, hint, age };
}

// The things wanted, in the order of the words that ask for them.
export function wantedIn(connection, known, words) {
  const kept = words.filter((word) => known.stop_words.get(word) !== "minor");
  const asked = compared(kept, known.stop_words);
  const found = [];
  const taken = new Map();
  for (const phrase of phrasesIn(connection, known, asked)) {
    const loose = tellingWords(phrase.telling, known.stop_words).length ? LOOSE : 0;
    const facets = new Set(phrase.terms.map(([facet]) => facet));
    let { terms } = phrase;
    let spots = spotsOf(asked, phrase.telling, taken, loose);
    if (spots.length) {
      for (const at of spots) taken.set(at, facets);
    } else {
      spots = loose ? spotsOf(asked, phrase.telling, new Map(), loose) : [];
      terms = hintedBy(
        terms,
        spots.filter((at) => taken.has(at)).map((at) => taken.get(at)),
      );
    }
    if (spots.length && terms.length) {
      const stand = phrase.spots.length ? phrase.spots : spots;
      const said = saidAt(connection, known, kept, spots, stand);
      const isHint = spots.some((at) => taken.has(at) && taken.get(at) !== facets);
      found.push([spots[0], makeWanted(said, terms, isHint)]);
    }
  }
  const telling = new Set(tellingWords(asked, known.stop_words));
  asked.forEach((word, at) => {
    if (!taken.has(at) && telling.has(word) && !isDigit(word)) {
      found.push([at, makeWanted([kept[at]])]);
    }
  });
  for (const hint of relativesIn(connection, words, known)) found.push([asked.length, hint]);
  const inOrder = found.sort((one, other) => one[0] - other[0]).map(([, each]) => each);
  return madeClear(eachOnce(inOrder));
}

// The phrases that some compared words say, those with most telling words first. All the telling
// words of a phrase must be there. When only one is telling (“help with a bath”), the others must be
// there too; and of several phrases of the same telling words in one facet only those are meant that
// are there in full, with the most words (“holiday pay”, not “holiday”).
function phrasesIn(connection, known, asked) {
  const best = new Map();
  const words = JSON.stringify([...new Set(asked)]);
  for (const row of connection.rows("wanting.phrases", { words })) {
    const telling = JSON.parse(row.words).sort(compareTexts);
    const tells = tellingWords(telling, known.stop_words).length;
    const said = [...new Set(row.said.split(" "))];
    const spots = spotsOf(asked, said, new Map(), tells > 1 ? LOOSE : CLOSE);
    if (!spots.length && tells < 2) continue;
    const key = JSON.stringify([telling, row.facet]);
    const before = best.get(key) ?? { telling, spots: [], terms: [] };
    const term = [row.facet, row.term];
    if (spots.length > before.spots.length) {
      best.set(key, { telling, spots, terms: [term] });
    } else if (spots.length === before.spots.length && !hasPair(before.terms, term)) {
      best.set(key, { telling, spots, terms: [...before.terms, term] });
    }
  }
  return together([...best.values()]);
}

// The phrases of each facet with the same telling words as one, those with most of them first. Those
// that are there in full leave out those that are not.
function together(phrases) {
  const found = new Map();
  for (const each of phrases) {
    const key = JSON.stringify(each.telling);
    const before = found.get(key);
    if (!before || (each.spots.length && !before.spots.length)) {
      found.set(key, each);
    } else if (each.spots.length || !before.spots.length) {
      const spots = each.spots.length < before.spots.length ? each.spots : before.spots;
      found.set(key, { telling: each.telling, spots, terms: [...before.terms, ...each.terms] });
    }
  }
  return [...found.values()].sort(mostTelling);
}

// The order of phrases: most words first, then as Python orders lists of words.
function mostTelling({ telling: one }, { telling: other }) {
  if (one.length !== other.length) return other.length - one.length;
  const at = one.findIndex((word, n) => word !== other[n]);
  return at < 0 ? 0 : compareTexts(one[at], other[at]);
}

// Where the words of a phrase stand, not taken and not far apart; empty when they do not.
function spotsOf(words, said, taken, loose) {
  const free = [...words.keys()].filter((at) => said.includes(words[at]) && !taken.has(at));
  for (const first of free) {
    const spots = new Map();
    for (const at of free) {
      const isClose = first <= at && at < first + said.length + loose;
      if (isClose && !spots.has(words[at])) spots.set(words[at], at);
    }
    if (spots.size === said.length) return [...spots.values()].sort((a, b) => a - b);
  }
  return [];
}

// What the terms of words already taken add: for whom and how, never another kind of help.
function hintedBy(terms, told) {
  return terms.filter(([facet]) => facet !== HELP && !told.some((facets) => facets.has(facet)));
}

// The words of a phrase without those that name a place here; none if no telling one is left.
function saidAt(connection, known, words, telling, spots) {
  const places = new Set(spots.filter((at) => namesOneHere(connection, known, words[at])));
  if (telling.every((at) => places.has(at))) return [];
  return spots.filter((at) => !places.has(at)).map((at) => words[at]);
}

// What relatives tell of who it is for: “mum” is, more often than not, an older person.
function relativesIn(connection, words, known) {
  const named = new Set(words.filter((word) => known.stop_words.get(word) === "relative"));
  const rows = connection.rows("wanting.phrases", { words: JSON.stringify([...named]) });
  const terms = [];
  for (const { facet, term } of rows) if (!hasPair(terms, [facet, term])) terms.push([facet, term]);
  return terms.map((pair) => makeWanted([], [pair], true));
}

// The same things, each with only those of its terms that another thing means too, if any. “Holiday”
// may mean a good employer as well, but only beside “payslips”.
function madeClear(wanted) {
  return wanted.map((each) => {
    const others = wanted.filter((other) => other !== each && !other.hint).flatMap((o) => o.terms);
    const shared = each.terms.filter((pair) => hasPair(others, pair));
    return shared.length && !each.hint ? { ...each, terms: shared } : each;
  });
}

function hasPair(pairs, [facet, term]) {
  return pairs.some((pair) => pair[0] === facet && pair[1] === term);
}

// The same things with none of them twice.
function eachOnce(things) {
  return [...new Map(things.map((each) => [JSON.stringify(each), each])).values()];
}

// The ages that somebody says, and the text without words like “year old”. Whoever says “I am 70”
// may ask for somebody else, so that is a hint.
export function takeAges(text) {
  const folded = fold(text);
  const ages = new Map();
  for (const said of folded.matchAll(AGE)) {
    const age = Number(said[1] || said[2] || said[3] || said[4]);
    const isMine = /^(?:i'm|im|am)/.test(said[0]);
    ages.set(age, makeWanted([`people aged ${age}`], [], isMine, age));
  }
  const words = new Set(wordsOf(folded).map(singular));
  for (const [word, [name, age]] of Object.entries(CALLED)) {
    if (words.has(word) && !ages.size) ages.set(age, makeWanted([name], [], false, age));
  }
  return [folded.replace(YEAR_OLD, " "), [...ages.values()]];
}

// True when words that name a place belong to what is wanted: the bath of “bed bath”.
export function isInPhrase(connection, known, words, named) {
  const asked = compared(words, known.stop_words);
  const names = compared(named, known.stop_words);
  return phrasesIn(connection, known, asked).some(
    ({ telling }) => telling.length > 1 && telling.some((word) => names.includes(word)),
  );
}
