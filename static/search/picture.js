// A picture of where the results on a page are: discs as wide as their outward codes, and towns. The
// mirror of ourpatch/searching/picture.py.

import { rounded } from "./text.js";
import { radians } from "./whereabouts.js";

const WIDTH = 600;
const MARGIN = 0.08;
const KM_PER_DEGREE = 111.2;
const LEAST_KM = 12;
const TOWNS = 8;
const MOST_TOWNS = 50;
const APART = 60;

// The picture of one page of results; null when none of them has a place.
export function pictureFrom(connection, answer) {
  const byOutcode = new Map();
  for (const result of answer.results) {
    const { outcode, latitude } = result.facts;
    if (latitude !== null) byOutcode.set(outcode, [...(byOutcode.get(outcode) ?? []), result]);
  }
  if (!byOutcode.size) return null;
  const ids = JSON.stringify([...byOutcode.keys()].map((code) => `outcode:${code}`));
  const codes = connection.rows("picture.outcodes", { ids });
  const [frame, height] = frameRound(codes);
  const { place } = answer.meaning;
  return {
    width: WIDTH,
    height,
    discs: codes.map((code) => discOf(frame, code, byOutcode.get(code.name))),
    towns: townsIn(connection, frame, height, codes),
    you: place ? spotIn(frame, place, height) : null,
    elsewhere: answer.results.filter((result) => result.facts.latitude === null),
  };
}

// A frame round all the discs, wide enough for one disc not to fill it; and its height.
function frameRound(codes) {
  const lats = codes.map((code) => code.latitude);
  const lons = codes.map((code) => code.longitude);
  const squeeze = Math.cos(radians(lats.reduce((sum, each) => sum + each, 0) / codes.length));
  const widest = Math.max(...codes.map((code) => code.radius_km)) / KM_PER_DEGREE;
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const least = LEAST_KM / KM_PER_DEGREE;
  let tall = Math.max(north - south + 2 * widest, least);
  const wide = Math.max((east - west) * squeeze + 2 * widest, least, tall);
  tall = Math.max(tall, wide * 0.6);
  const pad = wide * MARGIN;
  const scale = WIDTH / (wide + 2 * pad);
  const frame = {
    west: (west + east) / 2 - (wide / 2 + pad) / squeeze,
    north: (south + north) / 2 + tall / 2 + pad,
    across: scale * squeeze,
    down: scale,
  };
  return [frame, rounded((tall + 2 * pad) * scale)];
}

function pointIn(frame, { latitude, longitude }) {
  return {
    x: rounded((longitude - frame.west) * frame.across),
    y: rounded((frame.north - latitude) * frame.down),
  };
}

function discOf(frame, code, results) {
  return {
    outcode: code.name,
    district: code.county ?? "",
    distance: results[0].distance,
    ...pointIn(frame, code),
    radius: Math.max(10, rounded((code.radius_km / KM_PER_DEGREE) * frame.down)),
    results,
  };
}

// The biggest towns in the picture whose names have room.
function townsIn(connection, frame, height, codes) {
  const edges = {
    north: frame.north - (0.04 * height) / frame.down,
    south: frame.north - (0.96 * height) / frame.down,
    west: frame.west + (0.04 * WIDTH) / frame.across,
    east: frame.west + (0.84 * WIDTH) / frame.across,
    most: MOST_TOWNS,
  };
  const taken = codes.map((code) => pointIn(frame, code));
  const towns = [];
  for (const town of connection.rows("picture.towns", edges)) {
    const { x, y } = pointIn(frame, town);
    const isFree = (spot) => Math.abs(x - spot.x) > 2 * APART || Math.abs(y - spot.y) > APART / 2;
    if (taken.every(isFree)) {
      taken.push({ x, y });
      towns.push({ name: town.name, x, y });
    }
    if (towns.length === TOWNS) break;
  }
  return towns;
}

function spotIn(frame, place, height) {
  const { x, y } = pointIn(frame, place);
  const isInside = x >= 0 && x <= WIDTH && y >= 0 && y <= height;
  return isInside ? { name: place.name, x, y } : null;
}
