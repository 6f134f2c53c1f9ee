// What each page says: from an answer, an entry or the directory to what its template is given.
// The same functions as in ourpatch/sharing/views.py.

import { askedInWords } from "./heading.js";
import { entryLink, findLink, listLink, quotedPlus } from "./links.js";
import { sending, sendingEntry, sendingList } from "./sending.js";
import { EDITIONS, ENTRY_FORMS, FORMS, LONGEST_NOTE, MILES } from "./templates.js";
import { makeQuestion, pairsOf, questionFrom, withoutTerm } from "../search/question.js";
import { makeShortlist } from "../search/shortlist.js";

// The quilt of what this patch has.
export function homeView(known) {
  const words = used(known, "help");
  const groups = [...known.groups].map(([id, group]) => (
    { ...group, terms: words.filter((word) => word.group === id).map(withLink) }
  ));
  return {
    groups: groups.filter((group) => group.terms.length),
    people: used(known, "people").map(withLink),
    total: known.build.entries,
  };
}

// The terms of a facet that any entry has.
function used(known, facet) {
  return [...known.words.get(facet).values()].filter((word) => word.entries);
}

function withLink(word) {
  const link = findLink(makeQuestion({ chosen: { [word.facet]: [word.id] } }));
  return { id: word.id, label: word.label, count: word.entries, link };
}

// One page of an answer. `ways` are the ways out when there is nothing in it.
export function findView(known, found, picture, ways, publisher) {
  const asked = found.question;
  const link = findLink(asked);
  return {
    answer: found,
    own_link: link,
    send: sending(askedInWords(found, known), link, publisher),
    selected: selected(known, asked),
    links: links(found),
    miles: MILES,
    picture,
    places: found.meaning.places.map((place) => withPlace(asked, place.label)),
    drops: ways.map(([label, question, total]) => ({ label, link: findLink(question), total })),
  };
}

// What is ticked, each with a link to the same question without it.
function selected(known, asked) {
  const ticked = Object.entries(asked.chosen).flatMap(([facet, terms]) => terms.map((term) => ({
    label: `${known.facets.get(facet)}: ${known.label(facet, term)}`,
    remove_link: findLink(withoutTerm(asked, facet, term)),
  })));
  if (asked.within !== null) {
    const link = findLink({ ...asked, within: null, page: 1 });
    ticked.push({ label: `Within ${asked.within} miles`, remove_link: link });
  }
  return ticked;
}

function links(found) {
  const asked = found.question;
  const turned = (page) => findLink({ ...asked, page });
  return {
    clear: findLink(makeQuestion({ q: asked.q, near: asked.near })),
    previous: found.page > 1 ? turned(found.page - 1) : null,
    next: found.page < found.pages ? turned(found.page + 1) : null,
    downloads: forms(FORMS, (ending) => findLink(asked, ending)),
    feed: findLink(asked, "atom"),
  };
}

function withPlace(asked, label) {
  return { label, link: findLink({ ...asked, near: label, page: 1 }) };
}

// The forms that something can be taken away in. `to` gives the address of one by its ending.
function forms(offered, to) {
  return offered.map(({ ending, label, use }) => ({ label, use, link: to(ending) }));
}

// One entry, on a page that stands on its own. `back` is what `wayBack` gives.
export function entryView(entry, back, publisher) {
  const link = entryLink(entry.id);
  return {
    entry: { ...entry, suggest_link: `${link}/suggest` },
    back,
    own_link: back ? `${link}?back=${quotedPlus(back)}` : link,
    send: sendingEntry(entry, publisher),
    links: { downloads: forms(ENTRY_FORMS, (ending) => entryLink(entry.id, ending)) },
  };
}

// The question whose results somebody came from, as an address; empty for none. It is in the address
// of the entry's page (`given`) or, on arrival, in that of the page before (`cameFrom`).
export function wayBack(known, given, cameFrom, host) {
  const [, back = ""] = given.find(([name]) => name === "back") ?? [];
  const query = back ? back.split("?").slice(1).join("?") : queryOf(cameFrom, host);
  return query ? findLink(questionFrom(pairsOf(query), known)) : "";
}

function queryOf(cameFrom, host) {
  let before;
  try {
    before = new URL(cameFrom);
  } catch {
    return "";
  }
  return before.host === host && before.pathname === "/find" ? before.search.slice(1) : "";
}

// A list as it is shown: who is not here stands last, so that others move past each other.
export function shownList({ results, missing, shortlist }) {
  return makeShortlist([...results.map(({ id }) => id), ...missing], shortlist.note);
}

// A list that somebody chose. `instead` says where to turn for each of it that has closed.
export function listView(found, instead, publisher) {
  const kept = shownList(found);
  const search = (id) => findLink(makeQuestion({ q: id.replaceAll("-", " ") }));
  return {
    answer: found,
    own_link: listLink(makeShortlist()),
    chosen: true,
    instead: byId(instead),
    searches: byId(found.missing.map((id) => [id, search(id)])),
    send: sendingList(found, publisher),
    links: { downloads: forms(FORMS, (ending) => listLink(kept, ending)) },
    longest_note: LONGEST_NOTE,
  };
}

// Values by id, and nothing that every other object has: an entry may be called “constructor”.
function byId(pairs) {
  return Object.assign(Object.create(null), Object.fromEntries(pairs));
}

// What this is, who keeps it, and how the order of results comes about.
export function aboutView(points) {
  return { points };
}

// How to have all of it with no signal. The files themselves are the server's to offer.
export function takeItWithYouView() {
  return { editions: EDITIONS };
}
