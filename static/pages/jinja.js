// What the templates need while they run: they behave here as they do in Jinja, and so in Python.
// static/pages/templates.js is written in these words.

// Pieces of page, which are shown as they are. Everything else is escaped.
class Page {
  constructor(html) { this.html = html; }
  toString() { return this.html; }
}

const ALL = Symbol("every template");
const BLOCKS = Symbol("the blocks of this page");
const FILTERS = Symbol("filters of our own");
const GLOBALS = Symbol("what every template can name");

// A page. `globals` are what every template can name, imported ones too; `filters` those of our own.
export function render(templates, name, context, globals, filters) {
  const ground = inside(null, { range, ...globals });
  Object.assign(ground, { [ALL]: templates, [BLOCKS]: {}, [FILTERS]: filters, [GLOBALS]: ground });
  const c = inside(ground, context);
  let html = "";
  for (let template = templates[name]; template; template = templates[template.parent]) {
    c[BLOCKS] = { ...template.blocks, ...c[BLOCKS] };
    html += template.body(c);
  }
  return html;
}

function range(length) {
  return Array.from({ length }, (_, at) => at);
}

function inside(c, names = {}) {
  return Object.assign(Object.create(c), names);
}

export function block(c, name) {
  const found = c[BLOCKS][name];
  return found ? found(inside(c)) : "";
}

export function include(c, name) {
  return c[ALL][name].body(inside(c));
}

// What a template gives names to: its macros. Without context they know only what everybody does.
export function imported(c, name, withContext) {
  const module = inside(withContext ? c : c[GLOBALS]);
  c[ALL][name].body(module);
  return module;
}

export function part(c, body) {
  return new Page(body(inside(c)));
}

// A function that fills a macro's blanks, some with what it is `otherwise`; `calling` fills them with a piece of page to put in it.
export function macro(c, blanks, body, otherwise = {}) {
  const fill = (given, more) => {
    const names = Object.fromEntries(blanks.map((blank, at) => [blank, at < given.length ? given[at] : otherwise[blank]]));
    return new Page(body(inside(c, { ...names, ...more })));
  };
  const filled = (...given) => fill(given, {});
  filled.calling = (piece, ...given) => fill(given, { caller: () => piece });
  return filled;
}

export function call(does, ...given) {
  return does(...given);
}

// A loop. `only` says which of a list to take; `loop` in it knows how far it has come.
export function each(c, names, items, body, only) {
  const named = (item) => {
    if (names.length === 1) return inside(c, { [names[0]]: item });
    return inside(c, Object.fromEntries(names.map((name, at) => [name, item[at]])));
  };
  let taken = list(items).map(named);
  if (only) taken = taken.filter(only);
  return taken.map((inner, at) => {
    inner.loop = { index: at + 1, index0: at, first: at === 0, last: at === taken.length - 1, length: taken.length };
    return body(inner);
  }).join("");
}

// Whether Python takes something for true: nothing, nought, and all that is empty are not.
export function is(value) {
  if (value === null || value === undefined) return false;
  if (value instanceof Page) return value.html !== "";
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  if (typeof value === "object") return Object.keys(value).length > 0;
  return Boolean(value);
}

export function or(first, last) {
  return is(first) ? first : last;
}

export function and(first, last) {
  return is(first) ? last : first;
}

const WRITTEN = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

// Something as it stands on a page.
export function say(value) {
  if (value instanceof Page) return value.html;
  return words(value).replace(/[&<>"']/g, (sign) => WRITTEN[sign]);
}

// Something as a text, as Python writes it.
function words(value) {
  if (value === undefined) return "";
  if (value === null) return "None";
  if (value === true) return "True";
  return value === false ? "False" : String(value);
}

// Texts as one. As soon as one is a piece of page, so is the whole.
export function together(...texts) {
  return join(texts, "");
}

export function join(texts, between) {
  if (![between, ...texts].some((text) => text instanceof Page)) return texts.map(words).join(between);
  return new Page(texts.map(say).join(say(between)));
}

// Whether something is in a list, a text or an object's names.
export function holds(all, one) {
  if (all === null || all === undefined) return false;
  if (Array.isArray(all) || typeof all === "string") return all.includes(one);
  return one in all;
}

export function within(items, from, to) {
  return items.slice(from, to);
}

export function get(object, name, otherwise) {
  return name in object ? object[name] : otherwise;
}

export function split(text, at) {
  return text.split(at);
}

// Filters.

export function list(items) {
  return items === undefined ? [] : [...items];
}

export function length(items) {
  return items === undefined ? 0 : typeof items === "string" ? [...items].length : items.length;
}

export function first(items) {
  return items[0];
}

export function last(items) {
  return items[items.length - 1];
}

export function map(c, items, name) {
  return items.map(c[FILTERS][name]);
}

export function select(items) {
  return items.filter(is);
}

export function selectAttribute(items, name) {
  return items.filter((item) => is(item[name]));
}

export function rejectAttribute(items, name) {
  return items.filter((item) => !is(item[name]));
}

export function replace(text, old, fresh) {
  return text.split(old).join(fresh);
}

export function safe(html) {
  return new Page(words(html));
}

// A text without the spaces, or the signs given, at its ends.
export function trim(text, signs) {
  if (text instanceof Page) return new Page(trim(text.html, signs));
  const spare = signs === undefined ? (sign) => /\s/.test(sign) : (sign) => signs.includes(sign);
  let [from, to] = [0, text.length];
  while (from < to && spare(text[from])) from += 1;
  while (to > from && spare(text[to - 1])) to -= 1;
  return text.slice(from, to);
}
