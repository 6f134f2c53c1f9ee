// Putting entries on a list, moving them and taking them off without leaving the page: an extra for
// those who have scripts. Each of these links leads to this page with the list changed; so that page
// is fetched, and this one becomes it. What somebody has typed or opened stays as it is.

// The parts of a page in which a list shows.
const PARTS = ["header", ".back", "main"];

// The links that change the list.
const CHANGES = "main a[rel=nofollow]";

const said = document.createElement("p");
said.className = "away";
said.setAttribute("role", "status");
document.body.append(said);

// One change after the other, each from the list as the one before left it; and whoever turns to
// another page, or sends a form, before a change has come takes the list along.
let queue = { last: Promise.resolve(), waiting: 0 };

function afterwards(act) {
  queue.last = queue.last.then(act);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere) return;
  const isHere = link.origin === location.origin && link.pathname === location.pathname;
  const changes = isHere && link.matches(CHANGES);
  if (!changes && !queue.waiting) return;
  event.preventDefault();
  const { href, textContent: words } = link;
  if (!changes) {
    afterwards(() => location.assign(linkOf("a", words)?.href ?? href));
    return;
  }
  const mine = queue;
  mine.waiting += 1;
  link.setAttribute("aria-busy", "true");
  afterwards(() => follow(linkOf(CHANGES, words)));
  afterwards(() => { mine.waiting -= 1; });
});

// The link of some words as the page is now: a change may have made one link into another.
function linkOf(selector, words) {
  return [...document.querySelectorAll(selector)].find((each) => each.textContent === words);
}

// Back on a page that was left in the middle of a change.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) queue = { last: Promise.resolve(), waiting: 0 };
});

document.addEventListener("submit", (event) => {
  if (!queue.waiting) return;
  event.preventDefault();
  afterwards(() => event.target.requestSubmit(event.submitter));
});

async function follow(link) {
  if (!link) return; // somebody pressed twice, and the first press was enough
  const { href, hash } = link;
  const words = link.firstChild.textContent;
  try {
    const reply = await fetch(href);
    if (!reply.ok) throw new Error(reply.statusText);
    show(new DOMParser().parseFromString(await reply.text(), "text/html"));
    history.replaceState(null, "", href.split("#")[0]);
    goOnFrom(hash, words);
  } catch {
    location.assign(href);
    await new Promise(() => {}); // the page is being left, and nothing waits for it any more
  }
}

function show(page) {
  document.title = page.title;
  for (const part of PARTS) {
    const [old, fresh] = [document, page].map((each) => each.querySelector(part));
    if (old && fresh) become(old, fresh);
  }
  const mine = document.querySelector("header a[href^='/list']");
  said.textContent = mine ? mine.textContent : "Nobody is on your list now.";
}

// The keyboard goes on where the link was: at the one of the same words there, or what is there now.
function goOnFrom(hash, words) {
  const part = document.querySelector(hash || "main");
  const links = [...(part?.querySelectorAll("a[rel=nofollow]") ?? [])];
  const next = links.find((link) => link.firstChild.textContent === words) ?? links[0] ?? part;
  next?.focus({ preventScroll: true });
  if (links.length) part.scrollIntoView({ block: "nearest" });
}

// Make an element say what another says, leaving whatever is alike in both where it is.
function become(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const name of new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])) {
    const value = fresh.getAttribute(name);
    if (name === "open" || value === old.getAttribute(name)) continue;
    if (value === null) old.removeAttribute(name);
    else old.setAttribute(name, value);
  }
  let at = ours(old.firstChild);
  for (const child of [...fresh.childNodes]) {
    let same = at;
    while (same && kindOf(same) !== kindOf(child)) same = ours(same.nextSibling);
    if (!same) {
      old.insertBefore(child, at);
      continue;
    }
    while (at !== same) at = without(at);
    become(same, child);
    at = ours(same.nextSibling);
  }
  while (at) at = without(at);
}

// Take a child out; gives the one after it.
function without(child) {
  const next = ours(child.nextSibling);
  child.remove();
  return next;
}

// This child or the first after it that no script put there.
function ours(child) {
  while (child?.dataset && "extra" in child.dataset) child = child.nextSibling;
  return child;
}

function kindOf({ nodeName, id = "", name = "" }) {
  return `${nodeName} ${id} ${name}`;
}
