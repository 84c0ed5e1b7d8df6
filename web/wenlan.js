// The JavaScript module: a corpus for scripts and portals. Types and explanations: wenlan.d.ts.
// All work happens in the worker; here questions are written, and answers read.
import { connect } from "./link.js";

// Names and integrity of the parts, put in by `wenlan finish`.
const build = null;

const FIELDS = ["theme", "place", "source", "year", "kind", "origin"];
const SORTS = ["relevance", "newest", "oldest", "longest"];
const PACK = "wenlan\r\n";

/** Writes questions as `protocol::Ask` has them: a byte that says what is asked, then its parts (postcard). */
class Writer {
  #parts;
  constructor(asked, body = new Uint8Array()) {
    this.#parts = [Uint8Array.of(asked), typeof body === "string" ? new TextEncoder().encode(body) : body];
  }
  number(n) {
    const bytes = [];
    while (n > 127) {
      bytes.push((n % 128) | 128);
      n = Math.floor(n / 128);
    }
    bytes.push(n);
    this.#parts.push(Uint8Array.from(bytes));
    return this;
  }
  bytes(bytes) {
    this.number(bytes.length);
    this.#parts.push(bytes);
    return this;
  }
  text(text) {
    return this.bytes(new TextEncoder().encode(text));
  }
  maybe(text) {
    return text === undefined ? this.number(0) : this.number(1).text(text);
  }
  end() {
    const out = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}

function text(value, what) {
  if (typeof value !== "string") throw new TypeError(`${what} must be a string, not ${kind(value)}`);
  return value;
}

function count(value, what) {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new TypeError(`${what} must be a whole number from 0, not ${String(value)}`);
  }
  return value;
}

function kind(value) {
  return value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
}

/** A query with its filters, as the engine takes it. */
function putQuery(writer, query, { filters = {}, sort = "relevance", offset = 0, limit = 10, unfold = true }) {
  if (typeof filters !== "object" || filters === null || Array.isArray(filters)) {
    throw new TypeError(`filters must be an object such as {theme: "green", from: "2024"}, not ${kind(filters)}`);
  }
  if (!SORTS.includes(sort)) throw new TypeError(`sort must be one of ${SORTS.join(", ")}, not ${String(sort)}`);
  const { from, to, ...fields } = filters;
  const list = [];
  for (const [field, values] of Object.entries(fields)) {
    const id = FIELDS.indexOf(field);
    if (id < 0) throw new TypeError(`there is no filter ${field}: give ${FIELDS.join(", ")}, from or to`);
    if (values === undefined) continue;
    for (const value of Array.isArray(values) ? values : [values]) {
      const plain = typeof value === "object" && value !== null ? value.value : String(value);
      const out = typeof value === "object" && value !== null ? value.out === true : plain.startsWith("-");
      text(plain, `a value of the filter ${field}`);
      list.push([id, out && plain === value ? plain.slice(1) : plain, out]);
    }
  }
  writer.text(text(query, "the query")).number(list.length);
  for (const [field, value, out] of list) writer.number(field).text(value).number(out ? 1 : 0);
  for (const [date, what] of [[from, "from"], [to, "to"]]) {
    writer.maybe(date === undefined ? undefined : text(date, `the filter ${what}`));
  }
  return writer.number(SORTS.indexOf(sort)).number(count(offset, "offset")).number(count(limit, "limit")).number(unfold ? 1 : 0).maybe(undefined);
}

const READS = ["kwic", "spread", "trend", "collocates", "keyness", "words", "compare"];
const ASKS = ["a", "b", "by", "holds", "min", "near", "node", "period", "rest", "span", "stop", "tag", "terms"];

/** Rows, and the address of the view that reads so: what the page's own address would say. */
function readAddress(read, query, { filters = {}, limit = 100, ...asks }) {
  const address = new URLSearchParams({ read, q: text(query, "the query") });
  for (const [field, values] of Object.entries(filters ?? {})) {
    if (![...FIELDS, "from", "to"].includes(field)) throw new TypeError(`there is no filter ${field}: give ${FIELDS.join(", ")}, from or to`);
    for (const value of Array.isArray(values) ? values : [values]) {
      const plain = typeof value === "object" && value !== null ? (value.out ? `-${value.value}` : value.value) : value;
      if (plain !== undefined) address.append(field, String(plain));
    }
  }
  for (const [name, value] of Object.entries(asks)) {
    if (!ASKS.includes(name)) throw new TypeError(`${read} has no option ${name}: give filters, limit, ${ASKS.join(", ")}`);
    if (value === undefined) continue;
    address.set(name, value === true ? "1" : Array.isArray(value) ? value.join(name === "stop" ? " " : ",") : String(value));
  }
  return `${count(limit, "limit")}\n${address}`;
}

async function load(href, integrity, what, signal) {
  let answer;
  try {
    answer = await fetch(href, { signal, ...(integrity ? { integrity } : {}) });
  } catch (error) {
    if (signal?.aborted) throw error;
    const other = new URL(href).origin === location.origin ? "" : "; its host must send Access-Control-Allow-Origin";
    throw new Error(`${what} could not be fetched: check ${href} and the network${other}`, { cause: error });
  }
  if (!answer.ok) throw new Error(`${what} could not be fetched: ${href} answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const FORMS = "give an address, a File or Blob, an ArrayBuffer, {name, text}, {name, bytes}, or a list of them";

/** Whatever was given as files, as a list of {name, bytes, modified}. */
async function filesOf(given) {
  const isOne = given instanceof Blob || given instanceof ArrayBuffer || ArrayBuffer.isView(given) || typeof given?.name === "string";
  if (!isOne && typeof given?.[Symbol.iterator] !== "function" && typeof given?.length !== "number") {
    throw new TypeError(`${kind(given)} is no file: ${FORMS}`);
  }
  const list = isOne ? [given] : Array.from(given);
  return Promise.all(
    list.map(async (file) => {
      let bytes = file?.bytes ?? file?.text ?? file;
      // A File has text() of its own.
      if (file instanceof Blob) bytes = await file.arrayBuffer();
      if (typeof bytes === "string" && typeof file !== "string") bytes = new TextEncoder().encode(bytes);
      else if (ArrayBuffer.isView(bytes)) bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      else if (bytes instanceof ArrayBuffer) bytes = new Uint8Array(bytes);
      else throw new TypeError(`${kind(file)} is no file: ${FORMS}`);
      const modified = file.lastModified ? new Date(file.lastModified).toISOString().slice(0, 10) : undefined;
      return { name: typeof file.name === "string" ? file.name : "", bytes, modified };
    }),
  );
}

const isPack = ({ name, bytes }) => /\.wenlan$/i.test(name) || String.fromCharCode(...bytes.subarray(0, PACK.length)) === PACK;

/** Opens a corpus; see wenlan.d.ts. */
export async function open(what, options = {}) {
  const { signal, onProgress, name = "" } = options ?? {};
  text(name, "options.name");
  if (!build) throw new Error("this is the module's source: use the wenlan.js of a built site (./dev build)");
  signal?.throwIfAborted();
  const at = (part) => new URL(part, import.meta.url).href;
  const tell = (stage, done, of) => onProgress?.({ stage, done, of });
  let files = null;
  let address = { href: at(build.pack.href), integrity: build.pack.integrity };
  if (typeof what === "string" || what instanceof URL) address = { href: at(what) };
  else if (what !== undefined && what !== null) files = await filesOf(what);
  signal?.throwIfAborted();
  if (files?.length === 0) throw new TypeError(`the list of files is empty: ${FORMS}`);
  const packs = files?.filter(isPack) ?? [];
  if (packs.length > 0 && files.length > 1) {
    throw new TypeError("a pack is opened alone: give one .wenlan file, or articles without one");
  }

  const state = { gone: null };
  const link = connect(
    { worker: at(build.worker.shell), js: at(build.worker.js), wasm: at(build.worker.wasm), integrity: build.worker.integrity },
    (why) => (state.gone ??= `the worker ended (${why}): call open() again`),
  );
  const abort = () => {
    state.gone = "opening was aborted";
    link.stop();
  };
  signal?.addEventListener("abort", abort);
  try {
    tell("fetch", 0, 1);
    const bytes = packs[0]?.bytes ?? load(address.href, address.integrity, "the pack", signal);
    if (bytes instanceof Promise) bytes.catch(() => {});
    await link.start().catch((error) => {
      const hint = new URL(import.meta.url).origin === location.origin ? "" : "; its host must send Access-Control-Allow-Origin";
      throw new Error(`the engine could not be started from ${at(".")}: ${error.message}${hint}`, { cause: error });
    });
    const corpus = new Corpus(link, state, at);
    await corpus.send(new Writer(0, build.id));
    const pack = await bytes;
    tell("open", 1, 1);
    corpus.settle(await corpus.send(new Writer(1, pack)));
    // Articles alone: the bundled corpus, opened just now, lends its themes.
    if (files && packs.length === 0) await corpus.take(files, name || files[0].name, onProgress);
    signal?.throwIfAborted();
    return corpus.face();
  } catch (error) {
    state.gone ??= "the corpus could not be opened";
    link.stop();
    if (signal?.aborted) throw signal.reason;
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** The open corpus behind what scripts see. */
class Corpus {
  #link;
  #state;
  #at;
  #full = null;
  #info = null;

  constructor(link, state, at) {
    this.#link = link;
    this.#state = state;
    this.#at = at;
  }

  settle(info) {
    this.#info = Object.freeze(info);
  }

  /** Sends a question; settles with what is told, or an Error that says why not. */
  async send(writer, onProgress) {
    if (this.#state.gone) throw new Error(this.#state.gone);
    let answer;
    try {
      answer = await this.#link.askScript(writer.end(), onProgress);
    } catch (error) {
      throw new Error(this.#state.gone ?? `the worker could not answer: ${error.message}`, { cause: error });
    }
    const body = answer.subarray(1);
    if (answer[0] === 2) return answer.slice(1);
    const said = new TextDecoder().decode(body);
    if (answer[0] === 0) return JSON.parse(said);
    throw new Error(said);
  }

  /** Puts the larger engine and the lexicon in place, once. */
  #needFull() {
    const fetchAndHand = async () => {
      if (this.#state.gone) throw new Error(this.#state.gone);
      const lexicon = load(this.#at(build.lexicon.href), build.lexicon.integrity, "the lexicon");
      lexicon.catch(() => {});
      const { js, wasm, integrity } = build.full;
      try {
        await this.#link.upgrade({ js: this.#at(js), wasm: this.#at(wasm), integrity });
      } catch (error) {
        throw new Error(this.#state.gone ?? `the larger engine could not be loaded: ${error.message}`, { cause: error });
      }
      await this.send(new Writer(2, await lexicon));
    };
    this.#full ??= fetchAndHand().catch((error) => {
      this.#full = null;
      throw error;
    });
    return this.#full;
  }

  async take(files, fresh, onProgress) {
    if (files.length === 0) throw new TypeError(`the list of files is empty: ${FORMS}`);
    for (const file of files) {
      if (!file.name) throw new TypeError("an article's file needs a name, which tells its kind: new File([…], \"a.md\")");
      if (isPack(file)) throw new TypeError(`${file.name} is a pack: open it with open(), packs cannot be added`);
    }
    await this.#needFull();
    const writer = new Writer(9).number(files.length);
    for (const { name, bytes, modified } of files) writer.text(name).bytes(bytes).maybe(modified);
    const report = await this.send(writer.maybe(fresh), onProgress);
    this.settle(report.info);
    return report;
  }

  /** What scripts get. */
  face() {
    const corpus = this;
    const reads = READS.map((read) => [
      read,
      async (query = "", options = {}) => {
        const writer = new Writer(11, readAddress(read, query, options ?? {}));
        await corpus.#needFull();
        return corpus.send(writer);
      },
    ]);
    return Object.freeze({
      ...Object.fromEntries(reads),
      get info() {
        return corpus.#info;
      },
      async search(query, options = {}) {
        return corpus.send(putQuery(new Writer(3), query, options ?? {}));
      },
      async themes(filters = {}, options = {}) {
        const writer = putQuery(new Writer(4), "", { filters: filters ?? {} });
        await corpus.#needFull();
        return corpus.send(writer, options?.onProgress);
      },
      async segment(string) {
        const writer = new Writer(5, text(string, "the text"));
        await corpus.#needFull();
        return corpus.send(writer);
      },
      async ends(string) {
        const writer = new Writer(6, text(string, "the text"));
        await corpus.#needFull();
        return new Uint32Array((await corpus.send(writer)).buffer);
      },
      async clean(string, options = {}) {
        const writer = new Writer(options?.simplified ? 8 : 7, text(string, "the text"));
        await corpus.#needFull();
        return corpus.send(writer);
      },
      async add(files, options = {}) {
        return corpus.take(await filesOf(files), undefined, options?.onProgress);
      },
      async export() {
        return corpus.send(new Writer(10));
      },
      close() {
        corpus.#state.gone ??= "the corpus is closed: call open() again";
        corpus.#link.stop();
      },
    });
  }
}
