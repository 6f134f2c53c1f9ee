// Where somebody means, and which entries are near it or come to it, with no network. The mirror of
// ourpatch/searching/whereabouts.py.

import {
  allNumbersIn,
  both,
  butNot,
  countOf,
  either,
  has,
  numbersIn,
  setOf,
  union,
} from "./bits.js";
import { between, bisectLeft } from "./ground.js";
import { ANYWHERE, COVERS_YOU, NAMES_YOUR_PLACE, OUT_OF_REACH, RINGS } from "./points.js";
import { quoted } from "./sets.js";
import { fold, INSIDE, rounded, splitText, title, wordsOf } from "./text.js";

const FEW = 25;
const NEAREST_MILES = 8;
const MILES_PER_DEGREE = 69.05;
const SAME_PLACE_MILES = 12;
const ON_THE_PATCH_MILES = 20;
const MOST_NAMED = 20;

const POSTCODE = /^([a-z]{1,2}[0-9][a-z0-9]?)(?: *[0-9](?:[a-z]{2})?)?$/;
const OWNED = new RegExp(`([a-z])s(?!${INSIDE})`, "u");

// The entries by how near they are to one place; `measure` says what it holds.
class Nearness {
  constructor(parts) {
    Object.assign(this, parts);
  }

  // How far an outward code is; null for one where no entry is based.
  milesTo(known, outcode) {
    const base = known.ground.by_outcode.get(outcode ?? "");
    return base ? milesBetween(this.place, base) : null;
  }

  // The entries based at most so many miles away.
  within(known, miles) {
    const near = around(this.place, miles, known.ground.bases);
    const inside = near.filter(([far]) => rounded(far) <= miles);
    return union(
      inside.map(([, base]) => base.numbers),
      known.size,
    );
  }

  // A set of entries as sets of equal distance, nearest first; last those with no place.
  *outwards(known, entries) {
    const based = both(entries, known.ground.placed);
    const few = countOf(based) * FEW < known.size;
    for (const some of few ? this.few(known, based) : this.many(known, based)) {
      yield setOf(some, known.size);
    }
    yield butNot(entries, known.ground.placed);
  }

  // Numbers of entries by how far they are, when it is quicker to look at each of them.
  *few(known, entries) {
    const byMiles = new Map();
    for (const number of allNumbersIn(entries)) {
      const far = milesBetween(this.place, known.ground.bases[known.ground.base_of[number]]);
      append(byMiles, far, number);
    }
    for (const far of ascending(byMiles)) yield byMiles.get(far);
  }

  // The same, when the nearest are soon found by looking at everybody who is near.
  *many(known, entries) {
    for (const bases of this.everFurther(known)) {
      const here = bases.flatMap((base) => base.numbers).filter((number) => has(entries, number));
      if (here.length) yield here;
    }
  }

  // The bases, those of equal distance together, nearest first. They are looked for in circles, each
  // twice as wide as the one before, because whoever asks seldom wants more than the nearest few.
  *everFurther(known) {
    let left = known.ground.bases.length;
    let done = -1;
    let edge = NEAREST_MILES;
    while (left) {
      const byMiles = new Map();
      for (const [far, base] of around(this.place, edge, known.ground.bases)) {
        if (done < far && far <= edge) {
          append(byMiles, far, base);
          left -= 1;
        }
      }
      for (const far of ascending(byMiles)) yield byMiles.get(far);
      [done, edge] = [edge, edge * 2];
    }
  }
}

function append(lists, key, item) {
  if (!lists.has(key)) lists.set(key, []);
  lists.get(key).push(item);
}

function ascending(lists) {
  return [...lists.keys()].sort((a, b) => a - b);
}

// The places that some text may mean: none when we know no such, several when it is not clear.
export function findPlaces(connection, known, text) {
  const dotless = fold(text)
    .replace(/\./g, " ")
    .replace(/^[ ,]+|[ ,]+$/g, "");
  const asked = splitText(dotless).join(" ");
  const code = POSTCODE.exec(asked);
  if (code) {
    return connection
      .rows("whereabouts.outcode", { id: `outcode:${code[1].toUpperCase()}` })
      .map(placeOf);
  }
  const comma = asked.indexOf(",");
  let name = (comma < 0 ? asked : asked.slice(0, comma)).trim();
  let county = comma < 0 ? "" : asked.slice(comma + 1).trim();
  let rows = rowsNamed(connection, name);
  if (!rows.length && !county) [name, county, rows] = nameThenCounty(connection, name);
  if (county) rows = rows.filter((row) => fold(`${row.county ?? ""} ${row.name}`).includes(county));
  return distinct(known, rows.map(placeOf));
}

// The rows of a name, whether or not people write its dots and apostrophes: “kings lynn”.
function rowsNamed(connection, name) {
  const plain = wordsOf(name)
    .join(" ")
    .replace(/^saint /, "st ");
  const owned = plain.replace(OWNED, "$1's");
  return connection.rows("whereabouts.named", { name, plain, owned });
}

// The place that entries name in their addresses: Larkhall, a village inside Bath. For names that
// the gazetteer has not, or has somewhere else. Several entries must agree on it.
export function findSmallPlace(connection, known, text) {
  const name = wordsOf(text).join(" ");
  const saying = known.havingMatch(connection, `words : ${quoted(name)}`);
  const numbers = numbersIn(saying, MOST_NAMED + 1);
  if (!name || numbers.length > MOST_NAMED) return [];
  const places = [];
  for (const row of connection.rows("whereabouts.said_by", { numbers: JSON.stringify(numbers) })) {
    const said = [row.place_venue, row.place_address, row.covers_districts].filter(Boolean);
    if (` ${wordsOf(said.join(" ")).join(" ")} `.includes(` ${name} `)) {
      const label = title(splitText(text).join(" "));
      const { latitude, longitude } = row;
      places.push({ id: `said:${name}`, kind: "said", name: label, label, latitude, longitude });
    }
  }
  const apart = places.some((place) => milesBetween(places[0], place) > SAME_PLACE_MILES);
  return apart ? [] : places.slice(0, 1);
}

// “newport shropshire” as a name and a county, when there is such a name.
function nameThenCounty(connection, text) {
  const words = splitText(text);
  for (let at = words.length - 1; at > 0; at -= 1) {
    const name = words.slice(0, at).join(" ");
    const rows = rowsNamed(connection, name);
    if (rows.length) return [name, words.slice(at).join(" "), rows];
  }
  return [text, "", []];
}

// A place we know. `label` tells it from others of its name: “Newport, Shropshire”.
function placeOf({ id, kind, name, county, latitude, longitude }) {
  const toldApart = county && kind === "town" && county !== name;
  return { id, kind, name, label: toldApart ? `${name}, ${county}` : name, latitude, longitude };
}

// The places without those that are another again; if just one is on our patch, that one.
function distinct(known, places) {
  const kept = [];
  for (const place of places) {
    if (kept.every((other) => milesBetween(place, other) > SAME_PLACE_MILES)) kept.push(place);
  }
  const onPatch = kept.length > 1 ? kept.filter((place) => isOnPatch(known, place)) : [];
  return onPatch.length === 1 ? onPatch : kept;
}

// True when entries are based near a place.
export function isOnPatch(known, place) {
  const near = around(place, ON_THE_PATCH_MILES, known.ground.bases);
  return near.some(([far]) => far <= ON_THE_PATCH_MILES);
}

// True when a name means just one place, and it is on our patch.
export function isOneHere(known, places) {
  return places.length === 1 && isOnPatch(known, places[0]);
}

// True for the name of a place on our patch.
export function namesOneHere(connection, known, text) {
  const find = () => isOneHere(known, findPlaces(connection, known, text));
  return known.keep(["names one here", text], find);
}

// Every spot at most so many miles away, and a few that are further; with how far each is. `spots`
// stand from south to north. Miles may have been rounded, so it looks one mile further.
function around(place, miles, spots) {
  const up = (miles + 1) / MILES_PER_DEGREE;
  const north = Math.min(85, Math.abs(place.latitude) + up);
  const across = up / Math.cos(radians(north));
  const [west, east] = [place.longitude - across, place.longitude + across];
  return between(spots, place.latitude - up, place.latitude + up)
    .filter((spot) => west <= spot.longitude && spot.longitude <= east)
    .map((spot) => [milesBetween(place, spot), spot]);
}

// Straight-line miles between two places, flat-earth: within 1 in 500 across the country.
export function milesBetween(one, other) {
  const up = other.latitude - one.latitude;
  const across =
    (other.longitude - one.longitude) * Math.cos(radians((one.latitude + other.latitude) / 2));
  return MILES_PER_DEGREE * Math.sqrt(up * up + across * across);
}

// As Python's math.radians() works it out, to the last bit.
export function radians(degrees) {
  return degrees * (Math.PI / 180);
}

// How near every entry is to a place. Kept for places that many people ask for.
export function nearness(connection, known, place) {
  return known.keep(["near", place.id], () => measure(connection, known, place));
}

// `rings` are sets of entries, each inside the one before: RINGS[0] miles or nearer, and so on.
// `covering` come to the place or serve it, `anywhere` help from anywhere, `beyond` travel but not so
// far, and `naming` say the place's name and nothing else of where they are.
function measure(connection, known, place) {
  const inside = RINGS.map(() => []);
  const covering = serving(known, place);
  const furthest = Math.max(known.ground.furthest, ...RINGS);
  for (const [far, base] of around(place, furthest, known.ground.bases)) {
    const whole = rounded(far);
    covering.push(base.travelling.slice(bisectLeft(base.miles, whole)));
    const rings = RINGS.filter((edge) => whole <= edge);
    if (rings.length) inside[rings.length - 1].push(base.numbers);
  }
  const covered = union(covering, known.size);
  const rings = [];
  for (let ring = RINGS.length - 1; ring >= 0; ring -= 1) {
    const here = union(inside[ring], known.size);
    rings.unshift(rings.length ? either(here, rings[0]) : here);
  }
  return new Nearness({
    place,
    rings,
    covering: covered,
    anywhere: known.anywhere,
    beyond: butNot(known.ground.travelling, covered),
    naming: butNot(known.havingWords(connection, place.name), known.ground.placed),
  });
}

// The entries that serve a place, those of one area together.
function serving(known, place) {
  const up = (known.ground.widest + 1) / MILES_PER_DEGREE;
  return between(known.ground.served, place.latitude - up, place.latitude + up)
    .filter((area) => Math.abs(area.latitude - place.latitude) * MILES_PER_DEGREE <= area.miles)
    .filter((area) => milesBetween(place, area) <= area.miles)
    .map((area) => area.numbers);
}

// The rings as they count for the order: with who comes to you and who helps from anywhere.
export function asRings(near) {
  return near.rings.map((inside, at) => {
    const ring = at + 1;
    let entries = ring <= OUT_OF_REACH ? inside : butNot(inside, near.beyond);
    if (ring <= ANYWHERE) entries = either(entries, near.anywhere);
    if (ring <= COVERS_YOU) entries = either(entries, near.covering);
    if (ring <= NAMES_YOUR_PLACE) entries = either(entries, near.naming);
    return entries;
  });
}
