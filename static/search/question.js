// A question: what somebody typed, ticked and turned to. The mirror of ourpatch/searching/question.py.

import { isPrintable, splitText } from "./text.js";

export const SORTS = ["nearest", "checked"];

// Nobody says more than this in one breath; what is pasted beyond it is left out.
const LONGEST_TEXT = 500;

// A question with these parts and, for the rest, nothing asked.
export function makeQuestion(parts = {}) {
  return { q: "", near: "", within: null, chosen: {}, sort: "", page: 1, ...parts };
}

// The [name, value] pairs in an address after its question mark: Python's parse_qsl.
export function pairsOf(query) {
  return [...new URLSearchParams(`&${query.replace(/^\?/, "")}`)].filter(([, value]) => value);
}

// The question as the parameters of an address, always in the same order.
export function parametersOf(question) {
  const within = question.within === null ? "" : String(question.within);
  const pairs = [
    ["q", question.q],
    ["near", question.near],
    ["within", within],
  ];
  for (const [facet, terms] of Object.entries(question.chosen)) {
    pairs.push(...terms.map((term) => [facet, term]));
  }
  pairs.push(["sort", question.sort]);
  if (question.page > 1) pairs.push(["page", String(question.page)]);
  return pairs.filter(([, value]) => value);
}

// The question with one term, or one whole facet, no longer ticked; from the first page.
export function withoutTerm(question, facet, term = "") {
  const chosen = {};
  for (const [name, terms] of Object.entries(question.chosen)) {
    const left = terms.filter((each) => name !== facet || (term && each !== term));
    if (left.length) chosen[name] = left;
  }
  return { ...question, chosen, page: 1 };
}

// The question that an address asks. Parameters and terms that we do not know are left out.
export function questionFrom(pairs, known) {
  const given = new Map();
  for (const [name, value] of pairs) given.set(name, [...(given.get(name) ?? []), value]);
  const last = (name) => given.get(name)?.at(-1) ?? "";
  const chosen = {};
  for (const [facet, terms] of known.words) {
    const ids = [...terms.keys()].filter((term) => given.get(facet)?.includes(term));
    if (ids.length) chosen[facet] = ids;
  }
  return makeQuestion({
    q: tidy(last("q")),
    near: tidy(last("near")),
    within: wholeNumber(last("within")),
    chosen,
    sort: SORTS.includes(last("sort")) ? last("sort") : "",
    page: Math.max(1, wholeNumber(last("page")) ?? 1),
  });
}

function tidy(text) {
  const printable = Array.from(text, (letter) => (isPrintable(letter) ? letter : " ")).join("");
  const spaced = splitText(printable).join(" ");
  return splitText(Array.from(spaced).slice(0, LONGEST_TEXT).join("")).join(" ");
}

function wholeNumber(text) {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : null;
}
