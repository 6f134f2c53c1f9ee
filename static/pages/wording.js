// Small words that pages share: dates, sizes, labels in a sentence, how many. The mirror of
// ourpatch/sharing/wording.py.

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
];

// No more changes than this are named in a sentence.
const MOST_CHANGES = 3;

// A date in words: 2026-10-03 is “3 October 2026”.
export function plainDate(day) {
  if (!day) return "";
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

// The month of a date in words: 2026-10-03 is in “October 2026”.
export function plainMonth(day) {
  return plainDate(day).split(" ").slice(1).join(" ");
}

// An amount in pounds: 4 is “£4”, 12.5 is “£12.50”.
export function plainMoney(pounds) {
  return `£${pounds.toFixed(2).replace(/\.00$/, "")}`;
}

// What changed, to begin a sentence: “Cost and phone changed”.
export function changedWords(labels) {
  if (labels.length > MOST_CHANGES) {
    return `${labels[0]} and ${labels.length - 1} other things changed`;
  }
  const [first, ...others] = labels.length ? labels : ["Something"];
  const rest = others.map(inline);
  const listed = [first, ...rest.slice(0, -1)].join(", ");
  return `${[listed, ...rest.slice(-1)].join(" and ")} changed`;
}

// How large a file is, in words: 12345 bytes are “13 kB”, 1234567 are “1.3 MB”.
export function plainSize(bytes) {
  const thousands = Math.ceil(bytes / 1e3);
  if (thousands < 100) return `${thousands} kB`;
  const tenths = Math.ceil(bytes / 1e5);
  return `${Math.floor(tenths / 10)}.${tenths % 10} MB`;
}

// A label inside a sentence: “Disabled people” loses its capital, “LGBT+ people” does not.
export function inline(words) {
  const [first = "", second = ""] = words;
  return /^\p{Uppercase}$/u.test(second) ? words : first.toLowerCase() + words.slice(first.length);
}

// A number with its noun: “1 entry”, “3 entries”.
export function howMany(count, one, more) {
  return `${count} ${count === 1 ? one : more}`;
}
