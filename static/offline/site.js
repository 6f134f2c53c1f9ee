// The site with no server: the page that an address asks for, drawn from a directory in memory.
//
// A handle is { directory, site, offline, alone }: what static/search/index.js opened, the patch's own
// name and helpline, whether pages should say that there is no signal, and whether there is no server at
// all. It and the address are all that
// a page follows from, so every host (a service worker, a folder, one file) shows the same.

import { unsent } from "./unsent.js";
import { draw, drawWithout } from "../pages/draw.js";
import { publisherOf } from "../pages/heading.js";
import { entryLink } from "../pages/links.js";
import { isClosed, telling } from "../pages/sending.js";
import {
  aboutView, entryView, findView, homeView, listView, shownList,
  takeItWithYouView, wayBack,
} from "../pages/views.js";
import {
  answer, answerList, fullEntry, inPlaceOf, pairsOf, picture, pointsInWords, readQuestion,
  readShortlist, waysOut,
} from "../search/index.js";

const PAGES = [
  [/^\/$/, home],
  [/^\/find$/, find],
  [/^\/entry\/([^/.]+)$/, entry],
  [/^\/list$/, list],
  [/^\/about$/, about],
  [/^\/downloads$/, downloads],
  [/^\/take-it-with-you$/, takeItWithYou],
];

// The forms that only a server can look over: for a new entry, and for a change to one.
export const FORMS = /^\/(?:entry\/([^/.]+)\/)?suggest$/;

// The page of an address: { status, html }, and where it has moved, a location. `cameFrom` is the address that somebody came from.
export function respond(handle, address, cameFrom = "") {
  const url = new URL(address);
  for (const [pattern, page] of PAGES) {
    const found = pattern.exec(url.pathname);
    if (found) return page(handle, url, { cameFrom, id: found[1] && decoded(found[1]) });
  }
  if (url.pathname.endsWith("/")) return moved(url);
  return handle.offline ? needsSignal(handle, url) : missing(handle);
}

// What becomes of a form that is sent with no server there: a page with all that was written, { html }, or
// a file of it, { file, text }. `answers` are pairs of names and values.
export function respondToForm(handle, address, answers) {
  const url = new URL(address);
  const [, id] = FORMS.exec(url.pathname);
  const changed = id && fullEntry(handle.directory, decoded(id));
  const found = unsent(handle.directory, answers, changed, handle.site.email ?? "");
  if (answers.some(([name, value]) => name === "do" && value === "download")) return found;
  return drawn(handle, url, "suggest_offline.html", { at: url.pathname, unsent: found });
}

// What plugins/near_me.py gives: the name and place of every postcode area.
export function outcodes({ directory }) {
  const rows = directory.connection.rows("near_me.areas");
  return rows.map(({ name, latitude, longitude }) => [name, latitude, longitude]);
}

function home(handle, url) {
  return drawn(handle, url, "home.html", homeView(handle.directory.known));
}

function find(handle, url) {
  const { directory } = handle;
  const found = answer(directory, readQuestion(pairsOf(url.search), directory));
  const ways = found.total ? [] : waysOut(directory, found.question);
  const seen = picture(directory, found);
  const view = findView(directory.known, found, seen, ways, publisher(handle, url));
  return drawn(handle, url, "find.html", view);
}

function entry(handle, url, { cameFrom, id }) {
  const found = fullEntry(handle.directory, id);
  if (!found) return missing(handle);
  const back = wayBack(handle.directory.known, pairsOf(url.search), cameFrom, url.host);
  return drawn(handle, url, "entry.html", entryView(found, back, publisher(handle, url)));
}

function list(handle, url) {
  const { directory } = handle;
  const found = inFull(directory, answerList(directory, listIn(url)));
  const shut = found.results.filter(isClosed);
  const instead = shut.map(({ id }) => [id, inPlaceOf(directory, id)]);
  const view = listView(found, instead, publisher(handle, url));
  return drawn(handle, url, "list.html", view, shownList(found));
}

function about(handle, url) {
  return drawn(handle, url, "about.html", aboutView(pointsInWords()));
}

// A list with the long words that its page shows: how to start with each.
function inFull(directory, found) {
  const results = found.results.map((result) => {
    const { start = null } = fullEntry(directory, result.id);
    return { ...result, facts: { ...result.facts, start } };
  });
  return { ...found, results };
}

function takeItWithYou(handle, url) {
  return drawn(handle, url, "take-it-with-you.html", takeItWithYouView());
}

// The files are the server's to make.
function downloads(handle, url) {
  return drawn(handle, url, "downloads.html", { books: [] });
}

// A slash too many at the end.
function moved({ pathname, search }) {
  return { status: 302, html: "", location: pathname.replace(/\/+$/, "") + search };
}

// A page that only the server has.
function needsSignal(handle, url) {
  const [, id] = FORMS.exec(url.pathname) ?? [];
  const changed = id && fullEntry(handle.directory, decoded(id));
  const view = changed ? { tell: { ...tell(changed, handle.site), link: "" } } : {};
  return { ...drawn(handle, url, "offline.html", view), status: 503 };
}

function missing({ site }) {
  return { status: 404, html: drawWithout("404.html", site, {}) };
}

function drawn(handle, url, template, view, kept = listIn(url)) {
  const { directory, site, offline } = handle;
  const said = handle.alone ? aloneView(view, site) : view;
  const context = { request: { path: url.pathname }, offline, ...said };
  return { status: 200, html: draw(template, directory.known, site, kept, context) };
}

// What a page says where no server stands behind it: no downloads, no feed, no codes. Nor is there a
// form, so it says how else to tell us. The same is in ourpatch/editions/pages.py.
function aloneView(view, site) {
  const told = { ...view, alone: true, tell: tell(view.entry, site) };
  if (view.links) told.links = { ...view.links, downloads: [], feed: null };
  if (view.send) told.send = { ...view.send, code: "" };
  if (view.entry) told.entry = { ...view.entry, suggest_link: "" };
  return told;
}

// How to tell us what is wrong in an entry, or of a new one.
function tell(entry, site) {
  const [to, email] = [publisherOf(site, "", false), site.email ?? ""];
  if (!entry) return telling("Add my group", "/suggest", to, email);
  return telling(`A change to ${entry.name}`, `${entryLink(entry.id)}/suggest`, to, email);
}

// The list that somebody is making, which every address holds.
function listIn(url) {
  return readShortlist(pairsOf(url.search));
}

// Codes are drawn by a server. A copy is at no address that others could open.
function publisher({ site, offline, alone }, url) {
  return publisherOf(site, alone ? "" : url.origin, !offline);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
