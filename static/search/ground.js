// Where entries are based, how far they come, and the areas they serve: the mirror of
// ourpatch/searching/ground.py.

import { listed, union } from "./bits.js";

// What the rows of the statements `bases` and `served` say.
export function ground(based, served, size) {
  const bases = inOrder(basesOf(based));
  const areas = inOrder(served.map(areaOf));
  return {
    bases,
    by_outcode: new Map(bases.map((base) => [base.outcode, base])),
    base_of: baseOf(bases, size),
    served: areas,
    placed: union(
      bases.map((base) => base.numbers),
      size,
    ),
    travelling: union(
      bases.map((base) => base.travelling),
      size,
    ),
    furthest: bases.reduce((most, base) => Math.max(most, base.miles.at(-1) ?? 0), 0),
    widest: areas.reduce((most, area) => Math.max(most, area.miles), 0),
  };
}

// From south to north; of equals the first stays first.
function inOrder(spots) {
  return spots.sort((one, other) => one.latitude - other.latitude);
}

// The bases in some rows, of which there is one for each outward code and number of miles.
function basesOf(rows) {
  const bases = new Map();
  for (const row of rows) {
    if (!bases.has(row.outcode)) {
      const { outcode, latitude, longitude } = row;
      bases.set(outcode, { outcode, latitude, longitude, numbers: [], travelling: [], miles: [] });
    }
    const base = bases.get(row.outcode);
    for (const number of listed(row.numbers)) {
      base.numbers.push(number);
      if (row.miles !== null) {
        base.travelling.push(number);
        base.miles.push(row.miles);
      }
    }
  }
  return [...bases.values()];
}

function areaOf(row) {
  const { latitude, longitude, miles } = row;
  return { latitude, longitude, miles, numbers: listed(row.numbers) };
}

// For each entry where its base stands in `bases`; past the last for one with none.
function baseOf(bases, size) {
  const found = new Uint32Array(size).fill(bases.length);
  bases.forEach((base, at) => {
    for (const number of base.numbers) found[number] = at;
  });
  return found;
}

// Those of some bases or areas that lie between two latitudes.
export function between(spots, south, north) {
  const first = bisectLeft(spots, south, (spot) => spot.latitude);
  let end = first;
  while (end < spots.length && spots[end].latitude <= north) end += 1;
  return spots.slice(first, end);
}

// Python's bisect_left(): where a value would stand in a sorted list, before its equals.
export function bisectLeft(list, value, key = (item) => item) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key(list[middle]) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
