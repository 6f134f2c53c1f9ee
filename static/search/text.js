// How text is evened out for comparing: the mirror of ourpatch/text.py.
//
// Python and JavaScript differ in what they call a letter, a space and a small letter. The first
// part of this file says in JavaScript what Python means; a test compares every letter there is.

const SPACES =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACE_RUN = new RegExp(`[${SPACES}]+`);

// The inside of a word, as in Python's \w; \b is where one ends.
export const INSIDE = "[\\p{L}\\p{N}_]";
export const EDGE = `(?:(?<=${INSIDE})(?!${INSIDE})|(?<!${INSIDE})(?=${INSIDE}))`;

const CHEROKEE = /[\u13a0-\u13fd\uab70-\uabbf]/;
const DOTLESS_I = "ı";
const HIGHEST_MARK = "\u0345"; // nothing stands behind it when marks are put in order
const KEEPS_ITS_CASE = /[\u10d0-\u10ff]/; // Georgian names have no capital

// Python's str.split(): what stands between the spaces.
export function splitText(text) {
  return text.split(SPACE_RUN).filter(Boolean);
}

// Python's str.isprintable(), for one letter.
export function isPrintable(letter) {
  return letter === " " || !/[\p{C}\p{Z}]/u.test(letter);
}

export function isAlpha(text) {
  return /^\p{L}+$/u.test(text);
}

export function isDigit(text) {
  return /^\p{Nd}+$/u.test(text);
}

// How many letters a text has. JavaScript's length counts an emoji as two.
export function lengthOf(text) {
  return Array.from(text).length;
}

// Python's str.casefold().
function casefold(text) {
  if (isAscii(text)) return text.toLowerCase();
  return Array.from(text, (letter) => {
    if (letter === DOTLESS_I) return letter;
    if (CHEROKEE.test(letter)) return letter.toUpperCase();
    return letter.toLowerCase().toUpperCase().toLowerCase(); // ẞ is ß, is SS, is ss
  }).join("");
}

function isAscii(text) {
  return !/[^\0-\x7f]/.test(text);
}

// Python's unicodedata.combining(): a mark has a place in the order that normalising puts marks in.
function isMark(letter) {
  return (
    letter === HIGHEST_MARK || !(HIGHEST_MARK + letter).normalize("NFD").startsWith(HIGHEST_MARK)
  );
}

// Python's str.title(): every run of letters begins with a capital.
export function title(text) {
  let before = false;
  return Array.from(text, (letter) => {
    const raised = KEEPS_ITS_CASE.test(letter) ? letter : letter.toUpperCase();
    const shown = before
      ? letter.toLowerCase()
      : raised.slice(0, 1) + raised.slice(1).toLowerCase();
    before = /\p{Cased}/u.test(letter);
    return shown;
  }).join("");
}

// Less than nought, nought or more, as Python orders texts: by code points.
export function compareTexts(one, other) {
  const a = Array.from(one);
  const b = Array.from(other);
  for (let at = 0; at < a.length && at < b.length; at += 1) {
    if (a[at] !== b[at]) return a[at].codePointAt(0) - b[at].codePointAt(0);
  }
  return a.length - b.length;
}

// Python's round(): a half goes to the even neighbour.
export function rounded(number) {
  const low = Math.floor(number);
  const part = number - low;
  if (part !== 0.5) return part < 0.5 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
}

// Text without case, accents, hyphens and odd spacing: “Tŷ-Gŵyr” is “ty gwyr”.
export function fold(text) {
  let letters = casefold(text);
  if (!isAscii(letters)) {
    const plain = letters.replace(/’/g, "'").normalize("NFKD");
    letters = Array.from(plain)
      .filter((letter) => !isMark(letter))
      .join("");
  }
  return splitText(letters.replace(/[-_]/g, " ")).join(" ");
}

// The words of some text, folded, in order: letters and digits; “don't” is one word, dont.
export function wordsOf(text) {
  return (
    fold(text)
      .replace(/'/g, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

// A word without the ending that makes it several: “ladies” is lady, “lunches” lunch.
export function singular(word) {
  const long = lengthOf(word);
  if (/(?:elves|wives|knives)$/.test(word)) {
    return word.slice(0, -3) + (word.endsWith("elves") ? "f" : "fe");
  }
  if (long > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (long > 4 && /(?:ches|shes|sses|xes)$/.test(word)) return word.slice(0, -2);
  if (long > 3 && word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

// How many slips of the fingers lie between two words: a letter missed, added, changed, or swapped
// with its neighbour (the optimal string alignment distance).
export function slips(one, other) {
  const a = Array.from(one);
  const b = Array.from(other);
  let last = [];
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    [last, before, row] = [before, row, [i]];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(before[j] + 1, row[j - 1] + 1, changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, last[j - 2] + 1);
      }
      row.push(best);
    }
  }
  return row[row.length - 1];
}

// The word itself, and the word with any one letter left out: what a misspelling shares.
export function deletions(word) {
  const letters = Array.from(word);
  const without = letters.map((_, at) =>
    [...letters.slice(0, at), ...letters.slice(at + 1)].join(""),
  );
  return new Set([word, ...without]);
}

// Words as phrases and questions are compared: singular, any relative alike, no minor ones.
export function compared(words, stopWords) {
  return words
    .map((word) => [word, stopWords.get(word) ?? ""])
    .filter(([, kind]) => kind !== "minor")
    .map(([word, kind]) => (kind === "relative" ? "relative" : singular(word)));
}

// Those of some compared words that say what is needed, each once.
export function tellingWords(words, stopWords) {
  return [...new Set(words)].filter((word) => !stopWords.has(word) && word !== "relative");
}
