// Which entries have a thing that is wanted, and how plainly they say so: the mirror of
// ourpatch/searching/matching.py.

import { butNot, countOf, either, noneOf } from "./bits.js";
import { HELP, RARE, WEIGHTS, WIDE_FACETS } from "./points.js";
import { quoted } from "./sets.js";
import { singular, wordsOf } from "./text.js";

const LOOSE_FACETS = [HELP, "people", "access", "languages"];
const FEW_ENTRIES = 20;
const NOTHING = "other";

// The entries that have a wanted thing by its terms or its own words.
//
// `offers` have a kind of help that it means, `first` name that before any other, and `listed` have
// any term that it means. `named`, `says` and `mentions` have its words in their name, also in their
// summary, and anywhere; each is inside the next. `alike` have no term and say something for it.
// `found` count as having it; `weight` is how much it counts.
export function match(connection, known, wanted) {
  return known.keep(["match", wanted], () => matchAfresh(connection, known, wanted));
}

function matchAfresh(connection, known, wanted) {
  if (wanted.age !== null) return taking(known, wanted, wanted.age);
  const { terms, words } = wanted;
  const helps = terms.filter(([facet]) => facet === HELP).map(([, term]) => term);
  const none = noneOf(known.size);
  const offers = known.having(HELP, helps);
  const listed = terms.reduce(
    (so, [facet, term]) => either(so, known.having(facet, [term])),
    offers,
  );
  const named = withWords(connection, known, ["name"], words);
  const says = either(named, withWords(connection, known, ["summary"], words));
  // The column `words` holds the labels of an entry's terms, which `listed` has counted already.
  const rest = terms.length ? ["description"] : ["words", "description"];
  const mentions = either(says, withWords(connection, known, rest, words));
  const found = terms.length ? either(says, meant(known, terms)) : mentions;
  const weight = weightOf(wanted, countOf(found), known.size);
  const first = helps.reduce((so, term) => either(so, known.first_kinds.get(term) ?? none), none);
  return { wanted, first, offers, listed, named, says, mentions, found, weight, alike: none };
}

// The entries with any of some terms; with those that many have only when no other is meant. “Home”
// means housing, and help in your home: only who helps with housing is found for it.
function meant(known, terms) {
  const telling = terms.filter(([facet]) => !WIDE_FACETS.includes(facet));
  const some = telling.length ? telling : terms;
  return some.reduce(
    (so, [facet, term]) => either(so, known.having(facet, [term])),
    noneOf(known.size),
  );
}

// The entries with all of some words (singular or not) in some columns; of no words, none.
function withWords(connection, known, columns, words) {
  if (!words.length) return noneOf(known.size);
  const forms = words.map((word) => [...new Set([word, singular(word)])]);
  return known.havingAll(connection, columns, forms);
}

function weightOf(wanted, found, entries) {
  if (wanted.hint) return WEIGHTS.hint;
  if (wanted.terms.length) {
    return wanted.terms.some(([facet]) => facet === HELP) ? WEIGHTS.help : WEIGHTS.term;
  }
  if (!found) return 0;
  return found <= RARE * entries ? WEIGHTS.rare : WEIGHTS.common;
}

// The same, with the entries that say in their own words what others have a term for. Only those
// with no term at all in a facet are judged by their words there: who ticked “cleaning” and not
// “cooking” does not cook. It costs more, so it is done only when there is little to show.
export function matchLoosely(connection, known, matched) {
  if (!matched.wanted.terms.length || matched.wanted.hint) return matched;
  const key = ["match loosely", matched.wanted];
  return known.keep(key, () => matchLooselyAfresh(connection, known, matched));
}

function matchLooselyAfresh(connection, known, matched) {
  let found = matched;
  for (const wide of LOOSE_FACETS) {
    const terms = found.wanted.terms.filter(([facet]) => facet === wide);
    if (terms.length) {
      const said = known.keep(["said", terms], () => saidFor(connection, known, terms));
      const speaking = sayingSomething(known, wide);
      const having = (columns) => known.havingMatch(connection, `{${columns}} : (${said})`);
      const plainly = butNot(having("name summary"), speaking);
      const anywhere = butNot(having("name summary description"), speaking);
      found = {
        ...found,
        offers: wide === HELP ? either(found.offers, plainly) : found.offers,
        listed: either(found.listed, plainly),
        found: either(found.found, anywhere),
        alike: either(found.alike, anywhere),
      };
    }
  }
  return found;
}

// The entries that have any term of a facet. “Something else” says nothing.
function sayingSomething(known, facet) {
  const terms = [...known.words.get(facet).keys()].filter((term) => term !== NOTHING);
  return known.keep(["any", facet], () => known.having(facet, terms));
}

// All that people say for some terms, any of which will do; but no word that many entries use. In
// the rules of a charity “benefit” is seldom about money.
function saidFor(connection, known, terms) {
  const said = new Set();
  for (const [facet, term] of terms) {
    const [row] = connection.rows("matching.synonyms", { facet, term });
    for (const name of [row.label, ...JSON.parse(row.synonyms)]) said.add(wordsOf(name).join(" "));
  }
  const words = JSON.stringify([...said, ...[...said].map(singular)]);
  const rows = connection.rows("matching.common", { words, most: manyEntries(known) });
  const common = new Set(rows.map((row) => row.word));
  return [...said]
    .filter((phrase) => phrase && !common.has(phrase) && !common.has(singular(phrase)))
    .map(quoted)
    .join(" OR ");
}

// So many entries that a word in more of them tells little.
function manyEntries(known) {
  return Math.max(FEW_ENTRIES, Math.trunc(RARE * known.size));
}

// The entries that take people of an age: who says so offers it, others do not rule it out.
function taking(known, wanted, age) {
  const none = noneOf(known.size);
  let offers = none;
  let takes = known.everything;
  for (const { least, most, entries } of known.ages) {
    if (least <= age && age <= most) offers = either(offers, entries);
    else takes = butNot(takes, entries);
  }
  return {
    wanted,
    first: none,
    offers,
    listed: takes,
    named: none,
    says: none,
    mentions: none,
    found: takes,
    weight: WEIGHTS.age,
    alike: none,
  };
}
