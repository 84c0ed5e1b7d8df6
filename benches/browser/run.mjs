#!/usr/bin/env node
// Side-by-side measurements in headless Chromium: `node benches/browser/run.mjs search|text|paint|analysis|import [SIZE ...]`.
// Called by `./dev bench search|text|paint|analysis|import`, which builds what it needs. Results go to benches/RESULTS.md.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { analysis } from "./analysis.mjs";
import { imported } from "./import.mjs";
import { paint } from "./paint.mjs";
import { search } from "./search.mjs";
import { text } from "./text.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const cache = join(process.env.WENLAN_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "wenlan"), "bench");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** The peers, as they were measured. */
export const PEERS = {
  pagefind: "1.6.0",
  flexsearch: "0.8.212",
  minisearch: "7.2.0",
  "@orama/orama": "3.1.18",
  "@orama/tokenizers": "3.1.18",
  lunr: "2.3.9",
  "lunr-languages": "1.22.0",
  "jieba-wasm": "2.4.0",
};

function fetchPeers() {
  const version = (name) => {
    const file = join(cache, "node_modules", name, "package.json");
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : null;
  };
  const missing = Object.entries(PEERS).filter(([name, wanted]) => version(name) !== wanted);
  if (missing.length === 0) return;
  mkdirSync(cache, { recursive: true });
  console.error(`fetching ${missing.map(([name, wanted]) => `${name} ${wanted}`).join(", ")}`);
  const all = Object.entries(PEERS).map(([name, wanted]) => `${name}@${wanted}`);
  // Nothing that a package brings is run while it is installed.
  const flags = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", "--prefix", cache];
  execFileSync("npm", [...flags, ...all], { stdio: ["ignore", "ignore", "inherit"] });
}

/** The built site's files by the beginning of their names. */
function built() {
  const dist = process.env.WENLAN_DIST ?? join(root, "dist");
  if (!existsSync(dist)) throw new Error(`${dist} is not there: run ./dev build first`);
  const names = readdirSync(dist);
  const named = (start, end) => {
    const name = names.find((name) => new RegExp(`^${start}-[0-9a-f]+\\.${end}$`).test(name));
    if (!name) throw new Error(`${dist} has no ${start}-….${end}: run ./dev build first`);
    return name;
  };
  return {
    dist,
    shell: named("wenlan-worker", "js"),
    link: named("link", "js"),
    js: named("worker", "js"),
    wasm: named("worker_bg", "wasm"),
    fullJs: named("worker_full", "js"),
    fullWasm: named("worker_full_bg", "wasm"),
    lexicon: named("lexicon", "bin"),
    pack: named("corpus", "wenlan"),
  };
}

const [what, ...rest] = process.argv.slice(2);
const jobs = { search, text, paint, analysis, import: imported };
if (!jobs[what]) {
  console.error("usage: run.mjs search|text|paint|analysis|import [SIZE ...] [--file FILE] [--rounds N] [--only ENGINE,...] [--limit SECONDS] [--no-native]");
  process.exit(2);
}
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
if (what === "search" || what === "text") fetchPeers();
await jobs[what]({
  here,
  root,
  cache,
  target,
  data: process.env.WENLAN_DATA ?? join(root, "../shared/data"),
  site: built(),
  wenlan: join(target, "release/wenlan"),
  sizes: rest.filter((word, i) => /^\d+$/.test(word) && !["--limit", "--rounds"].includes(rest[i - 1])).map(Number),
  native: !rest.includes("--no-native"),
  file: option("--file"),
  only: option("--only")?.split(","),
  rounds: Number(option("--rounds") ?? 3),
  limit: Number(option("--limit") ?? 240),
});
