// Engines side by side: recall, precision, ranking, latency, bytes, memory, building.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { draw, judge, news, truth } from "./queries.mjs";
import { brotli, digits, keep, quantile, table } from "./results.mjs";
import { browse, serve } from "./serve.mjs";

const ENGINES = ["wenlan", "pagefind", "flexsearch", "minisearch", "orama", "lunr", "scan"];
const NAMES = {
  wenlan: "Wenlan",
  pagefind: "Pagefind 1.6.0",
  flexsearch: "FlexSearch 0.8.212, CJK, context 1",
  minisearch: "MiniSearch 7.2.0, bigrams, AND",
  orama: "Orama 3.1.18, mandarin",
  lunr: "lunr 2.3.9, zh 1.22.0",
  scan: "plain scan, unranked",
  words: "tantivy 0.27, native, words",
  bigrams: "tantivy 0.27, native, 2-grams",
  native: "Wenlan, native",
};
const clock = (work) => {
  const start = performance.now();
  const value = work();
  return [value, (performance.now() - start) / 1000];
};

/** Bytes of the sections that make up the index. */
function indexBytes(pack) {
  let sum = 0;
  for (let i = 0, n = pack.readUInt32LE(12); i < n; i++) {
    const at = 32 + i * 12;
    const [tag, from, length] = [pack.toString("latin1", at, at + 4), pack.readUInt32LE(at + 4), pack.readUInt32LE(at + 8)];
    if (["gdir", "gpst", "voca"].includes(tag)) sum += brotli(pack.subarray(from, from + length));
  }
  return sum;
}

/** Pagefind's site of the articles, built by its own program. */
function pagefindSite(bench, docs, name) {
  const folder = join(bench.cache, "pagefind", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  docs.forEach(({ title, body }, n) =>
    writeFileSync(
      join(folder, `${n}.html`),
      `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${escape(title)}</title><body data-pagefind-body><h1>${escape(title)}</h1>${escape(body)
        .split("\n")
        .map((line) => `<p>${line}</p>`)
        .join("")}</body></html>`,
    ),
  );
  const program = join(bench.cache, "node_modules/.bin/pagefind");
  const [, build] = clock(() => execFileSync(program, ["--site", folder, "--silent"], { stdio: "ignore" }));
  const out = join(folder, "pagefind");
  const read = (...path) => readFileSync(join(out, ...path));
  // Fragments hold the texts, which other engines are not charged for either.
  let index = readdirSync(join(out, "index")).reduce((sum, file) => sum + read("index", file).length, 0);
  for (const file of readdirSync(out)) if (file.endsWith(".pf_meta")) index += read(file).length;
  const fragments = readdirSync(join(out, "fragment")).map((file) => {
    const text = gunzipSync(read("fragment", file)).toString("utf8");
    const { url } = JSON.parse(text.slice(text.indexOf("{")));
    return [file.replace(".pf_fragment", ""), Number(url.match(/(\d+)\.html/)[1])];
  });
  return { folder, build, index, fragments: JSON.stringify(Object.fromEntries(fragments)) };
}

/** One engine over one set of articles, in a browser of its own. */
async function measure(bench, name, set, host) {
  const { site } = bench;
  const job = { kind: "search", engine: name, docs: "/docs.json", queries: "/queries.json" };
  if (name === "wenlan") {
    const at = { js: site.js, wasm: site.wasm, link: site.link, shell: site.shell };
    for (const [part, file] of Object.entries(at)) job[part] = `${host.origin}/dist/${file}`;
    Object.assign(job, { docs: "/ids.json", pack: "/pack", round: true });
  }
  if (name === "pagefind") Object.assign(job, { place: "page", site: "/pagefind/pagefind/", fragments: "/fragments.json", docs: "/ids.json" });
  host.put("/job.json", JSON.stringify(job));
  const done = new Promise((resolve) => (host.done = resolve));
  const result = await browse(`${host.origin}/bench/page.html`, done, bench.limit);
  if (result.error) return result;
  const times = Object.values(result.times).flat();
  const round = result.round && Object.values(result.round).flat();
  const index = name === "pagefind" ? set.pagefind.index : name === "wenlan" ? set.indexBytes : host.index ? brotli(host.index) : 0;
  const size = (file) => brotli(readFileSync(join(site.dist, file)));
  const first = {
    wenlan: () => [site.js, site.wasm, site.link, site.shell].reduce((sum, file) => sum + size(file), 0) + brotli(set.pack),
    pagefind: () => result.first.map((url) => firstBytes(bench, set, new URL(url).pathname)).reduce((a, b) => a + b, 0),
  }[name];
  const code = [...host.npm].reduce((sum, file) => sum + brotli(readFileSync(join(bench.cache, "node_modules", file))), 0);
  return {
    judged: Object.fromEntries(Object.entries(host.found).map(([key, found]) => [key, judge(found, set.right[key])])),
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    round: round && [quantile(round, 0.5), quantile(round, 0.99)],
    open: result.open,
    reopen: result.reopen,
    index: index / set.docs.length,
    // What Pagefind fetches in its own worker is not seen from the page: not counted rather than counted short.
    first: name === "pagefind" ? undefined : first ? first() : code + index + set.textBytes,
    memory: result.memory && (result.memory + (result.wasm ?? 0)) / 1e6,
    build: name === "pagefind" ? set.pagefind.build : name === "wenlan" ? set.packing : result.build && result.build / 1000,
  };
}

/** Pagefind's own files are compressed already. */
function firstBytes(bench, set, path) {
  const bytes = readFileSync(join(set.pagefind.folder, path.replace("/pagefind/", "")));
  return /\.(js|json)$/.test(path) ? brotli(bytes) : bytes.length;
}

/** The native program of benches/tantivy, where it has been built. */
function natively(bench, set) {
  const program = process.env.WENLAN_TANTIVY ?? join(bench.target, "tantivy/release/bench-tantivy");
  if (!existsSync(program)) return {};
  const [docs, queries, pack] = ["docs", "queries", "pack"].map((name) => join(bench.cache, `native-${name}`));
  writeFileSync(docs, JSON.stringify(set.docs));
  writeFileSync(queries, JSON.stringify(set.queries));
  writeFileSync(pack, set.pack);
  const folder = join(bench.cache, "native");
  rmSync(folder, { recursive: true, force: true });
  const { scores, ...out } = JSON.parse(execFileSync(program, [docs, queries, pack, folder], { maxBuffer: 2 ** 30, encoding: "utf8" }));
  const rows = { scores };
  for (const [name, { found, times, build }] of Object.entries(out)) {
    const files = existsSync(join(folder, name)) ? readdirSync(join(folder, name)) : [];
    const index = files.reduce((sum, file) => sum + brotli(readFileSync(join(folder, name, file))), 0);
    const all = Object.values(times).flat();
    rows[name] = {
      judged: found && Object.fromEntries(Object.entries(found).map(([key, list]) => [key, judge(list, set.right[key])])),
      p50: quantile(all, 0.5),
      p99: quantile(all, 0.99),
      index: name === "native" ? set.indexBytes / set.docs.length : index / set.docs.length,
      build: build ?? set.packing,
    };
  }
  return rows;
}

function row(name, got) {
  if (got.error) return [NAMES[name], got.error, ...Array(9).fill("–")];
  const three = (key) => (got.judged ? ["W", "P", "S"].map((set) => digits(got.judged[set][key])).join(" / ") : "as above");
  const whole = got.judged?.W.whole === undefined ? "" : ` (${["W", "P", "S"].map((set) => digits(got.judged[set].whole)).join(" / ")})`;
  return [
    NAMES[name], three("zero"), three("recall"), three("precision") + whole, three("ten"), digits(got.p50), digits(got.p99),
    digits(got.index, 4), got.first ? digits(got.first / 1000) : "–", digits(got.memory), digits(got.build),
  ];
}

const HEAD = ["engine", "no answer %", "recall %", "precision %", "first ten right %", "p50 ms", "p99 ms", "index B br per article", "to first search kB br", "memory MB", "build s"];

export async function search(bench) {
  const host = await serve(
    { bench: bench.here, npm: join(bench.cache, "node_modules"), dist: bench.site.dist, pagefind: join(bench.cache, "pagefind/now") },
    (path, body) => {
      if (path === "/done") host.done(JSON.parse(body));
      else if (path.startsWith("/found/")) host.found = JSON.parse(body);
      else if (path.startsWith("/index/")) host.index = body;
    },
  );
  if (!bench.only) keep(bench.root, "search", ABOUT);
  for (const size of bench.sizes.length > 0 ? bench.sizes : [0, 632, 6320, 15952]) {
    console.error(size ? `${size} articles` : "the bundled articles");
    const set = prepare(bench, size, host);
    const rows = [];
    let said = "";
    for (const name of ENGINES.filter((name) => !bench.only || bench.only.includes(name))) {
      Object.assign(host, { found: null, index: null });
      host.npm.clear();
      if (name === "pagefind") {
        try {
          set.pagefind = pagefindSite(bench, set.docs, "now");
          host.put("/fragments.json", set.pagefind.fragments);
        } catch (error) {
          rows.push(row(name, { error: `its program did not run: ${error.message.split("\n")[0]}` }));
          continue;
        }
      }
      const got = await measure(bench, name, set, host).catch((error) => ({ error: error.message }));
      if (got.round) said = `Wenlan opens the pack in ${digits(got.open)} ms the first time, compiling included, then in ${digits(got.reopen)} ms. From the page through the worker and back: p50 ${digits(got.round[0])} ms, p99 ${digits(got.round[1])} ms.`;
      rows.push(row(name, got));
      console.error(`  ${rows.at(-1).join(" | ")}`);
    }
    if (!bench.only || bench.only.includes("tantivy")) {
      const { scores, ...engines } = natively(bench, set);
      for (const [name, got] of Object.entries(engines)) rows.push(row(name, got));
      if (scores) said += ` Scores of articles for one pair of characters, by Wenlan's counts and formula and by tantivy with the same settings: ${scores.queries} queries, ${scores.scores} scores, largest difference ${scores["largest difference"].toExponential(1)} of the score, ${scores["articles in one alone"]} articles found by one alone (Wenlan folds characters, tantivy does not).`;
    }
    const title = size ? `${size} news articles` : `The ${set.docs.length} bundled articles`;
    const part = `### ${title}, ${digits(set.megabytes)} MB\n\n{when}\n\n${table(HEAD, rows)}\n\n${said}`;
    // Each number of articles is a run of its own, kept as soon as it is done.
    if (bench.only) console.log(part);
    else keep(bench.root, `search ${size || "bundled"}`, part);
  }
  host.close();
}

function prepare(bench, size, host) {
  const file = join(bench.cache, "news.jsonl");
  const output = join(bench.cache, "news.wenlan");
  let { lines, docs } = size ? news(bench.data, size) : { lines: null, docs: null };
  if (!lines) {
    const read = execFileSync(bench.wenlan, ["read", join(bench.root, "articles"), "--json"], { maxBuffer: 2 ** 30, encoding: "utf8" });
    lines = read.split("\n").filter(Boolean);
    docs = lines.map((line) => JSON.parse(line)).map(({ id, title, body }) => ({ id, title, body }));
  }
  mkdirSync(bench.cache, { recursive: true });
  writeFileSync(file, lines.join("\n"));
  const [, packing] = clock(() => execFileSync(bench.wenlan, ["pack", file, "-o", output], { stdio: "ignore" }));
  const pack = readFileSync(output);
  const queries = draw(bench.wenlan, docs);
  const texts = Buffer.from(JSON.stringify(docs));
  host.put("/docs.json", texts);
  host.put("/ids.json", JSON.stringify(docs.map(({ id }) => ({ id }))));
  host.put("/queries.json", JSON.stringify(queries));
  host.put("/pack", pack);
  const megabytes = docs.reduce((sum, { title, body }) => sum + Buffer.byteLength(title) + Buffer.byteLength(body), 0) / 1e6;
  return { docs, queries, right: truth(docs, queries), pack, packing, indexBytes: indexBytes(pack), textBytes: brotli(texts), megabytes };
}

const ABOUT = `## Search

200 words of 2–4 characters (W), 200 phrases of two words (P) and 200 strings of three characters across a word border (S), drawn with a fixed seed. Right is an article whose title or body holds the query. Every engine collects and ranks all hits and makes snippets of the first ten; Wenlan counts facets and the histogram too. Each engine has a browser of its own; all run in a worker except Pagefind, which is asked from the page. Times are the middle of warm runs of each query; p50 and p99 are over the 600 queries.

First ten right: of the places that right articles could fill in the first ten, how many do. Precision is over all hits of a query, lower tiers included; for Wenlan in brackets that of the hits it labels as the whole string. Index: what the engine adds to the texts, brotli 11 (9 above 3 MB); Pagefind's files are compressed as it writes them, its fragments (texts) not counted. To first search: program, index and texts; not counted for Pagefind. Memory: what Chromium measures for page and worker, texts included, and the wasm memory, which it does not. Build: in the browser; Wenlan (with themes, repair and reading of the file) and Pagefind by their native programs.`;
