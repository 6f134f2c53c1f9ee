// Small words that pages share: dates, sizes, labels in a sentence, how many. The mirror of
// ourpatch/sharing/wording.py.

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
];

// A date in words: 2026-10-03 is “3 October 2026”.
export function plainDate(day) {
  if (!day) return "";
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
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
