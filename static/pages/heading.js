// Whose site it is and what was asked, in words. From ourpatch/sharing/heading.py.

import { howMany } from "./wording.js";

// Whose site it is. `address` is where it was asked, if metadata.yml has none. `drawsCodes` says
// whether there is a server that draws codes for phones to scan.
export function publisherOf(site, address, drawsCodes) {
  const own = String(site.address || address).replace(/\/+$/, "");
  return { name: String(site.name), address: own, link: (path) => own + path, drawsCodes };
}

// What was asked, as people would say it.
export function askedInWords({ question, shortlist }, known) {
  if (shortlist !== null) return "A list that somebody chose";
  const near = question.near ? `near ${question.near}` : "";
  const miles = question.within;
  const within = miles === null ? "" : `within ${howMany(miles, "mile", "miles")}`;
  const anybody = near || within ? "Anybody" : "";
  const said = question.q ? `“${question.q}”` : anybody;
  const parts = [[said, near, within].filter(Boolean).join(" ")];
  for (const [facet, terms] of Object.entries(question.chosen)) {
    const labels = terms.map((term) => known.label(facet, term)).join(" or ");
    parts.push(`${known.facets.get(facet)}: ${labels}`);
  }
  return parts.filter(Boolean).join(". ") || "Everybody in the directory";
}
