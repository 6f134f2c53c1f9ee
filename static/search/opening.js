// Opening a directory from the bytes of a database.

import { Connection, startEngine } from "./engine.js";
import { readDirectory } from "./sets.js";
import { unpack } from "./unpacking.js";

const GZIP = [0x1f, 0x8b];

// The directory in some bytes, compressed or not: of a database as it travelled, or as `bytesOf` gave
// it, which is opened sooner. `wasm` are the bytes of the engine. What it gives is for the functions
// of asking.js.
export async function openDirectory(bytes, wasm) {
  const [engine, file] = await Promise.all([startEngine(wasm), unzipped(new Uint8Array(bytes))]);
  const connection = new Connection(engine);
  connection.load("main", file);
  const made = connection.query("SELECT 1 FROM sqlite_schema WHERE name = 'entry_fts'").length
    ? connection
    : unpacked(engine, connection, file);
  made.learn(made.query("SELECT name, sql FROM statement").map(({ name, sql }) => [name, sql]));
  return { connection: made, known: readDirectory(made) };
}

function unpacked(engine, travelled, file) {
  travelled.close();
  const connection = new Connection(engine);
  connection.run("ATTACH ':memory:' AS travelled");
  connection.load("travelled", file);
  unpack(connection);
  connection.forget();
  connection.run("DETACH travelled");
  return connection;
}

// An opened directory as the bytes of a file, for keeping: it need not be unpacked again.
export function bytesOf({ connection }) {
  return connection.bytes();
}

// Give back the memory of a directory that nobody will ask again.
export function closeDirectory({ connection }) {
  connection.close();
}

async function unzipped(bytes) {
  if (!GZIP.every((sign, at) => bytes[at] === sign)) return bytes;
  const unzip = new DecompressionStream("gzip");
  const writer = unzip.writable.getWriter();
  // Not awaited: it is done only when somebody has read what comes out. A fault comes out there too.
  writer
    .write(bytes)
    .then(() => writer.close())
    .catch(() => {});
  return new Uint8Array(await new Response(unzip.readable).arrayBuffer());
}
