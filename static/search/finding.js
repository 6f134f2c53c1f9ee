// Which entries an answer is made of, and how many points each of them has: the mirror of
// ourpatch/searching/finding.py.

import { both, butNot, countOf, either, isEmpty, isSame, noneOf } from "./bits.js";
import { match, matchLoosely } from "./matching.js";
import {
  CHECKED,
  FIRST,
  FRESH,
  IN_DESCRIPTION,
  IN_NAME,
  IN_SUMMARY,
  LISTED,
  NAMED,
  OFFERS,
  OPEN,
  Points,
  SPACE,
  WEIGHTS,
} from "./points.js";
import { asRings, nearness } from "./whereabouts.js";

const ENOUGH = 3;
const PLENTY = 20;
const SHARE = 50;

// The entries that have everything wanted; with too few of those, also those that have some. `weight`
// is the most that anybody has of what is wanted, and how much nearness counts; `widened` says that
// too few have everything.
export function find(connection, known, meaning) {
  const near = meaning.place ? nearness(connection, known, meaning.place) : null;
  let matched = meaning.wanted.map((wanted) => match(connection, known, wanted));
  const exact = havingEvery(known, matched);
  let entries = exact;
  if (countOf(entries) < PLENTY) {
    matched = matched.map((each) => matchLoosely(connection, known, each));
    entries = havingEvery(known, matched);
  }
  const shares = sharesOf(known, matched);
  const most = shares.most();
  const weight = Math.max(1, most);
  const enough = neededOf(matched).length > 1 ? ENOUGH : 1;
  if (!matched.length || countOf(entries) >= enough) {
    return { entries, matched, near, weight, widened: !isEmpty(entries) && isEmpty(exact) };
  }
  const more = most ? havingSome(known, matched, shares) : hintedAt(known, matched);
  const some = either(entries, more);
  return { entries: some, matched, near, weight, widened: !isSame(some, entries) };
}

// What an entry must have: hints apart, all; or when something weighs, not the common words.
function neededOf(matched) {
  const needed = matched.filter((each) => !each.wanted.hint);
  const weighty = needed.filter((each) => each.weight !== WEIGHTS.common);
  return weighty.some((each) => each.weight) ? weighty : needed;
}

function havingEvery(known, matched) {
  return neededOf(matched).reduce((so, each) => both(so, each.found), known.everything);
}

// How much each entry has of what is wanted, by weight. Who could have ticked a term and only says
// the word has a third of it.
function sharesOf(known, matched) {
  const shares = new Points(known.everything);
  for (const each of matched) {
    if (!each.wanted.hint) {
      const owned = each.wanted.terms.length ? both(each.found, each.listed) : each.found;
      shares.add(owned, each.weight);
      shares.add(butNot(each.found, owned), Math.floor(each.weight / 3));
    }
  }
  return shares;
}

// The entries that have at least half as much of what is wanted, by weight, as the best. They must
// have one thing that weighs: who only shares “morning” is no help with a bath.
function havingSome(known, matched, shares) {
  let core = noneOf(known.size);
  for (const each of matched) {
    if (each.weight > WEIGHTS.common && each.wanted.age === null) core = either(core, each.found);
  }
  let some = shares.atLeast(Math.max(1, Math.ceil((shares.most() * SHARE) / 100)));
  if (!isEmpty(core)) some = both(some, core);
  for (const each of matched) {
    if (each.wanted.age !== null && !each.wanted.hint) {
      const taken = both(some, each.found);
      if (!isEmpty(taken)) some = taken;
    }
  }
  return some;
}

// The entries that have what is only hinted at, for when nobody has what is asked for.
function hintedAt(known, matched) {
  return matched
    .filter((each) => each.wanted.hint && each.wanted.age === null)
    .reduce((so, each) => either(so, each.found), noneOf(known.size));
}

// Everybody's points for a question: see points.js for the table.
export function pointsOf(known, found) {
  const total = new Points(known.everything);
  for (const each of found.matched) {
    total.add(each.listed, LISTED * each.weight);
    total.add(each.offers, (OFFERS - LISTED) * each.weight);
    total.add(each.first, (FIRST - OFFERS) * each.weight);
    const times = each.wanted.terms.length ? each.weight : 2 * each.weight;
    total.add(either(each.mentions, each.alike), IN_DESCRIPTION * times);
    total.add(each.says, (IN_SUMMARY - IN_DESCRIPTION) * times);
    total.add(each.named, (IN_NAME - IN_SUMMARY) * times);
  }
  const { weight } = found;
  for (const ring of found.near ? asRings(found.near) : []) total.add(ring, weight);
  total.add(known.open, OPEN * weight);
  total.add(known.fresh, FRESH * weight);
  total.add(namedInFull(known, found.matched), NAMED * weight);
  total.add(known.checked, CHECKED);
  total.add(known.space, SPACE);
  return total;
}

// The entries with everything wanted in their name, when that is more than one word.
function namedInFull(known, matched) {
  const asked = matched.filter((each) => each.wanted.age === null && !each.wanted.hint);
  const words = new Set(asked.flatMap((each) => each.wanted.words));
  const start = words.size > 1 ? known.everything : noneOf(known.size);
  return asked.reduce((so, each) => both(so, each.named), start);
}
