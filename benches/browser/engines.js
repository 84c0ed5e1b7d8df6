// One engine each: built over the articles (or opened), asked for all hits, ranked, with snippets of the first ten.
// `all` gives the numbers of all hits in order (and of those in a lower tier where the engine says so);
// `ask` is what is timed.
import * as wire from "./wire.js";

const clock = async (work) => {
  const start = performance.now();
  const value = await work();
  return [value, performance.now() - start];
};

/** The same snippet for all that have none of their own: the text around the first match. */
function snippet(body, query) {
  let at = body.indexOf(query);
  if (at < 0) at = Math.max(0, body.indexOf(query.slice(0, 2)));
  const from = Math.max(0, at - 30);
  return { text: body.slice(from, at + 50), mark: [at - from, at - from + query.length] };
}
const shown = (docs, numbers, query) => numbers.slice(0, 10).map((n) => ({ title: docs[n].title, ...snippet(docs[n].body, query) }));

function engine(docs, parts, numbersOf) {
  return {
    ...parts,
    all: async (query) => [await numbersOf(query)],
    ask: (query) => {
      const numbers = numbersOf(query);
      return numbers instanceof Promise ? numbers.then((list) => shown(docs, list, query)) : shown(docs, numbers, query);
    },
  };
}

export async function wenlan(job, docs) {
  const program = await import(job.js);
  const exports = await program.default({ module_or_path: fetch(job.wasm) });
  const pack = new Uint8Array(await (await fetch(job.pack)).arrayBuffer());
  const nothing = () => {};
  const opening = wire.request.open(pack);
  // Cold, with the browser's compiling of what has not run yet, and then again.
  const opens = [];
  for (let i = 0; i < 6; i++) opens.push((await clock(() => program.answer(opening, nothing)))[1]);
  const [open, ...again] = opens;
  const reopen = again.sort((a, b) => a - b)[2];
  const numbers = new Map(docs.map((doc, number) => [doc.id, number]));
  const messages = new Map();
  return {
    open,
    reopen,
    wasm: () => exports.memory.buffer.byteLength,
    all: async (query) => {
      messages.set(query, wire.request.explore(query, 10, 1));
      const { hits } = wire.told(program.ask(wire.ask.search(query, 1e6, 1), nothing));
      const first = hits.filter((hit) => hit.tier === "whole").length;
      return [hits.map((hit) => numbers.get(hit.id)), first];
    },
    // Hits, snippets, facets and histogram, as the page gets them.
    ask: (query) => program.answer(messages.get(query), nothing),
  };
}

export async function scan(_, docs) {
  const find = (query) => {
    const out = [];
    for (let n = 0; n < docs.length; n++) if (docs[n].body.includes(query) || docs[n].title.includes(query)) out.push(n);
    return out;
  };
  return engine(docs, {}, find);
}

export async function flexsearch(_, docs) {
  const { Index, Charset } = await import("/npm/flexsearch/dist/flexsearch.bundle.module.min.mjs");
  const index = new Index({ encoder: Charset.CJK, context: { depth: 1 } });
  const [, build] = await clock(() => docs.forEach((doc, n) => index.add(n, `${doc.title}\n${doc.body}`)));
  return engine(
    docs,
    {
      build,
      index: async () => {
        const parts = [];
        await index.export((key, data) => void parts.push(data ?? ""));
        return new Blob(parts);
      },
    },
    (query) => index.search(query, { limit: docs.length }),
  );
}

export async function minisearch(_, docs) {
  const { default: MiniSearch } = await import("/npm/minisearch/dist/es/index.js");
  const tokenize = (text) => {
    const out = [];
    for (const run of text.match(/[\p{L}\p{N}]+/gu) ?? []) {
      const chars = [...run];
      if (chars.length === 1) out.push(run);
      for (let i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1]);
    }
    return out;
  };
  const index = new MiniSearch({ fields: ["title", "body"], idField: "n", tokenize, searchOptions: { combineWith: "AND" } });
  const [, build] = await clock(() => index.addAll(docs.map(({ title, body }, n) => ({ n, title, body }))));
  return engine(docs, { build, index: () => new Blob([JSON.stringify(index)]) }, (query) => index.search(query).map((hit) => hit.id));
}

export async function orama(_, docs) {
  const { create, insertMultiple, search, save } = await import("/npm/@orama/orama/dist/browser/index.js");
  const { createTokenizer } = await import("/npm/@orama/tokenizers/dist/esm/mandarin.js");
  const db = await create({ schema: { title: "string", body: "string" }, components: { tokenizer: createTokenizer() } });
  const list = docs.map(({ title, body }, n) => ({ id: String(n), title, body }));
  const [, build] = await clock(() => insertMultiple(db, list, 500));
  return engine(
    docs,
    {
      build,
      index: async () => {
        const { docs: _texts, ...rest } = await save(db);
        return new Blob([JSON.stringify(rest)]);
      },
    },
    async (query) => (await search(db, { term: query, limit: docs.length })).hits.map((hit) => Number(hit.id)),
  );
}

export async function lunr(_, docs) {
  // Scripts of before modules: they want a global name to hang on.
  for (const file of ["lunr/lunr.js", "lunr-languages/lunr.stemmer.support.js", "lunr-languages/lunr.zh.js"]) {
    (0, eval)(await (await fetch(`/npm/${file}`)).text());
  }
  const library = self.lunr;
  const [index, build] = await clock(() =>
    library(function () {
      this.use(library.zh);
      this.ref("n");
      this.field("title");
      this.field("body");
      docs.forEach(({ title, body }, n) => this.add({ n: String(n), title, body }));
    }),
  );
  return engine(docs, { build, index: () => new Blob([JSON.stringify(index)]) }, (query) => index.search(query).map((hit) => Number(hit.ref)));
}

export async function pagefind(job) {
  const library = await import(`${job.site}pagefind.js`);
  await library.options({ basePath: job.site });
  const [, open] = await clock(() => library.init());
  // Which file of the site a fragment is, was read natively; the answer itself holds it only per fragment.
  const numbers = new Map(Object.entries(await (await fetch(job.fragments)).json()));
  const ask = async (query) => Promise.all((await library.search(query)).results.slice(0, 10).map((hit) => hit.data()));
  // All that is fetched for a first search.
  performance.setResourceTimingBufferSize(2000);
  await ask((await (await fetch(job.queries)).json()).W[0]);
  const fetched = performance.getEntriesByType("resource").map((entry) => entry.name);
  return {
    open,
    first: fetched.filter((name) => name.includes(job.site)),
    all: async (query) => [(await library.search(query)).results.map((hit) => numbers.get(hit.id))],
    ask,
  };
}
