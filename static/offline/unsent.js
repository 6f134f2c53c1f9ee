// What somebody wrote in the form for an entry, when there is no server to look it over: their words
// under the label of each question, which people can read, and so can `build.py import`.

import { quoted } from "../pages/links.js";

// As in ourpatch/adding: who is telling us, and the longest email that every program opens.
const TELLERS = {
  us: "I am this organisation, or I help to run it",
  them: "I am not this organisation, but I know them",
};
const LONGEST_EMAIL = 2000;

// What is sent besides the answers: which button was pressed.
const PRESSED = "do";

// The words, the name of their file, the address of an email with them, and whether that has no room
// for them. `answers` are pairs of names and values, `changed` the entry that they are a change of.
export function unsent({ connection, known }, answers, changed, email) {
  const given = answers.filter(([name, value]) => name !== PRESSED && value.trim());
  const words = connection.rows("unsent.labels").flatMap((row) => answered(known, row, given));
  const text = [...whoTells(given), ...words].join("\n");
  const name = changed?.name ?? given.find(([each]) => each === "name")?.[1].trim();
  const title = changed ? `A change to ${name}` : `A new entry: ${name ?? ""}`.replace(/: $/, "");
  const whole = mailto(email, title, text);
  const paste = whole.length > LONGEST_EMAIL;
  const bare = mailto(email, title, "The file with my words is with this email.");
  const file = changed ? `change-to-${changed.id}.md` : "new-entry.md";
  return { given, text, file, paste, email: email && (paste ? bare : whole) };
}

function whoTells(given) {
  return given.filter(([name]) => name === "teller").map(([, value]) => `${TELLERS[value] ?? value}.\n`);
}

// One question and what was said to it; nothing where nothing was. Only the last has lines of its own.
function answered(known, { name, label, facet, kind }, given) {
  const said = given.filter(([each]) => each === name).map(([, value]) => value.trim());
  if (!said.length) return [];
  const told = facet ? said.map((term) => known.label(facet, term)) : said;
  const lines = kind === "text" ? told.join("\n") : told.join(", ").split(/\s*\n\s*/).join(", ");
  return [`### ${label}\n\n${lines}\n`];
}

function mailto(address, subject, body) {
  const to = quoted(address).replaceAll("%40", "@");
  return `mailto:${to}?subject=${quoted(subject)}&body=${quoted(body).replaceAll("%0A", "%0D%0A")}`;
}
