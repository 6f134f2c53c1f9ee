// Words that nobody uses, put right to ones that the entries do use: the mirror of
// ourpatch/searching/spelling.py.

import { compareTexts, deletions, isAlpha, lengthOf, singular, slips } from "./text.js";

const SHORTEST_CORRECTED = 4;
const SHORTEST_WITH_TWO_SLIPS = 6;
const SHORTEST_JOINED = 6;
const SHORTEST_PART = 3;

// The words, with those that nobody uses put right; and which were, as pairs.
export function putRight(connection, known, words) {
  const right = [];
  const corrections = new Map();
  for (const word of joinedUp(connection, words)) {
    const better = isKnown(connection, known, word) ? [] : betterFor(connection, word);
    if (better.length) {
      const pair = [word, better.join(" ")];
      corrections.set(JSON.stringify(pair), pair);
    }
    right.push(...(better.length ? better : [word]));
  }
  return [right, [...corrections.values()]];
}

// True for a word that somebody uses, or that is too short or too odd to be put right.
export function isKnown(connection, known, word) {
  if (lengthOf(word) < SHORTEST_CORRECTED || !isAlpha(word) || known.stop_words.has(word)) {
    return true;
  }
  return connection.value("spelling.is_known", { word, singular: singular(word) }) === 1;
}

// What a word that nobody uses may stand for; empty when nothing is near.
function betterFor(connection, word) {
  const [close, far] = closest(connection, word);
  if (far > 1) {
    const apart = takenApart(connection, word);
    if (apart.length) return apart;
  }
  return close ? [close] : [];
}

// The word in use that is fewest slips away, and how many; an empty word if none is near. Of
// several, one with the same first letter, which people rarely miss; then the most used.
function closest(connection, word) {
  const most = lengthOf(word) < SHORTEST_WITH_TWO_SLIPS ? 1 : 2;
  const [first] = word;
  let best = [most, 1, 1, ""];
  const asked = { deletions: JSON.stringify([...deletions(word)]) };
  for (const { word: other, used } of connection.rows("spelling.alike", asked)) {
    const [begins] = other;
    const candidate = [slips(word, other), begins === first ? 0 : 1, -used, other];
    if (isBefore(candidate, best)) best = candidate;
  }
  return [best[3], best[3] ? best[0] : most + 1];
}

// True when three numbers and a text come before others, as Python orders tuples.
function isBefore(one, other) {
  for (let at = 0; at < 3; at += 1) {
    if (one[at] !== other[at]) return one[at] < other[at];
  }
  return compareTexts(one[3], other[3]) < 0;
}

// The words, with two joined where the entries write only the one: “pay packet”, PayPacket.
function joinedUp(connection, words) {
  const joined = [];
  for (const word of words) {
    const before = joined.at(-1) ?? "";
    if (lengthOf(before + word) >= SHORTEST_JOINED && isOneWord(connection, before, word)) {
      joined[joined.length - 1] = before + word;
    } else {
      joined.push(word);
    }
  }
  return joined;
}

// True when two words are in use as one, and not both on their own.
function isOneWord(connection, before, word) {
  if (!before || !isUsed(connection, before + word)) return false;
  return !(isUsed(connection, before) && isUsed(connection, word));
}

// The two words in use that a word is when taken apart; empty when it is none.
function takenApart(connection, word) {
  const letters = Array.from(word);
  for (let at = SHORTEST_PART; at <= letters.length - SHORTEST_PART; at += 1) {
    const parts = [letters.slice(0, at).join(""), letters.slice(at).join("")];
    if (parts.every((part) => isUsed(connection, part))) return parts;
  }
  return [];
}

function isUsed(connection, word) {
  return connection.value("spelling.is_used", { word }) === 1;
}
