// When a question has no answer: what could be left out of it, and what that would give. The mirror
// of ourpatch/searching/ways_out.py.

import { answerFrom } from "./answer.js";
import { withoutTerm } from "./question.js";

// Wider questions that have an answer: what each leaves out, the question, and its total.
export function waysOutFrom(connection, known, question) {
  return wider(known, question)
    .map(([label, asked]) => [label, asked, answerFrom(connection, known, asked).total])
    .filter(([, , total]) => total);
}

function wider(known, question) {
  const { q, near, within, chosen } = question;
  const facets = Object.entries(chosen);
  const ways = facets.map(([facet, terms]) => {
    const labels = terms.map((term) => known.label(facet, term)).join(", ");
    return [`${known.facets.get(facet)}: ${labels}`, withoutTerm(question, facet)];
  });
  const leave = (label, parts) => ways.push([label, { ...question, ...parts, page: 1 }]);
  if (facets.length > 1) leave("any of the filters", { chosen: {} });
  if (within !== null) leave(`within ${within} miles of it`, { within: null });
  if (near && q) leave(`near ${near}`, { near: "", within: null });
  if (q && (facets.length || near)) leave(`the words ${q}`, { q: "" });
  return ways;
}
