// What somebody means: the place, the things they want, and words put right. The mirror of
// ourpatch/searching/understanding.py.

import { isKnown, putRight } from "./spelling.js";
import { fold, title, wordsOf } from "./text.js";
import { isInPhrase, takeAges, wantedIn } from "./wanting.js";
import { findPlaces, findSmallPlace, isOneHere } from "./whereabouts.js";

const LONGEST_PLACE = 4;

const BEFORE_PLACE = new Set([
  "in",
  "near",
  "around",
  "round",
  "at",
  "by",
  "nearby",
  "outside",
  "towards",
  "from",
  "of",
  "nr",
]);
const BEFORE_SMALL_PLACE = new Set(["in", "near", "around", "nearby", "nr"]);
const NEVER_BEFORE_PLACE = new Set([
  "a",
  "an",
  "the",
  "my",
  "his",
  "her",
  "our",
  "their",
  "your",
  "with",
  "have",
  "having",
]);

const POSTCODE_INSIDE = new RegExp(
  "(?<![a-z0-9])([a-z]{1,2}[0-9][a-z0-9]?)( *[0-9][abd-hjlnp-uw-z]{2})?(?![a-z0-9])",
  "g",
);
const LEADING_IN = /(?<![\p{L}\p{N}_])(in|near|around|round|at|nr) *$/u;

// The meaning of a question. Of several `places` none was chosen; of `unknown` we know nothing.
export function understand(connection, known, question) {
  const [asked, ages] = takeAges(question.q);
  let unknown = "";
  let words;
  let places;
  let corrections;
  if (question.near) {
    let more;
    [words, corrections] = putRight(connection, known, wordsOf(asked));
    [places, more] = placeNamed(connection, known, question.near);
    corrections = [...corrections, ...more];
    unknown = places.length ? "" : question.near;
  } else {
    let text;
    [text, places] = takePostcode(connection, known, asked);
    [words, corrections] = putRight(connection, known, wordsOf(text));
    if (!places.length) [words, places] = takePlace(connection, known, words);
    if (!places.length) [words, unknown] = takeUnknownPlace(connection, known, words);
  }
  return {
    wanted: [...wantedIn(connection, known, words), ...ages],
    place: places.length === 1 ? places[0] : null,
    places: places.length > 1 ? places : [],
    unknown,
    corrections,
  };
}

// The places that some text is the name of, and what had to be put right to find them.
function placeNamed(connection, known, near) {
  let places = findEither(connection, known, near);
  if (!places.length) [, places] = takePostcode(connection, known, near);
  if (places.length) return [places, []];
  const [words, corrections] = putRight(connection, known, wordsOf(near));
  for (let end = words.length; end > 0; end -= 1) {
    places = findEither(connection, known, words.slice(0, end).join(" "));
    if (places.length) return [places, corrections];
  }
  return [[], []];
}

// The places of a name; the one that entries here name when ours is far off or not known.
function findEither(connection, known, text) {
  const places = findPlaces(connection, known, text);
  if (places.length > 1 || isOneHere(known, places)) return places;
  const small = findSmallPlace(connection, known, text);
  return small.length ? small : places;
}

// The text without the postcode in it, and the place of that postcode.
function takePostcode(connection, known, text) {
  const folded = fold(text);
  for (const code of folded.matchAll(POSTCODE_INSIDE)) {
    const places = findPlaces(connection, known, code[1]);
    if (places.length) {
      const before = folded.slice(0, code.index).replace(LEADING_IN, "");
      return [`${before} ${folded.slice(code.index + code[0].length)}`, places];
    }
  }
  return [text, []];
}

// The words without the place they name, and the places which that may be.
function takePlace(connection, known, words) {
  for (let start = 0; start < words.length; start += 1) {
    for (let end = Math.min(words.length, start + LONGEST_PLACE); end > start; end -= 1) {
      const places = placeAt(connection, known, words, start, end);
      if (places.length) {
        const before = words.slice(0, isLedIn(words, start) ? start - 1 : start);
        return [[...before, ...words.slice(end)], places];
      }
    }
  }
  return [words, []];
}

function isLedIn(words, start) {
  return start > 0 && BEFORE_PLACE.has(words[start - 1]);
}

// The places that these words may name, if they stand where a place would be named.
function placeAt(connection, known, words, start, end) {
  const ledIn = isLedIn(words, start);
  const isLast = end === words.length;
  const before = start ? words[start - 1] : "";
  if (!(ledIn || isLast || !start) || NEVER_BEFORE_PLACE.has(before)) return [];
  if (known.stop_words.has(words[start])) return [];
  const named = words.slice(start, end);
  const find = BEFORE_SMALL_PLACE.has(before) ? findEither : findPlaces;
  const places = find(connection, known, named.join(" "));
  if (ledIn) return isLast || isOneHere(known, places) ? places : [];
  if (!isOneHere(known, places) || isInPhrase(connection, known, words, named)) return [];
  return places;
}

// The words without a last one that nobody knows, when it stands where a place would.
function takeUnknownPlace(connection, known, words) {
  const last = words.length - 1;
  const ledIn = last > 0 && BEFORE_SMALL_PLACE.has(words[last - 1]);
  if (ledIn && !isKnown(connection, known, words[last])) {
    return [words.slice(0, last - 1), title(words[last])];
  }
  return [words, ""];
}
