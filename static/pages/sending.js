// Ways to send a page on, each of them a plain link. The mirror of ourpatch/sharing/sending.py.

import { answerLink, codeLink, entryLink, quoted } from "./links.js";
import { LONGEST_IN_CODE, MOST_NAMED } from "./templates.js";

// How to send the page at a path of ours. `words` come before its address in a message.
export function sending(title, path, publisher, words = "") {
  const link = publisher.address ? publisher.link(path) : "";
  const message = quoted([words || title, link].filter(Boolean).join("\n\n"));
  const subject = quoted(`${title} – ${publisher.name}`);
  return {
    title,
    words,
    link,
    email: `mailto:?subject=${subject}&body=${message.replaceAll("%0A", "%0D%0A")}`,
    whatsapp: `https://wa.me/?text=${message}`,
    text: `sms:?&body=${message}`,
    code: publisher.drawsCodes && link && fits(link) ? codeLink(path) : "",
  };
}

// How to send a list: its note, and the names and numbers of the first of it; without an address, of
// all of it.
export function sendingList(answer, publisher) {
  const lines = answer.results.map((result, at) => named(at + 1, result));
  const more = publisher.address ? lines.length - MOST_NAMED : 0;
  const shown = more > 0 ? [...lines.slice(0, MOST_NAMED), `and ${more} more`] : lines;
  const words = [answer.shortlist.note, shown.join("\n")].filter(Boolean).join("\n\n");
  return sending("A list for you", answerLink(answer), publisher, words);
}

// How to send an entry: its name, its sentence, and how to reach it.
export function sendingEntry(entry, publisher) {
  const contact = (entry.status?.now === "closed" ? null : entry.contact) ?? {};
  const reach = contact.phone || contact.text || contact.email;
  const words = [entry.name, entry.summary, reach].filter(Boolean).join("\n");
  return sending(entry.name, entryLink(entry.id), publisher, words);
}

// How to tell us of something where there is no form: by email, or on the public site.
export function telling(subject, path, publisher, email) {
  return {
    email: email ? `mailto:${quoted(email).replaceAll("%40", "@")}?subject=${quoted(subject)}` : "",
    link: publisher.address ? publisher.link(path) : "",
  };
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
