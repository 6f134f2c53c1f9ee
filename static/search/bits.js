// Sets of entry numbers, one bit for each entry: the mirror of ourpatch/searching/bits.py.
//
// Python keeps a set in one long whole number. JavaScript's BigInt could, but to look at one bit of
// it, or to count them, it must be copied or written out as text. So a set is a Uint32Array, every
// set of a directory as long as the others: ten thousand entries are 313 numbers, which an old phone
// joins or counts in a few millionths of a second. Sets are never changed once they are made.

export function noneOf(size) {
  return new Uint32Array((size + 31) >>> 5);
}

export function allOf(size) {
  const bits = noneOf(size).fill(0xffffffff);
  if (size & 31) bits[bits.length - 1] = 2 ** (size & 31) - 1;
  return bits;
}

// Python's one & other.
export function both(one, other) {
  return one.map((word, at) => word & other[at]);
}

// Python's one | other.
export function either(one, other) {
  return one.map((word, at) => word | other[at]);
}

// Python's one & ~other.
export function butNot(one, other) {
  return one.map((word, at) => word & ~other[at]);
}

export function isEmpty(bits) {
  return bits.every((word) => word === 0);
}

export function isSame(one, other) {
  return one.every((word, at) => word === other[at]);
}

// Python's bits >> number & 1.
export function has(bits, number) {
  return ((bits[number >>> 5] >>> (number & 31)) & 1) === 1;
}

// Python's bit_count().
export function countOf(bits) {
  let count = 0;
  for (let at = 0; at < bits.length; at += 1) if (bits[at]) count += onesIn(bits[at]);
  return count;
}

// How many entries two sets share, without making the set.
export function countOfBoth(one, other) {
  let count = 0;
  for (let at = 0; at < one.length; at += 1) {
    const word = one[at] & other[at];
    if (word) count += onesIn(word);
  }
  return count;
}

// The ones in 32 bits, by adding neighbours (Hacker's Delight, 5-1).
function onesIn(word) {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

// The entry numbers in a set, smallest first: at most so many, after skipping some.
export function numbersIn(bits, most, skip = 0) {
  const found = [];
  let left = skip;
  for (let at = 0; at < bits.length && found.length < most; at += 1) {
    const count = bits[at] ? onesIn(bits[at]) : 0;
    if (left >= count) {
      left -= count;
      continue;
    }
    for (let word = bits[at]; word && found.length < most; word &= word - 1) {
      if (left > 0) left -= 1;
      else found.push(at * 32 + 31 - Math.clz32(word & -word));
    }
  }
  return found;
}

// All the entry numbers in a set, smallest first.
export function allNumbersIn(bits) {
  return numbersIn(bits, Infinity);
}

// The set of all the entry numbers in some lists, all below `size`.
export function union(some, size) {
  const bits = noneOf(size);
  for (const numbers of some) {
    for (const number of numbers) bits[number >>> 5] |= 1 << (number & 31);
  }
  return bits;
}

// The set of these entry numbers, all below `size`.
export function setOf(numbers, size) {
  return union([numbers], size);
}

// The set that the database keeps as bytes, the lowest first.
export function fromBytes(bytes, size) {
  const bits = noneOf(size);
  bytes.forEach((byte, at) => {
    bits[at >>> 2] |= byte << ((at & 3) * 8);
  });
  return bits;
}

// The numbers that SQLite's group_concat joined with commas.
export function listed(text) {
  return text ? JSON.parse(`[${text}]`) : [];
}
