// The addresses of the site, as ourpatch/sharing/links.py makes them.

import { parametersOf } from "../search/question.js";

// The page of an answer, or with `form` (such as csv) the whole answer in that form.
export function findLink(question, form = "") {
  const asked = form ? { ...question, page: 1 } : question;
  const address = form ? `/find.${form}` : "/find";
  const pairs = parametersOf(asked);
  return pairs.length ? `${address}?${pairs.map((pair) => pair.map(quoted).join("=")).join("&")}` : address;
}

// A text inside an address, written as Python's quote_plus does.
function quoted(text) {
  const written = encodeURIComponent(text).replaceAll("%20", "+");
  return written.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
