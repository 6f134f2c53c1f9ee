// The addresses of the site, as ourpatch/sharing/links.py makes them.

// The page of an answer, or with `form` (such as csv) the whole answer in that form.
export function findLink(question, form = "") {
  const asked = form ? { ...question, page: 1 } : question;
  const address = form ? `/find.${form}` : "/find";
  const pairs = parameters(asked);
  return pairs.length ? `${address}?${pairs.map((pair) => pair.map(quoted).join("=")).join("&")}` : address;
}

// A question as the parameters of an address, always in the same order.
function parameters(question) {
  const { q, near, within, chosen, sort, page } = question;
  const pairs = [["q", q], ["near", near], ["within", within === null ? "" : String(within)]];
  for (const [facet, terms] of Object.entries(chosen)) {
    for (const term of terms) pairs.push([facet, term]);
  }
  pairs.push(["sort", sort], ["page", page > 1 ? String(page) : ""]);
  return pairs.filter(([, value]) => value);
}

// A text inside an address, written as Python's quote_plus does.
function quoted(text) {
  const written = encodeURIComponent(text).replaceAll("%20", "+");
  return written.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
