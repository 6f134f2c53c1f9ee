// How many entries of a set have each term: the mirror of ourpatch/searching/counting.py.

import { countOfBoth } from "./bits.js";

// The counts of some entries for each term of some facets, by facet and then term.
export function countTerms(known, entries, facets) {
  const counts = new Map();
  for (const facet of facets) {
    const ofFacet = new Map();
    for (const [term, bits] of known.sets.get(facet) ?? []) {
      ofFacet.set(term, countOfBoth(entries, bits));
    }
    counts.set(facet, ofFacet);
  }
  return counts;
}
