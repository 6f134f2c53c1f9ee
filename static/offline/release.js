// Releases of the site on a phone: every file that it needs with no signal, checked, in one cache
// each. One small record says which release is in use. It is written last, in one go, so that
// whatever is interrupted leaves the release before it whole.

const SHELF = "our-patch";
const OF_A_RELEASE = "our-patch ";

// What the server says to browsers about a page, which is as true of the pages drawn here.
const SAID_OF_PAGES = [
  "content-security-policy", "cross-origin-opener-policy", "permissions-policy", "referrer-policy",
  "x-content-type-options",
];

// The release in use by a program: { list, headers }; null when there is none.
export async function current(program) {
  const shelf = await caches.open(SHELF);
  return whole(await shelf.match(mark("in-use", program)));
}

// A release by its record, unless somebody has cleared its files away.
async function whole(record) {
  const release = record ? await record.json() : null;
  return release && (await caches.has(OF_A_RELEASE + release.list.version)) ? release : null;
}

function mark(what, program) {
  return `/offline/${what}?${program}`;
}

// The list of what the newest release is made of, and what the server says of pages.
export async function newest() {
  const reply = await fetch("/offline.json", { cache: "no-cache" });
  if (!reply.ok) throw new Error(`/offline.json: ${reply.status}`);
  const said = SAID_OF_PAGES.map((name) => [name, reply.headers.get(name)]);
  const headers = Object.fromEntries(said.filter(([, value]) => value));
  return { list: await reply.json(), headers };
}

// Fetch a release whole, see that it works, then put it in use. What was fetched before an interruption
// is not fetched again, nor what the release before has just the same.
export async function take(release, before, works) {
  const { list } = release;
  const name = OF_A_RELEASE + list.version;
  const cache = await caches.open(name);
  try {
    for (const file of list.files) {
      if (await cache.match(file.path)) continue;
      await cache.put(file.path, (await copied(file, before)) ?? (await fetched(file)));
    }
    await works(release);
    const shelf = await caches.open(SHELF);
    await shelf.put(mark("in-use", list.program), new Response(JSON.stringify(release)));
  } catch (error) {
    if (error.name === "QuotaExceededError") await caches.delete(name);
    throw error;
  }
}

async function copied(file, before) {
  const same = before?.list.files.some(({ path, digest }) => path === file.path && digest === file.digest);
  return same ? fileOf(before, file.path) : undefined;
}

// A file of the server, checked. A wrong copy in the browser's own cache is fetched again.
async function fetched(file) {
  return (await fetchedOnce(file, "no-cache").catch(() => null)) ?? fetchedOnce(file, "reload");
}

async function fetchedOnce({ path, digest }, cache) {
  const reply = await fetch(path, { cache });
  const body = await reply.arrayBuffer();
  if (!reply.ok || (await digestOf(body)) !== digest) throw new Error(`${path} is not what the list says`);
  return new Response(body, { headers: { "content-type": reply.headers.get("content-type") } });
}

async function digestOf(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A file of a release that is kept.
export async function fileOf({ list }, path) {
  const cache = await caches.open(OF_A_RELEASE + list.version);
  return cache.match(path);
}

// Put something beside the files of a release that was made from them here.
export async function putBeside({ list }, path, body) {
  const cache = await caches.open(OF_A_RELEASE + list.version);
  await cache.put(path, new Response(body));
}

// Somebody pressed the button, so the program after this one may fetch what it needs.
export async function allow() {
  const shelf = await caches.open(SHELF);
  await shelf.put(mark("allowed", ""), new Response());
}

export async function isAllowed() {
  const shelf = await caches.open(SHELF);
  return Boolean(await shelf.match(mark("allowed", "")));
}

// Any release at all that is in use, by whatever program.
export async function anybodys() {
  const shelf = await caches.open(SHELF);
  for (const request of await shelf.keys()) {
    if (new URL(request.url).pathname === "/offline/in-use") return whole(await shelf.match(request));
  }
  return null;
}

// Throw away what no program and no open page uses.
export async function sweep(program, versions) {
  const shelf = await caches.open(SHELF);
  for (const request of await shelf.keys()) {
    if (!request.url.endsWith(mark("in-use", program))) await shelf.delete(request);
  }
  for (const name of await caches.keys()) {
    const isOurs = name.startsWith(OF_A_RELEASE);
    if (isOurs && !versions.includes(name.slice(OF_A_RELEASE.length))) await caches.delete(name);
  }
}
