// The addresses of the site, as ourpatch/sharing/links.py makes them.

import { parametersOf } from "../search/question.js";
import { parametersOfList } from "../search/shortlist.js";

// The page of one entry, or with `form` (such as vcf) the entry in that form.
export function entryLink(id, form = "") {
  return `/entry/${quoted(id)}${ending(form)}`;
}

// The page of an answer, or with `form` (such as csv) the whole answer in that form.
export function findLink(question, form = "") {
  const asked = form ? { ...question, page: 1 } : question;
  return withPairs(`/find${ending(form)}`, parametersOf(asked));
}

// The page of a list, or with `form` the list in that form.
export function listLink(shortlist, form = "") {
  return withPairs(`/list${ending(form)}`, parametersOfList(shortlist));
}

// The page of an answer, whether somebody asked a question or chose a list.
export function answerLink({ shortlist, question }) {
  return shortlist === null ? findLink(question) : listLink(shortlist);
}

// A link of ours that keeps somebody's list in the address of where it leads.
export function carrying(link, shortlist) {
  const [address, ...part] = link.split("#");
  return [withPairs(address, parametersOfList(shortlist)), ...part].join("#");
}

// The drawing of a link of ours as a code that a phone can scan.
export function codeLink(link) {
  return withPairs("/qr.svg", [["to", link]]);
}

function ending(form) {
  return form ? `.${form}` : "";
}

// An address with parameters. Commas stay as they are, so that a list can be read.
function withPairs(address, pairs) {
  if (!pairs.length) return address;
  const written = pairs.map((pair) => pair.map((text) => quotedPlus(text).replaceAll("%2C", ",")));
  const query = written.map((pair) => pair.join("=")).join("&");
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

// A text inside an address, written as Python's `quote` with nothing safe.
export function quoted(text) {
  const sign = (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*]/g, sign);
}

// The same as Python's `quote_plus`.
export function quotedPlus(text) {
  return quoted(text).replaceAll("%20", "+");
}
