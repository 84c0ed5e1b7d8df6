// The built page over a large corpus, worked by a real keyboard and mouse through chromedriver: how long until
// what was typed or clicked is painted (interaction to next paint, the browser's own Event Timing), and how long
// until its answer stands in the page.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { draw, news } from "./queries.mjs";
import { digits, keep, quantile, table } from "./results.mjs";
import { chromium, serve } from "./serve.mjs";

/** Run in the page: writes down each interaction, and when an answer came. */
const WATCH = `
  const seen = (window.seen = { events: [], answers: [], since: 0 });
  new PerformanceObserver((list) => {
    for (const { interactionId, name, duration, startTime } of list.getEntries()) if (interactionId) seen.events.push({ interactionId, name, duration, startTime });
  }).observe({ type: "event", durationThreshold: 16, buffered: false });
  const start = (event) => { if (event.isTrusted) seen.since = event.timeStamp; };
  for (const name of ["keydown", "pointerdown"]) addEventListener(name, start, true);
  // The answer is there when the count's line changes; it is on the screen in the frame after.
  const told = () => {
    if (!seen.since) return;
    const since = seen.since;
    seen.since = 0;
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => seen.answers.push(performance.now() - since); channel.port2.postMessage(0); });
  };
  new MutationObserver(told).observe(document.querySelector("main") ?? document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-query", "data-total"] });
`;
const DONE = "const { seen } = window; return JSON.stringify(seen);";

/** A session of the driver: one function that sends a command. */
export async function session(args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"]) {
  const port = 20000 + (process.pid % 20000);
  const child = spawn(process.env.CHROMEDRIVER ?? "chromedriver", [`--port=${port}`], { stdio: "ignore" });
  const send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message.split("\n")[0]}`);
    return value;
  };
  for (let i = 0; ; i++) {
    try {
      await send("GET", "/status");
      break;
    } catch (error) {
      if (i > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const { sessionId } = await send("POST", "/session", {
    capabilities: { alwaysMatch: { "goog:chromeOptions": { args, binary: process.env.CHROMIUM } } },
  });
  const at = (method, path, body) => send(method, `/session/${sessionId}${path}`, body);
  return {
    at,
    run: (script, args = []) => at("POST", "/execute/sync", { script, args }),
    close: async () => {
      await at("DELETE", "").catch(() => {});
      child.kill();
    },
  };
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function settled(browser, condition, seconds) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    if (await browser.run(`return ${condition};`)) return;
  }
  throw new Error(`not within ${seconds} s: ${condition}`);
}

const KEY = "element-6066-11e4-a52e-4f735466cecf";

export async function paint(bench) {
  const host = await serve({ dist: bench.site.dist }, () => {});
  for (const size of bench.sizes.length > 0 ? bench.sizes : [632, 15952]) {
    console.error(`${size} articles`);
    const { lines, docs } = news(bench.data, size);
    const [file, output] = [join(bench.cache, "news.jsonl"), join(bench.cache, "news.wenlan")];
    mkdirSync(bench.cache, { recursive: true });
    writeFileSync(file, lines.join("\n"));
    execFileSync(bench.wenlan, ["pack", file, "-o", output], { stdio: "ignore" });
    host.put("/dist/big.wenlan", readFileSync(output));
    const words = Object.values(draw(bench.wenlan, docs)).flatMap((list) => list.slice(0, 12));
    const browser = await session();
    try {
      await browser.at("POST", "/url", { url: `${host.origin}/dist/index.html?corpus=big.wenlan` });
      await settled(browser, "document.documentElement.dataset.ready === 'true'", 120);
      await sleep(3000);
      await browser.run(WATCH);
      const find = (selector) => browser.at("POST", "/element", { using: "css selector", value: selector });
      const count = async () => JSON.parse(await browser.run(DONE));
      const one = async (act) => {
        await act();
        await sleep(350);
      };
      const rows = [];
      const part = async (name, work) => {
        await browser.run("window.seen.events.length = 0; window.seen.answers.length = 0;");
        const n = await work();
        await sleep(500);
        const { events, answers } = await count();
        // The longest event of each interaction; those under 16 ms are not told and count as 16.
        const longest = new Map();
        for (const { interactionId, duration } of events) longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
        const paints = [...longest.values(), ...Array(Math.max(0, n - longest.size)).fill(16)];
        const told = paints.map((ms) => ms);
        rows.push([
          name, n, `${told.filter((ms) => ms <= 16).length} of ${told.length}`, digits(quantile(told, 0.5)), digits(quantile(told, 0.98)), answers.length,
          digits(quantile(answers, 0.5)), digits(quantile(answers, 0.98)),
        ]);
        console.error(`  ${rows.at(-1).join(" | ")}`);
      };
      await part("typing a character", async () => {
        let n = 0;
        for (const word of words) {
          const { [KEY]: input } = await find("[data-testid='search-input']");
          for (const c of word) {
            await one(() => browser.at("POST", `/element/${input}/value`, { text: c }));
            n++;
          }
          await browser.run("const input = document.querySelector(\"[data-testid='search-input']\"); input.value = ''; input.dispatchEvent(new Event('input', { bubbles: true }));");
          await sleep(400);
          await browser.run("window.seen.since = 0;");
        }
        return n;
      });
      await part("a facet's value", async () => {
        let n = 0;
        const selector = "[data-testid='facet'] a, a[data-testid='facet'], button[data-testid='facet']";
        for (let i = 0; i < 24; i++) {
          const list = await browser.at("POST", "/elements", { using: "css selector", value: selector });
          const { [KEY]: facet } = list[i % Math.max(1, Math.min(list.length, 6))] ?? {};
          if (!facet) break;
          await one(() => browser.at("POST", `/element/${facet}/click`, {}));
          n++;
        }
        return n;
      });
      const head = ["interaction", "times", "painted within 16 ms", "next paint p50 ms", "p98 ms", "answers", "answer painted p50 ms", "p98 ms"];
      const text = `### The page over ${size} news articles\n\n{when}\n\n${table(head, rows)}\n\nNext paint: the browser's Event Timing, in steps of 8 ms; what it does not tell (under 16 ms) counts as 16. Answer: from the key or button going down until the frame after the list has changed; a key that changes nothing in the list is not counted.`;
      keep(bench.root, `paint ${size}`, text);
    } finally {
      await browser.close();
    }
  }
  host.close();
}
