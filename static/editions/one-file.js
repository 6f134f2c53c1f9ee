// The whole site in one file. The address of a page stands behind the file's own: `#/find?q=sewing`.
// Without scripts the same links lead to lists and entries that stand in the file itself.

import { show, turnTo } from "./adapt.js";
import { openPatch } from "./program.js";

const PAGES = /^\/(?:$|find$|list$|about$|entry\/[\w-]+$)/;

const patch = {};
self.ourPatch = patch;

// Where somebody was on each page, for the way back.
const places = new Map();
let shown = null;
let isNew = false;

begin().catch((error) => {
  document.documentElement.classList.remove("scripted");
  const said = document.getElementById("no-search");
  said.hidden = false;
  said.title = error.message;
});

async function begin() {
  const [database, engine, site] = ["database", "engine", "site"].map(textOf);
  patch.host = await openPatch({ database, engine, site: JSON.parse(site) });
  patch.drawings = document.getElementById("patches");
  patch.extras = self.ourPatchExtras;
  history.scrollRestoration = "manual";
  draw();
  turnTo(asked().part);
  document.addEventListener("click", follow);
  document.addEventListener("submit", ask);
  addEventListener("hashchange", turn);
  patch.opened = true;
}

function textOf(id) {
  return document.getElementById(id).textContent;
}

// The address of the page that is asked for, and the part of it: `#/find?q=sewing#results`.
function asked() {
  const [, path, part] = /^#?(\/[^#]*)?#?(.*)$/.exec(location.hash);
  return { path: path ?? "/", part: path === undefined ? "" : part };
}

function draw() {
  const { path } = asked();
  show(patch.host.page(path, shown ?? ""), addressOf, patch.drawings);
  patch.extras();
  shown = path;
}

function addressOf(link) {
  const page = link.replace(/[?#].*$/, "");
  return PAGES.test(page) ? `#${link}` : null;
}

// A link to another page of the file, or to a part of this one.
function follow(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  const to = link.getAttribute("href");
  if (to.startsWith("#/")) {
    isNew = true;
    places.set(shown, scrollY);
  } else {
    event.preventDefault();
    turnTo(to.slice(1));
  }
}

function ask(event) {
  event.preventDefault();
  const [action, part] = event.target.getAttribute("action").slice(1).split("#");
  isNew = true;
  places.set(shown, scrollY);
  location.hash = `#${action}?${new URLSearchParams(new FormData(event.target))}#${part ?? ""}`;
}

// Another address: a new page begins at its top or its part, and an old one where it was left.
function turn() {
  const { path, part } = asked();
  if (path !== shown) draw();
  if (!turnTo(part)) scrollTo(0, isNew ? 0 : (places.get(path) ?? 0));
  isNew = false;
}
