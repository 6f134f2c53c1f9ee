// What pages ask of a directory that `openDirectory` opened: the mirror of
// ourpatch/searching/__init__.py.

import { answerFrom, answerListFrom } from "./answer.js";
import { fullEntryFrom, inPlaceOfEntry } from "./entry.js";
import { pictureFrom } from "./picture.js";
import { questionFrom } from "./question.js";
import { waysOutFrom } from "./ways_out.js";

export function answer({ connection, known }, question, whole = false) {
  return answerFrom(connection, known, question, whole);
}

// A list that somebody chose, as `readShortlist` reads it, in the shape of an answer.
export function answerList({ connection, known }, shortlist) {
  return answerListFrom(connection, known, shortlist);
}

// The question that the [name, value] pairs of an address ask.
export function readQuestion(pairs, { known }) {
  return questionFrom(pairs, known);
}

export function fullEntry({ connection, known }, id) {
  return fullEntryFrom(connection, known, id);
}

export function inPlaceOf({ connection, known }, id) {
  return inPlaceOfEntry(connection, known, id);
}

export function waysOut({ connection, known }, question) {
  return waysOutFrom(connection, known, question);
}

export function picture({ connection }, found) {
  return pictureFrom(connection, found);
}
