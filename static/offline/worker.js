// The service worker. With a signal it stays out of the way: every page is the server's. When the
// server does not answer it draws the same page itself, from the release on this phone. Nothing that
// is typed then leaves the phone.
//
// The server puts PROGRAM in front of this: the digest of this script. A release goes with one
// program, so a page is never drawn by one and filled by another.
/* global PROGRAM */

import { allow, anybodys, current, fileOf, isAllowed, newest, putBeside, sweep, take } from "./release.js";
import { isMetered } from "./metered.js";
import { outcodes, respond } from "./site.js";
import { bytesOf, openDirectory } from "../search/index.js";

// How long a page may keep somebody waiting before it is drawn here, in milliseconds.
const PATIENCE = 4000;

// A server that answers so is not the one with the pages: it stands before it, and cannot reach it.
const NOBODY_THERE = [502, 503, 504];

// What the search needs: the directory, as it travelled and unpacked, and the engine that reads it.
const DIRECTORY = "/travelling.db.gz";
const UNPACKED = "/offline/unpacked.db";
const OUTCODES = "/outcodes.json";
const ENGINE = "/static/vendor/sqlite/sqlite3.wasm";

// The pages drawn here that are open, by client, and the version that each was drawn from.
const drawnFrom = new Map();

let opened = null;
let taking = null;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const address = new URL(url);
  if (address.origin !== self.location.origin) return;
  if (method === "POST" && mode === "navigate") event.respondWith(sent(event, address));
  if (method !== "GET") return;
  if (mode === "navigate") event.respondWith(page(event, address));
  else if (isFile(address.pathname)) event.respondWith(file(event, address));
});
self.addEventListener("message", (event) => {
  const does = { keep, state }[event.data];
  if (does) event.waitUntil(does().then((reply) => event.ports[0].postMessage(reply)));
});

// A new program brings its own release before it takes over. On a connection that costs money it
// waits until somebody has said yes, and the old one goes on.
async function install() {
  if (await anybodys()) {
    if (isMetered() && !(await isAllowed())) throw new Error("Nobody has said yes to this yet");
    await takeNewest();
  }
  await self.skipWaiting();
}

async function activate() {
  await self.clients.claim();
  await tidy();
}

async function takeNewest() {
  const release = await newest();
  if (release.list.program !== PROGRAM) throw new Error("The server has another program by now");
  const before = (await current(PROGRAM)) ?? (await anybodys());
  if (before?.list.version !== release.list.version || before.list.program !== PROGRAM) {
    await take(release, before, unpack);
  }
  return release;
}

async function tidy() {
  const release = await current(PROGRAM);
  for (const client of drawnFrom.keys()) {
    if (!(await self.clients.get(client))) drawnFrom.delete(client);
  }
  if (release) await sweep(PROGRAM, [release.list.version, ...drawnFrom.values()]);
}

// What is kept, for a page that asks.
async function state() {
  const release = await current(PROGRAM);
  return { kept: release && release.list };
}

// Keep the newest release, and say what came of it. Several pages may ask at once.
async function keep() {
  taking ??= bring().finally(() => { taking = null; });
  return taking;
}

async function bring() {
  try {
    const { list } = await newest();
    if (list.program !== PROGRAM) {
      await allow();
      await self.registration.update();
      return { updating: true };
    }
    await takeNewest();
    await tidy();
    return state();
  } catch (error) {
    return { ...(await state()), failed: error.name === "QuotaExceededError" ? "room" : "signal" };
  }
}

async function page(event, address) {
  const release = await current(PROGRAM);
  if (!release) return fetch(event.request);
  try {
    const reply = await inTime(event.request);
    if (!NOBODY_THERE.includes(reply.status)) return reply;
  } catch {
    // No signal, or too little of it.
  }
  try {
    return await drawn(event, address, release);
  } catch (error) {
    // Another release may have been put in use, and this one thrown away, in the meantime.
    const other = await current(PROGRAM);
    if (!other || other.list.version === release.list.version) throw error;
    return drawn(event, address, other);
  }
}

// Only the server can look at what somebody wrote. Without it a page says so, where the browser's own
// would look as if it were all lost; “back” still has every word.
async function sent(event, address) {
  const release = await current(PROGRAM);
  if (!release) return fetch(event.request);
  try {
    const reply = await fetch(event.request);
    if (!NOBODY_THERE.includes(reply.status)) return reply;
  } catch {
    // No signal. Whoever has too little of it would sooner wait than be told so.
  }
  return drawn(event, address, release);
}

async function drawn(event, address, release) {
  drawnFrom.set(event.resultingClientId, release.list.version);
  const { referrer } = event.request;
  const { status, html, location } = respond(await handle(release), address.href, referrer);
  if (location) return Response.redirect(location, status);
  const headers = { ...release.headers, "content-type": "text/html; charset=utf-8" };
  return new Response(html, { status, headers });
}

// A page of the server's, unless it takes too long. A page that is asked for with anything changed no
// longer says where somebody came from, unless it is told to.
async function inTime(request) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: patience.signal, referrer: request.referrer });
  } finally {
    clearTimeout(timer);
  }
}

// The directory of a release, opened once.
async function handle(release) {
  const { version, site } = release.list;
  if (opened?.version !== version) opened = { version, directory: opening(release) };
  try {
    return { directory: await opened.directory, site, offline: true };
  } catch (error) {
    opened = null;
    throw error;
  }
}

async function opening(release) {
  const kept = (await fileOf(release, UNPACKED)) ?? (await fileOf(release, DIRECTORY));
  const engine = await fileOf(release, ENGINE);
  return openDirectory(await kept.arrayBuffer(), await engine.arrayBuffer());
}

// Open a release before it is put in use. Unpacked it opens sooner the next time; where there is no
// room for that, it need not.
async function unpack(release) {
  const directory = await opening(release);
  await putBeside(release, UNPACKED, bytesOf(directory)).catch(() => {});
  opened = { version: release.list.version, directory };
}

function isFile(path) {
  return path.startsWith("/static/") || path === OUTCODES;
}

// A file that a page needs: from the release that the page was drawn from, or from the server, or
// else from the phone.
async function file(event, address) {
  const version = drawnFrom.get(event.clientId);
  const kept = version && (await keptFile({ list: { version } }, address.pathname));
  if (kept) return kept;
  try {
    return await fetch(event.request);
  } catch (error) {
    const release = await current(PROGRAM);
    const other = release && (await keptFile(release, address.pathname));
    if (other) return other;
    throw error;
  }
}

async function keptFile(release, path) {
  if (path !== OUTCODES) return fileOf(release, path);
  const newest = await current(PROGRAM);
  return newest && new Response(JSON.stringify(outcodes(await handle(newest))));
}
