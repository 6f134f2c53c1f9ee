// Ways to send a page on, each of them a plain link. The mirror of ourpatch/sharing/sending.py.

import { answerLink, codeLink, quoted } from "./links.js";
import { LONGEST_IN_CODE, MOST_NAMED } from "./templates.js";

// How to send the page at a path of ours. `words` come before its address in a message.
export function sending(title, path, publisher, words = "") {
  const link = publisher.link(path);
  const message = quoted([words || title, link].filter(Boolean).join("\n\n"));
  const subject = quoted(`${title} – ${publisher.name}`);
  return {
    title,
    link,
    email: `mailto:?subject=${subject}&body=${message.replaceAll("%0A", "%0D%0A")}`,
    whatsapp: `https://wa.me/?text=${message}`,
    text: `sms:?&body=${message}`,
    code: publisher.drawsCodes && fits(link) ? codeLink(path) : "",
  };
}

// How to send a list: its note, and the names and numbers of the first of it.
export function sendingList(answer, publisher) {
  const lines = answer.results.map((result, at) => named(at + 1, result));
  const more = lines.length - MOST_NAMED;
  const shown = [...lines.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
  const words = [answer.shortlist.note, shown.join("\n")].filter(Boolean).join("\n\n");
  return sending("A list for you", answerLink(answer), publisher, words);
}

function named(at, result) {
  const reach = result.facts.contact_phone || result.facts.contact_text;
  const open = reach ? `, ${reach}` : "";
  return `${at}. ${result.name}${isClosed(result) ? " (closed)" : open}`;
}

// True when nobody should be rung there any more.
export function isClosed({ facts }) {
  return facts.status === "closed";
}

// True when a link is short enough for a code.
function fits(link) {
  return new TextEncoder().encode(link).length <= LONGEST_IN_CODE;
}
