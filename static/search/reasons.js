// Why an entry is in an answer and where it stands, in words: the mirror of
// ourpatch/searching/reasons.py.

import { has } from "./bits.js";
import { rounded } from "./text.js";

// The reasons that gave an entry its points, the weightiest first.
export function reasons(known, place, matched, near, number, facts) {
  const why = matched.map((each) => ofWords(known, each, number, facts));
  if (near && place) why.push(ofNearness(near, place, number));
  if (has(known.space, number) && facts.status === "open") why.push("has space now");
  return why.filter(Boolean);
}

function ofWords(known, matched, number, facts) {
  const words = matched.wanted.words.join(" ");
  if (matched.wanted.age !== null) return has(matched.offers, number) ? `takes ${words}` : null;
  for (const [facet, term] of matched.wanted.terms) {
    const owned = Array.isArray(facts[facet]) ? facts[facet] : [facts[facet]];
    if (owned.includes(term)) return known.label(facet, term);
  }
  if (has(matched.named, number)) return `“${words}” is in the name`;
  if (has(matched.says, number)) return `says “${words}”`;
  if (has(matched.alike, number)) {
    const [[facet, term]] = matched.wanted.terms;
    return `${known.label(facet, term)}, in their own words`;
  }
  return has(matched.mentions, number) ? `mentions “${words}”` : null;
}

function ofNearness(near, place, number) {
  if (has(near.covering, number)) return `covers ${place.name}`;
  if (has(near.beyond, number)) return `may not come as far as ${place.name}`;
  return has(near.anywhere, number) ? "you can live anywhere" : null;
}

// A distance in words: “about 3 miles”. Straight lines between outward codes know no better.
export function aboutDistance(miles, outcode, place) {
  if (miles === null || place === null) return "";
  if (place.name === outcode) return `in ${outcode}`;
  const whole = rounded(miles);
  if (whole < 1) return "less than a mile";
  return whole === 1 ? "about 1 mile" : `about ${whole} miles`;
}
