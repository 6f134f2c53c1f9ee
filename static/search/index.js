// The search in the browser: the same answers as the server's, from the database that travels.
//
// It works in a page and in a service worker. What cannot import modules or fetch (a page opened
// from a folder) has the same files joined, and calls `openDirectory` with the engine's
// bytes itself. Results are plain objects with the names of the Python dataclasses.

import { openDirectory } from "./opening.js";

export {
  answer,
  answerList,
  fullEntry,
  inPlaceOf,
  picture,
  readQuestion,
  waysOut,
} from "./asking.js";
export { bytesOf, closeDirectory, openDirectory } from "./opening.js";
export { pointsInWords } from "./points.js";
export { pairsOf, parametersOf, withoutTerm } from "./question.js";
export {
  isFull,
  moved,
  parametersOfList,
  readShortlist,
  withOne,
  withoutOne,
} from "./shortlist.js";

// The directory in the bytes of a database that travels, compressed or not.
export async function open(bytes) {
  const engine = await fetch(new URL("../vendor/sqlite/sqlite3.wasm", import.meta.url));
  if (!engine.ok) throw new Error(`The search engine did not come: ${engine.status}`);
  return openDirectory(bytes, await engine.arrayBuffer());
}
