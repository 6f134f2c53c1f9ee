// Pages of HTML from the templates, as ourpatch/sharing/pages.py draws them.

import { render } from "./jinja.js";
import { carrying, listLink } from "./links.js";
import { TEMPLATES } from "./templates.js";
import { changedWords, inline, plainDate, plainMoney, plainMonth, plainSize } from "./wording.js";
import { isFull, moved, parametersOfList, withOne, withoutOne } from "../search/shortlist.js";

const FILTERS = { inline };
const GLOBALS = {
  changed_words: changedWords, plain_date: plainDate, plain_money: plainMoney,
  plain_month: plainMonth, plain_size: plainSize,
};

// One page. `site` is the patch's own name and helpline, from metadata.yml, and `kept` the list that
// somebody is making.
export function draw(template, known, site, kept, context) {
  const all = { site, ...listOf(kept, context.own_link ?? ""), ...wordsOf(known), ...context };
  return render(TEMPLATES, template, all, GLOBALS, FILTERS);
}

// A page that says nothing of the data: what is not here, or went wrong.
export function drawWithout(template, site, context) {
  return render(TEMPLATES, template, context, { site, ...GLOBALS }, FILTERS);
}

// What every template may say of somebody's list, from the page at `ownLink`.
function listOf(kept, ownLink) {
  const here = (changed) => carrying(ownLink, changed);
  return {
    kept: { ...kept, is_full: isFull(kept) },
    kept_pairs: parametersOfList(kept),
    kept_link: listLink(kept),
    carry: (link) => carrying(link, kept),
    put_on: (id) => here(withOne(kept, id)),
    take_off: (id) => here(withoutOne(kept, id)),
    move_up: (id) => here(moved(kept, id, -1)),
    move_down: (id) => here(moved(kept, id, 1)),
  };
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
