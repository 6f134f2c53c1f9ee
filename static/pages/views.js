// What each page says: from an answer, an entry or the directory to what its template is given.
// The same functions as in ourpatch/sharing/views.py.

import { findLink } from "./links.js";
import { FORMS, MILES } from "./templates.js";
import { makeQuestion, withoutTerm } from "../search/question.js";

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
export function findView(known, found, picture, ways) {
  const asked = found.question;
  return {
    answer: found,
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
    downloads: FORMS.map((form) => ({ label: form.label, link: findLink(asked, form.ending) })),
  };
}

function withPlace(asked, label) {
  return { label, link: findLink({ ...asked, near: label, page: 1 }) };
}

// One entry, on a page that stands on its own, and the way back from it.
export function entryView(entry, cameFrom, host) {
  return { entry, back: back(cameFrom, host) };
}

// The results that somebody came from, as they last saw them; all of them otherwise.
function back(cameFrom, host) {
  let address;
  try {
    address = new URL(cameFrom);
  } catch {
    return "/find";
  }
  const fromHere = address.host === host && address.pathname === "/find";
  return fromHere && address.search.length > 1 ? `/find${address.search}#results` : "/find";
}

// What this is, who keeps it, and how the order of results comes about.
export function aboutView(points) {
  return { points };
}
