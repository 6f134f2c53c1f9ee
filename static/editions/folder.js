// On every page of a folder of plain files. A page that was drawn beforehand stays as it is, until its
// address holds a question or a list; then it is drawn again, from the directory that travels in scripts
// beside it: a page opened from a folder may load no module and fetch nothing.
//
// The folder puts FILES in front of this: the addresses of those scripts, whose names change when they do;
// and ON_DISK, with the directory unpacked, for a page opened from a folder: that lets no page take
// another's address, so each question opens it anew.
/* global FILES, ON_DISK */

const { root: toRoot, path } = document.currentScript.dataset;
const root = new URL(toRoot, location.href);
const patch = { opened: null };
self.ourPatch = patch;

// The pages of lists that stand in the addresses of other pages, and those that questions go to.
const ASKED = ["/find", "/list"];
const PAGES = ["/", "/find", "/list", "/about"];

if (path === undefined) leadOn();
else if (isAsked()) begin();
else whenRead(leadToSearch);

function isAsked() {
  const given = new URLSearchParams(location.search);
  return ASKED.includes(path) ? location.search.length > 1 : given.has("ids") || given.has("note");
}

function whenRead(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
  else act();
}

// On the page for what is not there: addresses as a server has them, without “.html”.
function leadOn() {
  const { pathname, search, hash } = location;
  if (/\/(?:find|list|about|everybody|(?:entry|help|people|near|name)\/[\w-]+)$/.test(pathname)) {
    location.replace(`${pathname}.html${search}${hash}`);
  }
}

// With scripts, the lists drawn beforehand have a better page: the search. And there is a way back.
function leadToSearch() {
  for (const link of document.querySelectorAll("a[data-search]")) link.href = link.dataset.search;
  const back = new URLSearchParams(location.search).get("back");
  const link = document.querySelector(".back a");
  if (!back?.startsWith("/find?") || !link) return;
  link.href = `${addressOf(back)}#results`;
  link.lastChild.data = " Back to your results";
}

// What is asked, from the page's own name and the rest of its address.
function asked() {
  return path + location.search;
}

async function begin() {
  document.documentElement.style.visibility = "hidden";
  whenRead(() => {
    const waiting = document.createElement("p");
    waiting.setAttribute("role", "status");
    waiting.textContent = "Looking…";
    document.getElementById("main").replaceChildren(waiting);
    document.documentElement.style.visibility = "";
  });
  try {
    await Promise.all((location.protocol === "file:" ? ON_DISK : FILES).map(loaded));
    patch.host = await patch.openPatch(patch);
    await new Promise(whenRead);
    draw();
    turnTo();
    follow();
    patch.opened = true;
  } catch (error) {
    whenRead(() => tell(error));
  }
}

function loaded(name) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(name, root);
    script.onload = done;
    script.onerror = () => failed(new Error(`${name} did not load`));
    document.head.append(script);
  });
}

function tell(error) {
  const [said, link] = [document.createElement("p"), document.createElement("a")];
  said.className = "notice";
  link.href = new URL("everybody.html", root);
  link.textContent = "Look through everybody";
  said.append("The search does not work in this browser. ", link, ` instead. (${error.message})`);
  document.getElementById("main").replaceChildren(said);
}

let shown = null;

function draw() {
  shown = location.search;
  const drawings = new DOMParser().parseFromString(patch.patches, "text/html").body.firstChild;
  patch.show(patch.host.page(asked()), addressOf, drawings);
  for (const name of ["share", "near-me"]) {
    const script = document.createElement("script");
    script.src = new URL(`static/${name}.js`, root);
    document.body.append(script);
  }
}

function turnTo() {
  patch.turnTo(decodeURIComponent(location.hash.slice(1)));
}

// Where a page of the site is in the folder. Results lead to entries that know the way back to them.
function addressOf(link) {
  const [, page, query = "", part = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(link);
  const isEntry = /^\/entry\/[\w-]+$/.test(page);
  if (!isEntry && !PAGES.includes(page)) return null;
  const name = page === "/" ? "index" : page.slice(1);
  const back = isEntry && path === "/find" ? `${query ? "&" : "?"}back=${encodeURIComponent(asked())}` : "";
  return new URL(`${name}.html${query}${back}${part}`, root).href;
}

// The next question is answered on this page, which has all that it needs.
function follow() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (link && isPlain) go(event, new URL(link.href));
  });
  document.addEventListener("submit", (event) => {
    const to = new URL(event.target.action);
    to.search = new URLSearchParams(new FormData(event.target));
    go(event, to);
  });
  addEventListener("popstate", () => {
    if (location.search !== shown) draw();
  });
}

function go(event, to) {
  if (to.pathname !== location.pathname || to.search.length < 2 || to.search === location.search) return;
  try {
    history.pushState(null, "", to);
  } catch {
    return; // this browser lets no page opened from a folder do so; the link leads there anyway
  }
  event.preventDefault();
  draw();
  if (location.hash) turnTo();
  else scrollTo(0, 0);
}
