// The order of results, as a sum of points: the mirror of ourpatch/searching/points.py.

import { both, butNot, either, isEmpty } from "./bits.js";

export const HELP = "help";
export const WIDE_FACETS = ["kind", "where"];

export const FIRST = 6;
export const OFFERS = 5;
export const LISTED = 4;
export const IN_NAME = 5;
export const IN_SUMMARY = 4;
export const IN_DESCRIPTION = 1;

export const WEIGHTS = { help: 4, term: 3, age: 4, rare: 4, common: 1, hint: 1 };
export const RARE = 0.05;

export const OPEN = 1;
export const FRESH = 1;

export const RINGS = [30, 15, 10, 5, 2];
export const COVERS_YOU = 5;
export const NAMES_YOUR_PLACE = 4;
export const ANYWHERE = 3;
export const OUT_OF_REACH = 1;

export const NAMED = 6;

export const CHECKED = 1;
export const SPACE = 1;

// A sum for every entry at once. Plane p holds bit p of each sum, as a set of entries.
export class Points {
  constructor(everything) {
    this.everything = everything;
    this.planes = [];
  }

  // Give the entries of a set some points.
  add(entries, points) {
    if (points < 0) throw new RangeError(`an entry cannot be given ${points} points`);
    for (let at = 0, left = points; left; at += 1, left >>= 1) {
      if (left & 1) this.addAt(entries, at);
    }
  }

  addAt(entries, first) {
    let carry = entries;
    for (let at = first; !isEmpty(carry); at += 1) {
      while (at >= this.planes.length) this.planes.push(carry.map(() => 0));
      const plane = this.planes[at];
      this.planes[at] = plane.map((word, n) => word ^ carry[n]);
      carry = both(plane, carry);
    }
  }

  // The entries with at least so many points.
  atLeast(points) {
    if (points <= 0) return this.everything;
    const none = this.everything.map(() => 0);
    let higher = none;
    let equal = this.everything;
    const top = Math.max(this.planes.length, 32 - Math.clz32(points));
    for (let at = top - 1; at >= 0; at -= 1) {
      const plane = this.planes[at] ?? none;
      if ((points >> at) & 1) {
        equal = both(equal, plane);
      } else {
        higher = either(higher, both(equal, plane));
        equal = butNot(equal, plane);
      }
    }
    return either(higher, equal);
  }

  // The most points that any entry has.
  most() {
    let found = this.everything;
    let best = 0;
    for (let at = this.planes.length - 1; at >= 0; at -= 1) {
      const having = both(found, this.planes[at]);
      if (!isEmpty(having)) {
        found = having;
        best |= 1 << at;
      }
    }
    return best;
  }

  // The entries of a set as smaller sets of equal points, most points first.
  *bestFirst(entries) {
    yield* this.split(entries, this.planes.length - 1);
  }

  *split(entries, at) {
    if (isEmpty(entries)) return;
    if (at < 0) {
      yield entries;
      return;
    }
    yield* this.split(both(entries, this.planes[at]), at - 1);
    yield* this.split(butNot(entries, this.planes[at]), at - 1);
  }
}

// The whole table for people to read: headings, and under each what earns how many points.
export function pointsInWords() {
  return [
    [
      "For each thing you ask for",
      [
        ["It is the first of their kinds of help", `${FIRST}`],
        ["It is another of their kinds of help, or an age they say they take", `${OFFERS}`],
        ["It is something else they are listed under, such as who it is for", `${LISTED}`],
        ["They do not rule out the age you say", `${LISTED}`],
        ["Your words are in their name", `${IN_NAME}`],
        ["Your words are in their summary", `${IN_SUMMARY}`],
        ["Your words, or words like them, are further down", `${IN_DESCRIPTION}`],
      ],
    ],
    [
      "How much a thing counts: its points, so many times",
      [
        ["A kind of help", `${WEIGHTS.help} times`],
        ["Who it is for, how to pay, and so on", `${WEIGHTS.term} times`],
        ["An age", `${WEIGHTS.age} times`],
        [
          `A word that few entries have (at most ${Math.round(RARE * 100)}%)`,
          `${WEIGHTS.rare} times`,
        ],
        ["Any other word", `${WEIGHTS.common} times`],
        ["A guess, such as that mum is an older person", `${WEIGHTS.hint} times`],
        ["Your words, when we have no kind of help or other name for them", "twice that"],
      ],
    ],
    [
      "For the place you ask about, times what the best of them has of what you want",
      [
        ["They come to it, or say they cover it", `${COVERS_YOU}`],
        ...RINGS.map((miles, at) => [`Based within ${miles} miles`, `${at + 1}`]),
        ["They name it and say nothing more of where they are", `${NAMES_YOUR_PLACE}`],
        ["They help from anywhere, online or by phone", `${ANYWHERE}`],
        ["They travel, but not so far", `${OUT_OF_REACH} at most`],
      ],
    ],
    [
      "Last, the first three times the same",
      [
        ["Not having a break, and not closed", `${OPEN}`],
        ["Checked with them in the last year, or new", `${FRESH}`],
        ["All your words are in their name", `${NAMED}`],
        ["Has space now", "a little"],
      ],
    ],
  ];
}
