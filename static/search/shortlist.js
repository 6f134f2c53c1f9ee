// A list that somebody chose: which entries, in which order, with a note. The mirror of
// ourpatch/searching/shortlist.py.

import { isPrintable, splitText } from "./text.js";

const MOST_IDS = 60;
const LONGEST_NOTE = 400;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

// A list of these parts.
export function makeShortlist(ids = [], note = "") {
  return { ids, note };
}

// The list as the parameters of an address, always in the same order.
export function parametersOfList({ ids, note }) {
  return [
    ["ids", ids.join(",")],
    ["note", note],
  ].filter(([, value]) => value);
}

// True when no more fit in an address.
export function isFull({ ids }) {
  return ids.length >= MOST_IDS;
}

// The list with one more at its end; the same when it is on it, or the list is full.
export function withOne(shortlist, id) {
  if (shortlist.ids.includes(id) || isFull(shortlist)) return shortlist;
  return { ...shortlist, ids: [...shortlist.ids, id] };
}

// The list with one entry taken off.
export function withoutOne(shortlist, id) {
  return { ...shortlist, ids: shortlist.ids.filter((each) => each !== id) };
}

// The list with one entry some places further down, or with a minus up.
export function moved(shortlist, id, by) {
  const others = withoutOne(shortlist, id).ids;
  const to = Math.max(0, Math.min(others.length, shortlist.ids.indexOf(id) + by));
  return { ...shortlist, ids: [...others.slice(0, to), id, ...others.slice(to)] };
}

// The list that the [name, value] pairs of an address hold. What could not be an id is left out; so
// is what is too much.
export function readShortlist(pairs) {
  const ids = [];
  let note = "";
  for (const [name, value] of pairs) {
    if (name === "ids") ids.push(...value.toLowerCase().replace(/ /g, "").split(","));
    else if (name === "note") note = value;
  }
  const given = new Set(ids.filter((id) => id.length <= 100 && ID.test(id)));
  return makeShortlist([...given].slice(0, MOST_IDS), tidyNote(note));
}

// The note with its lines kept, and nothing in it that cannot be seen.
function tidyNote(text) {
  const plain = text.split(LINE_END).map((line) => {
    const seen = Array.from(line, (letter) => (isPrintable(letter) ? letter : " ")).join("");
    return splitText(seen).join(" ");
  });
  const spaced = stripEnds(plain.join("\n").replace(/\n{3,}/g, "\n\n"));
  return stripEnds(Array.from(spaced).slice(0, LONGEST_NOTE).join(""));
}

function stripEnds(text) {
  return text.replace(/^[ \n]+|[ \n]+$/g, "");
}
