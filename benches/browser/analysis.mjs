// The ways of reading, asked as the page asks them: an address in, finished markup out. In the larger worker in
// Chromium and natively, in one run.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { digits, keep, quantile, table } from "./results.mjs";
import { browse, serve } from "./serve.mjs";

/** What the target names; the other rows are told besides. */
const AIM = 100;
const NAMED = /^(concordance|collocates|keyness|trend|five terms)/;

export async function analysis(bench) {
  const source = join(bench.data, "news/articles.jsonl");
  if (!existsSync(source)) throw new Error(`${source} is absent: nothing to measure`);
  mkdirSync(bench.cache, { recursive: true });
  const pack = join(bench.cache, "analysis.wenlan");
  execFileSync(bench.wenlan, ["pack", source, "-o", pack], { stdio: "ignore" });

  const { site } = bench;
  const host = await serve({ bench: bench.here, dist: site.dist }, (path, body) => path === "/done" && host.done(JSON.parse(body)));
  host.put("/pack", readFileSync(pack));
  const at = (name) => `${host.origin}/dist/${name}`;
  const parts = { js: at(site.fullJs), wasm: at(site.fullWasm), lexicon: at(site.lexicon), pack: "/pack" };
  host.put("/job.json", JSON.stringify({ kind: "readings", ...parts }));
  const done = new Promise((resolve) => (host.done = resolve));
  const got = await browse(`${host.origin}/bench/page.html`, done, bench.limit);
  host.close();
  if (got.error) throw new Error(got.error);

  const env = { ...process.env, WENLAN_DATA: bench.data, PACK: pack };
  const native = bench.native
    ? Object.fromEntries(
        execFileSync("cargo", ["bench", "-q", "--features", "cli", "--bench", "analysis"], { cwd: bench.root, encoding: "utf8", env })
          .split("\n")
          .map((line) => line.split("\t"))
          .filter((cells) => cells.length > 1)
          .map(([name, median]) => [name, Number(median)]),
      )
    : {};
  const rows = got.rows.map(({ name, times, bytes }) => [
    name,
    digits(quantile(times, 0.5)),
    digits(quantile(times, 1)),
    digits(native[name]),
    digits(bytes / 1000),
  ]);
  const slow = got.rows.filter(({ name, times }) => NAMED.test(name) && quantile(times, 0.5) > AIM).map(({ name }) => name);
  const said = slow.length ? `Over ${AIM} ms: ${slow.join("; ")}.` : `All that the aim of ${AIM} ms names are below it.`;
  const about = `${got.articles} news articles, ${digits(got.chars / 1e6)} million characters, pack ${digits(got.packed / 1e6)} MB. Each row: an address as the page sends it, answered with finished markup of 50 rows, inside the larger worker; median and worst of the rounds. Words are numbered once per corpus, at the first question that needs them: ${digits(got.first)} ms in Chromium, ${digits(native["words numbered"])} ms natively; this is not in the rows.`;
  keep(bench.root, "analysis", `## Reading\n\n{when}\n\n${about}\n\n${table(["question", "Chromium ms", "worst", "native ms", "markup kB"], rows)}\n\n${said}`);
}
