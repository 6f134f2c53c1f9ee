// A page of the site as it stands in an edition with no server. The mirror of
// ourpatch/editions/addresses.py, for pages that are drawn in the browser.

const PATCH = "/static/patches.svg#";

// Change a parsed page in place: its links lead where `addressOf` says. Where it says null there is no such
// page: a link that is all of a line in a list goes with the line, and of others the words stay.
export function adapt(page, addressOf) {
  for (const script of page.querySelectorAll("script")) script.remove();
  for (const link of page.querySelectorAll('a[href^="/"]')) lead(link, addressOf);
  for (const form of page.querySelectorAll('form[action^="/"]')) {
    form.setAttribute("action", addressOf(form.getAttribute("action")));
  }
  for (const use of page.querySelectorAll("use")) {
    use.setAttribute("href", use.getAttribute("href").replace(PATCH, "#patch-"));
  }
}

function lead(link, addressOf) {
  const to = addressOf(link.getAttribute("href"));
  const line = link.parentElement;
  if (to !== null) link.setAttribute("href", to);
  else if (line.localName === "li" && line.children.length === 1) line.remove();
  else link.replaceWith(...link.childNodes);
}

// Put a page in place of the one that is open. `patches` are the drawings that it may use.
export function show(html, addressOf, patches) {
  const page = new DOMParser().parseFromString(html, "text/html");
  adapt(page, addressOf);
  document.title = page.title;
  document.body.replaceChildren(...page.body.childNodes, patches);
}

// Bring a part of the page into sight, by its id, and let the keyboard go on from there.
export function turnTo(id) {
  const part = id ? document.getElementById(id) : null;
  if (!part) return false;
  part.scrollIntoView();
  part.focus({ preventScroll: true });
  return true;
}
