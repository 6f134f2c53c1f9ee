// SQLite in the browser, spoken to in its own language (https://sqlite.org/c3ref/intro.html).
//
// `sqlite3.wasm` is a library of C functions. What comes with it in JavaScript is made for databases
// on disk, in workers and with callbacks, and weighs 67 KB compressed; a database that is read from
// memory needs the dozen functions that this file calls. Its files, clocks and so on are never used,
// so every function of an operating system that the library asks for says “not here”.

const OK = 0;
const ROW = 100;
const DONE = 101;
const NOT_HERE = 52; // ENOSYS
const COPY = -1; // SQLITE_TRANSIENT: SQLite copies what it is given
const FREE_ON_CLOSE = 1;
const RESIZEABLE = 2;
const PAGE = 65536;
const LEAST_PAGES = 128;
const MOST_PAGES = 32768;
const SHORT = 48;

const KINDS = { 1: "number", 2: "number", 3: "text", 4: "blob", 5: "null" };

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

// The engine, from the bytes of sqlite3.wasm.
export async function startEngine(wasm) {
  const memory = new WebAssembly.Memory({ initial: LEAST_PAGES, maximum: MOST_PAGES });
  const module = await WebAssembly.compile(wasm);
  const imports = { env: { memory }, wasi_snapshot_preview1: {} };
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind === "function") imports[from][name] = systemCalls(memory)[name] ?? notHere(from);
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  exports.__wasm_call_ctors();
  return { functions: exports, memory };
}

// Copy a short text of plain letters, which is sooner done one by one; how many were copied.
function copyAscii(words, bytes, from) {
  if (words.length > SHORT) return 0;
  let at = 0;
  for (let code; at < words.length && (code = words.charCodeAt(at)) < 128; at += 1)
    bytes[from + at] = code;
  return at;
}

function notHere(from) {
  return from === "env" ? () => -NOT_HERE : () => NOT_HERE;
}

// What the library does need of a system: the time, more memory, and no environment.
function systemCalls(memory) {
  const write = (at, value) => new DataView(memory.buffer).setUint32(at, value, true);
  return {
    emscripten_date_now: () => Date.now(),
    emscripten_get_now: () => performance.now(),
    emscripten_get_heap_max: () => MOST_PAGES * PAGE,
    emscripten_resize_heap: (bytes) => grow(memory, bytes >>> 0),
    clock_time_get(clock, precision, at) {
      new DataView(memory.buffer).setBigUint64(at, BigInt(Date.now()) * 1000000n, true);
      return OK;
    },
    environ_sizes_get(count, bytes) {
      write(count, 0);
      write(bytes, 0);
      return OK;
    },
    environ_get: () => OK,
  };
}

// A fifth more than is asked for, so that a growing database does not ask too often.
function grow(memory, bytes) {
  const now = memory.buffer.byteLength / PAGE;
  for (const wish of [Math.min(bytes * 1.2, MOST_PAGES * PAGE), bytes]) {
    try {
      memory.grow(Math.ceil(wish / PAGE) - now);
      return 1;
    } catch {
      // Not so much: a phone may have just enough for what is asked.
    }
  }
  return 0;
}

// A database in memory.
export class Connection {
  constructor(engine) {
    this.c = engine.functions;
    this.memory = engine.memory;
    this.prepared = new Map();
    this.sql = new Map();
    this.room = { at: 0, bytes: 0 };
    const where = this.c.sqlite3_malloc(4);
    const code = this.c.sqlite3_open(this.text(":memory:"), where);
    this.db = new DataView(this.memory.buffer).getUint32(where, true);
    this.c.sqlite3_free(where);
    this.check(code);
  }

  // Put the bytes of a database file in the place of a schema, such as "main".
  load(schema, bytes) {
    const at = this.c.sqlite3_malloc64(BigInt(bytes.length));
    if (!at) throw new Error("There is not enough memory for the directory");
    this.heap().set(bytes, at);
    const size = BigInt(bytes.length);
    const how = FREE_ON_CLOSE | RESIZEABLE;
    this.check(this.c.sqlite3_deserialize(this.db, this.text(schema), at, size, size, how));
  }

  // The whole database as the bytes of a file.
  bytes() {
    const where = this.c.sqlite3_malloc(8);
    const at = this.c.sqlite3_serialize(this.db, this.text("main"), where, 0);
    const size = Number(new DataView(this.memory.buffer).getBigInt64(where, true));
    const bytes = this.heap().slice(at, at + size);
    this.c.sqlite3_free(at);
    this.c.sqlite3_free(where);
    return bytes;
  }

  // Let go of every prepared statement; each is prepared again when it is next asked for.
  forget() {
    for (const { statement } of this.prepared.values()) this.c.sqlite3_finalize(statement);
    this.prepared.clear();
  }

  close() {
    this.forget();
    if (this.room.at) this.c.sqlite3_free(this.room.at);
    this.check(this.c.sqlite3_close_v2(this.db));
  }

  // Let statements be asked for by name: `rows` of [name, sql].
  learn(named) {
    for (const [name, sql] of named) this.sql.set(name, sql);
  }

  // Every row that a named statement gives, by column.
  rows(name, asked = {}) {
    const sql = this.sql.get(name);
    if (sql === undefined) throw new Error(`There is no statement ${name}`);
    return this.query(sql, asked);
  }

  // The first value of the first row that a named statement gives.
  value(name, asked = {}) {
    return Object.values(this.rows(name, asked)[0])[0];
  }

  // Every row that some SQL gives, by column.
  query(sql, asked = {}) {
    const prepared = this.prepare(sql);
    const { statement, parameters, columns } = prepared;
    parameters.forEach((parameter, at) => this.bind(statement, at + 1, asked[parameter]));
    const found = [];
    try {
      while (this.step(statement)) {
        const row = {};
        for (let at = 0; at < columns.length; at += 1)
          row[columns[at]] = this.column(statement, at);
        found.push(row);
      }
    } finally {
      this.c.sqlite3_reset(statement);
    }
    return found;
  }

  // Run a statement that gives nothing, with values in the order of its question marks.
  run(sql, values = []) {
    const { statement } = this.prepare(sql);
    values.forEach((value, at) => this.bind(statement, at + 1, value));
    this.step(statement);
    this.check(this.c.sqlite3_reset(statement));
  }

  // Put rows into a table, given as a list of values for each column.
  insert(table, columns) {
    const names = Object.keys(columns);
    const lists = Object.values(columns);
    if (!lists[0]?.length) return; // a table with no rows travels with no columns
    const quoted = names.map((name) => `"${name}"`).join(", ");
    const marks = names.map(() => "?").join(", ");
    const { statement } = this.prepare(`INSERT INTO "${table}" (${quoted}) VALUES (${marks})`);
    for (let row = 0; row < lists[0].length; row += 1) {
      for (let at = 0; at < lists.length; at += 1) this.bind(statement, at + 1, lists[at][row]);
      this.step(statement);
      this.c.sqlite3_reset(statement);
    }
  }

  prepare(sql) {
    const known = this.prepared.get(sql);
    if (known) return known;
    const where = this.c.sqlite3_malloc(4);
    const code = this.c.sqlite3_prepare_v2(this.db, this.text(sql), -1, where, 0);
    const statement = new DataView(this.memory.buffer).getUint32(where, true);
    this.c.sqlite3_free(where);
    this.check(code);
    const count = (number, nameOf) => Array.from({ length: number }, (_, at) => nameOf(at));
    const parameters = count(this.c.sqlite3_bind_parameter_count(statement), (at) =>
      this.textAt(this.c.sqlite3_bind_parameter_name(statement, at + 1)).slice(1),
    );
    const columns = count(this.c.sqlite3_column_count(statement), (at) =>
      this.textAt(this.c.sqlite3_column_name(statement, at)),
    );
    const prepared = { statement, parameters, columns };
    this.prepared.set(sql, prepared);
    return prepared;
  }

  bind(statement, at, value) {
    if (value === null || value === undefined) this.c.sqlite3_bind_null(statement, at);
    else if (typeof value === "string") {
      const text = this.text(value);
      this.c.sqlite3_bind_text(statement, at, text, this.written - 1, COPY);
    } else if ((value | 0) === value) this.c.sqlite3_bind_int(statement, at, value);
    else this.c.sqlite3_bind_double(statement, at, value);
  }

  step(statement) {
    const code = this.c.sqlite3_step(statement);
    if (code !== ROW && code !== DONE) this.check(code);
    return code === ROW;
  }

  column(statement, at) {
    const kind = KINDS[this.c.sqlite3_column_type(statement, at)];
    if (kind === "null") return null;
    if (kind === "number") return this.c.sqlite3_column_double(statement, at);
    const read = kind === "text" ? this.c.sqlite3_column_text : this.c.sqlite3_column_blob;
    const from = read(statement, at);
    const bytes = this.heap().subarray(from, from + this.c.sqlite3_column_bytes(statement, at));
    return kind === "text" ? decoder.decode(bytes) : bytes.slice();
  }

  // Write some text where SQLite can read it until the next is written; `written` counts its bytes.
  text(words) {
    const most = words.length * 3 + 1; // UTF-8 takes three bytes at most for each of JavaScript's
    if (most > this.room.bytes) {
      if (this.room.at) this.c.sqlite3_free(this.room.at);
      this.room = { at: this.c.sqlite3_malloc(most * 2), bytes: most * 2 };
      if (!this.room.at) throw new Error("There is not enough memory for a text");
    }
    const { at } = this.room;
    const bytes = this.heap();
    let written = copyAscii(words, bytes, at);
    if (written < words.length)
      ({ written } = encoder.encodeInto(words, bytes.subarray(at, at + most)));
    bytes[at + written] = 0;
    this.written = written + 1;
    return at;
  }

  // The engine's memory as bytes. When it grows, what was seen of it before is no more.
  heap() {
    if (this.seen?.buffer !== this.memory.buffer) this.seen = new Uint8Array(this.memory.buffer);
    return this.seen;
  }

  // The text that stands at an address, up to its nought.
  textAt(from) {
    if (!from) return "";
    const bytes = this.heap();
    return decoder.decode(bytes.subarray(from, bytes.indexOf(0, from)));
  }

  check(code) {
    if (code === OK || code === DONE) return;
    const said = this.textAt(this.c.sqlite3_errmsg(this.db));
    throw new Error(`SQLite could not do that: ${said} (${code})`);
  }
}
