// The search and the pages, for a page that can fetch nothing: what they need comes as text.

import { openDirectory } from "../search/index.js";
import { respond } from "../offline/site.js";

// A host, which draws pages, from what travelled: { database, engine } as text, and { site }, whose it is.
export async function openPatch({ database, engine, site }) {
  const [zipped, wasm] = await Promise.all([bytesIn(database), unzipped(bytesIn(engine))]);
  const directory = await openDirectory(zipped, wasm);
  const handle = { directory, site, alone: true };
  return {
    page: (path, cameFrom = "") => respond(handle, ORIGIN + path, cameFrom && ORIGIN + cameFrom).html,
  };
}

// Pages here are at no address of the web; this one is never asked for, nor shown.
const ORIGIN = "https://patch.invalid";

// The bytes in some text (base64).
function bytesIn(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

async function unzipped(bytes) {
  const unzip = new DecompressionStream("gzip");
  const writer = unzip.writable.getWriter();
  writer.write(bytes).then(() => writer.close()).catch(() => {});
  return new Response(unzip.readable).arrayBuffer();
}
