// Pages of HTML from the templates, as ourpatch/sharing/pages.py draws them.

import { render } from "./jinja.js";
import { TEMPLATES } from "./templates.js";

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
];

const FILTERS = { inline };

// One page. `site` is the patch's own name and helpline, from metadata.yml.
export function draw(template, known, site, context) {
  const all = { site, ...wordsOf(known), ...context };
  return render(TEMPLATES, template, all, { plain_date: plainDate }, FILTERS);
}

// A page that says nothing of the data: what is not here, or went wrong.
export function drawWithout(template, site, context) {
  return render(TEMPLATES, template, context, { site, plain_date: plainDate }, FILTERS);
}

// What every template may say of the data.
function wordsOf(known) {
  const labels = (facet, ids, last = " and") => {
    const words = ids.map((id) => inline(known.label(facet, id)));
    return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(`${last} `);
  };
  const groupOf = (id) => known.groups.get(known.words.get("help").get(id)?.group) ?? {};
  return {
    build: { ...known.build, on: known.build.built_on },
    label: (facet, term) => known.label(facet, term),
    labels,
    group_of: groupOf,
  };
}

// A label inside a sentence: “Disabled people” loses its capital, “LGBT+ people” does not.
export function inline(words) {
  const [first = "", second = ""] = words;
  return /^\p{Uppercase}$/u.test(second) ? words : first.toLowerCase() + words.slice(first.length);
}

// A date in words: 2026-10-03 is “3 October 2026”.
export function plainDate(day) {
  if (!day) return "";
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}
