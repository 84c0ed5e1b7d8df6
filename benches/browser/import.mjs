// A large file of articles dropped on the built page: how long until it is searchable and kept, what it costs in memory,
// and whether the page is held up meanwhile. Driven through chromedriver.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { session, settled, sleep } from "./driver.mjs";
import { digits, keep, table } from "./results.mjs";
import { serve } from "./serve.mjs";

/** Run in the page: long tasks and the gaps between frames, from now on. */
const WATCH = `
  const seen = (window.seen = { tasks: [], gap: 0, last: performance.now() });
  new PerformanceObserver((list) => { for (const { duration, startTime } of list.getEntries()) seen.tasks.push([startTime, duration]); }).observe({ type: "longtask", buffered: false });
  const frame = (now) => { seen.gap = Math.max(seen.gap, now - seen.last); seen.last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
`;

/** Resident bytes of all processes below one, now and at most: Linux tells. */
function resident(root) {
  const parents = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      const number = (key) => Number(status.match(new RegExp(`^${key}:\\s+(\\d+)`, "m"))?.[1] ?? 0);
      parents.set(Number(name), { parent: number("PPid"), now: number("RssAnon") * 1024, command: readFileSync(`/proc/${name}/cmdline`, "utf8") });
    } catch {
      // It has ended.
    }
  }
  let sum = 0;
  const isBelow = (id) => id === root || (parents.has(id) && parents.get(id).parent > 1 && isBelow(parents.get(id).parent));
  // The program of the pages alone: page and worker are threads of one process.
  for (const [id, { now, command }] of parents) if (command.includes("--type=renderer") && isBelow(id)) sum = Math.max(sum, now);
  return sum;
}

export async function imported(bench) {
  const host = await serve({ dist: bench.site.dist }, () => {});
  const file = bench.file ?? join(bench.data, "news/articles.jsonl");
  const size = statSync(file).size;
  let text = 0;
  let n = 0;
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const { title = "", body = "" } = JSON.parse(line);
    text += Buffer.byteLength(title) + Buffer.byteLength(body);
    n++;
  }
  const rows = [];
  for (let round = 1; round <= (bench.rounds ?? 3); round++) {
    const browser = await session();
    try {
      await browser.at("POST", "/url", { url: `${host.origin}/dist/index.html?lang=zh-Hans` });
      await settled(browser, "document.documentElement.dataset.ready === 'true'", 120);
      await sleep(3000);
      const page = resident(browser.process);
      // The larger engine and its dictionary, which any import needs, are there before: what follows is the articles'.
      await browser.run("return wenlanHost.lexicon().then(() => true);");
      await sleep(3000);
      await browser.run(WATCH);
      const before = resident(browser.process);
      const input = await browser.find("[data-testid='import-input']");
      // Chosen through the input, as a reader's file is: only a reference, no bytes.
      const start = Date.now();
      await browser.at("POST", `/element/${input}/value`, { text: file });
      let peak = before;
      let told = null;
      for (const end = start + bench.limit * 1000; Date.now() < end; await sleep(50)) {
        peak = Math.max(peak, resident(browser.process));
        told = await browser.run("const report = document.querySelector(\"[data-testid='import-report']\"); return report && report.dataset.articles;");
        if (told) break;
      }
      const seconds = (Date.now() - start) / 1000;
      if (!told) throw new Error(`not imported within ${bench.limit} s`);
      const reported = await browser.run("return performance.now();");
      const imported = resident(browser.process);
      // Searchable: an answer to a question that only the new articles answer.
      await browser.run("const input = document.querySelector(\"[data-testid='search-input']\"); input.value = '记者'; input.dispatchEvent(new Event('input', { bubbles: true }));");
      await settled(browser, "Number(document.querySelector(\"[data-testid='result-count']\")?.dataset.total) > 1000", 60);
      const searchable = (Date.now() - start) / 1000;
      for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
        peak = Math.max(peak, resident(browser.process));
        if (await browser.run("return /已存在|没能存/.test(document.querySelector(\"[data-testid='kept-note']\")?.textContent ?? '')")) break;
      }
      const kept = (Date.now() - start) / 1000;
      await sleep(1000);
      const after = resident(browser.process);
      const seen = JSON.parse(await browser.run("return JSON.stringify(window.seen)"));
      const during = seen.tasks.filter(([start]) => start < reported - 200).map(([, duration]) => duration);
      const then = seen.tasks.filter(([start]) => start >= reported - 200).map(([, duration]) => duration);
      const longest = (tasks) => `${tasks.length} (${digits(Math.max(0, ...tasks))})`;
      const times = (bytes) => `${digits(bytes / 1e6)} (${digits((bytes - before) / text, 2)})`;
      rows.push([round, told, digits(seconds), digits(searchable), digits(kept), digits(page / 1e6), digits(before / 1e6), times(imported), times(peak), times(after), longest(during), longest(then)]);
      console.error(`  ${rows.at(-1).join(" | ")}`);
    } finally {
      await browser.close();
    }
  }
  host.close();
  const head = ["round", "articles", "imported s", "searchable s", "kept s", "memory of the page MB", "with engine and dictionary MB", "imported MB (times the text)", "at most MB (times the text)", "after MB (times the text)", "tasks over 50 ms while it imports (longest ms)", "while it is then shown, searched and kept"];
  const said = `One file of ${n} news articles, ${digits(size / 1e6)} MB, ${digits(text / 1e6)} MB of titles and bodies, chosen in the built page.\n\n{when}\n\n${table(head, rows)}\n\nImported: until the report stands in the page. Searchable: until a query typed then is answered from the new articles. Kept: until the corpus is in the browser's storage. Memory: anonymous resident pages of the process that runs page and worker, looked at every 50 ms; in brackets what came on top of page, engine and dictionary, in times the text; at most: until the corpus was kept, when the browser takes over a copy of the pack. Tasks: the browser's Long Tasks on the page's thread.`;
  keep(bench.root, "import", `## Import\n\n${said}`);
}
