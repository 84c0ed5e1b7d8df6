// Segmenters and repair side by side in Chromium, and natively in the same run.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { news } from "./queries.mjs";
import { brotli, digits, keep, table } from "./results.mjs";
import { browse, serve } from "./serve.mjs";

export async function text(bench) {
  const { site } = bench;
  const host = await serve({ bench: bench.here, npm: join(bench.cache, "node_modules"), dist: site.dist }, (path, body) => path === "/done" && host.done(JSON.parse(body)));
  const { docs } = news(bench.data, bench.sizes[0] ?? 3000);
  host.put("/texts.json", JSON.stringify(docs.map((doc) => doc.body)));
  const at = (name) => `${host.origin}/dist/${name}`;
  host.put("/job.json", JSON.stringify({ kind: "text", texts: "/texts.json", js: at(site.fullJs), wasm: at(site.fullWasm), lexicon: at(site.lexicon), pack: at(site.pack) }));
  const done = new Promise((resolve) => (host.done = resolve));
  const got = await browse(`${host.origin}/bench/page.html`, done, bench.limit);
  host.close();
  if (got.error) throw new Error(got.error);
  const native = bench.native ? natively(bench, "speed") : "";
  const rate = (name) => Number(native.match(new RegExp(`^${name}: ([\\d.]+)`, "m"))?.[1]);
  const size = (file) => brotli(readFileSync(file)) / 1000;
  const ours = size(join(site.dist, site.fullWasm)) + size(join(site.dist, site.fullJs));
  const theirs = ["jieba_rs_wasm_bg.wasm", "jieba_rs_wasm.js"].reduce((sum, name) => sum + size(join(bench.cache, "node_modules/jieba-wasm/pkg/web", name)), 0);
  const { wenlan, jieba, intl } = got;
  const rows = [
    ["Wenlan, cutting, Chromium", digits(wenlan.cut.rate), digits(wenlan.cut.rate / jieba.cut.rate), wenlan.cut.n, digits(wenlan.load), digits(wenlan.memory / 1e6), `${digits(ours)} + ${digits(size(join(site.dist, site.lexicon)))}`],
    ["Wenlan, cutting, native", digits(rate("cutting")), digits(rate("cutting") / jieba.cut.rate), "", digits(Number(native.match(/^opening: ([\d.]+)/m)?.[1])), "", ""],
    ["jieba-wasm 2.4.0, without HMM, Chromium", digits(jieba.cut.rate), "1", jieba.cut.n, digits(jieba.load), digits(jieba.memory / 1e6), digits(theirs)],
    ["Intl.Segmenter, Chromium", digits(intl.cut.rate), digits(intl.cut.rate / jieba.cut.rate), intl.cut.n, "0", "", "0"],
    ["Wenlan, cleaning, Chromium", digits(wenlan.clean.rate), "", "", "", "", ""],
    ["Wenlan, cleaning, native", digits(rate("cleaning")), "", "", "", "", ""],
    ["Wenlan, import without themes, Chromium", digits(wenlan.plain), "", "", "", "", ""],
    ["Wenlan, import with themes, Chromium", digits(wenlan.themed), "", "", "", "", ""],
  ];
  const head = ["what", "MB/s", "times jieba-wasm", "words", "load ms", "wasm memory MB", "kB br"];
  keep(bench.root, "text", `## Text\n\n{when}\n\n${docs.length} news bodies, ${digits(got.megabytes)} MB of UTF-8 in Chromium; natively all of the news. Each text goes in as a JavaScript string; Wenlan gives offsets back (\`Ends\`; natively the same question, without JavaScript's side), jieba-wasm a list of strings, Intl.Segmenter is walked through. Load: the lexicon's middle of five (first: ${digits(wenlan.first)} ms); for jieba-wasm its first cut. kB: program + lexicon. Cleaning is of clean text, its answer JSON. Import: reading of jsonl, repair, cutting, index.\n\n${table(head, rows)}\n\n${f1(bench)}`);
}

function natively(bench, part) {
  const env = { ...process.env, WENLAN_DATA: bench.data };
  return execFileSync("cargo", ["bench", "-q", "--features", "cli", "--bench", "text", "--", part], { cwd: bench.root, encoding: "utf8", env });
}

/** Word F1 and character error, natively: the same code. */
function f1(bench) {
  if (!bench.native) return "The native part was left out of this run.";
  const lines = `${natively(bench, "words")}\n${natively(bench, "repair")}`.split("\n").filter((line) => /word F1|character error/.test(line));
  return lines.map((line) => `- ${line}`).join("\n");
}
