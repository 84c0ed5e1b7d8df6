#!/usr/bin/env node
// Lighthouse on the built site with its mobile settings, and the first visit of a reader with a slow line and a slow
// phone: `./dev bench lighthouse`. Results go to benches/RESULTS.md.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { slowLine, staticHost } from "./host.mjs";
import { session } from "./driver.mjs";
import { digits, keep, quantile, table } from "./results.mjs";
import { chromium } from "./serve.mjs";

const VERSION = "12.8.2";
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const cache = join(process.env.WENLAN_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "wenlan"), "lighthouse");
const dist = process.env.WENLAN_DIST ?? join(root, "dist");
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync", "--disable-background-networking", "--disable-component-update", "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessForWorkers"];
// The last: between two sites of one machine Chromium would refuse shared workers, which between public hosts it does not.
/** Slow 4G as Lighthouse has it. */
const LINE = { rtt: 150, kbps: 1638.4 };
const SLOWER = 4;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

async function lighthouse(address) {
  const package_ = join(cache, "node_modules/lighthouse");
  const have = existsSync(package_) ? JSON.parse(readFileSync(join(package_, "package.json"), "utf8")).version : "";
  if (have !== VERSION) {
    console.error(`fetching lighthouse ${VERSION}`);
    const flags = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", "--prefix", cache];
    execFileSync("npm", [...flags, `lighthouse@${VERSION}`], { stdio: ["ignore", "ignore", "inherit"] });
  }
  const folder = mkdtempSync(join(tmpdir(), "wenlan-lighthouse-"));
  try {
    const file = join(folder, "report.json");
    const args = [join(package_, "cli/index.js"), address, "--quiet", "--output=json", `--output-path=${file}`, `--chrome-flags=${FLAGS.join(" ")}`];
    const path = execFileSync("sh", ["-c", 'command -v -- "$0"', chromium], { encoding: "utf8" }).trim();
    // Not waited for by blocking: this program is the host that is measured.
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, CHROME_PATH: path } });
    const code = await new Promise((resolve) => child.on("exit", resolve));
    if (code !== 0) throw new Error(`Lighthouse ended with ${code}`);
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The middle of several runs of one page, by its performance. */
async function audit(address, n_runs) {
  const runs = [];
  while (runs.length < n_runs) runs.push(await lighthouse(address));
  runs.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  return runs[Math.floor((n_runs - 1) / 2)];
}

/** What is below full marks, in Lighthouse's words. */
function lacks(report) {
  const out = [];
  for (const category of CATEGORIES) {
    for (const { id, weight } of report.categories[category].auditRefs) {
      const { score, title, displayValue } = report.audits[id];
      if (weight > 0 && score !== null && score < 0.9) out.push(`${title}${displayValue ? ` (${displayValue.replaceAll("\u00a0", " ")})` : ""}`);
    }
  }
  return out;
}

/** Run in the page before its own scripts: when the list is there to be used, and when the first search is answered. */
const WATCH = `
  window.seen = {};
  const count = () => document.querySelector("[data-testid='result-count']")?.dataset.total;
  const painted = (name) => { if (!seen[name]) { seen[name] = -1; requestAnimationFrame(() => setTimeout(() => { seen[name] = performance.now(); }, 0)); } };
  const look = () => {
    const style = document.querySelector("link[rel=stylesheet]");
    if (document.querySelectorAll("#fallback li a, [data-testid='result'] a").length >= 10 && (!style || style.sheet)) painted("list");
    const input = document.querySelector("[data-testid='search-input']");
    if (input && !seen.typed) {
      seen.typed = performance.now();
      input.value = "氢能";
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    const n = Number(count() ?? -1);
    const isAnswered = seen.typed && n > 0 && new URLSearchParams(location.search).get("q") && document.querySelector("[data-testid='snippet'] mark");
    if (isAnswered) painted("answered");
    // The program's own answer, in place of the plain one.
    if (isAnswered && !document.getElementById("fallback")) painted("ranked");
    if (document.documentElement.dataset.ready === "true") painted("ready");
    if (!(seen.ranked > 0 && seen.ready > 0)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** The first visit over a slow line with a slow processor: milliseconds from the start of the navigation. */
async function visit(origin) {
  const browser = await session(FLAGS);
  try {
    const cdp = (cmd, params) => browser.at("POST", "/goog/cdp/execute", { cmd, params });
    await cdp("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await cdp("Emulation.setDeviceMetricsOverride", { width: 412, height: 823, deviceScaleFactor: 1.75, mobile: true });
    await cdp("Page.addScriptToEvaluateOnNewDocument", { source: WATCH });
    await browser.at("POST", "/url", { url: `${origin}/` });
    for (const end = Date.now() + 60000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
      const seen = await browser.run("return window.seen;");
      if (seen.ranked > 0 && seen.ready > 0) break;
    }
    const paint = await browser.run("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime;");
    const bytes = await browser.run("return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((n, entry) => n + entry.transferSize, 0);");
    return { paint, bytes, ...(await browser.run("return window.seen;")) };
  } finally {
    await browser.close();
  }
}

/** Milliseconds of a CPU profile in which a function of the loader stood on the stack. */
function timeOf({ nodes, samples, timeDeltas }, file) {
  const parents = new Map();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) parents.set(child, node.id);
  const isOf = new Map();
  const belongs = (id) => {
    if (id === undefined) return false;
    if (!isOf.has(id)) isOf.set(id, byId.get(id).callFrame.url.includes(file) || belongs(parents.get(id)));
    return isOf.get(id);
  };
  return samples.reduce((sum, id, at) => sum + (belongs(id) ? timeDeltas[at] : 0), 0) / 1000;
}

/** What the one-line embed costs the thread of its host's page: the loader's own time, and long tasks. */
async function embed(origin, hostname, n_embeds, rate) {
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end("<!doctype html><meta charset=utf-8><title>portal</title><h1>portal</h1><main></main>");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await session([...FLAGS, "--window-size=1280,1400"]);
  try {
    const cdp = (cmd, params = {}) => browser.at("POST", "/goog/cdp/execute", { cmd, params });
    await browser.at("POST", "/url", { url: `http://${hostname}:${server.address().port}/` });
    await cdp("Emulation.setCPUThrottlingRate", { rate });
    await cdp("Profiler.enable");
    await cdp("Profiler.setSamplingInterval", { interval: 200 });
    await cdp("Profiler.start");
    await browser.run(
      `window.long = []; window.ready = 0;
       new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
       addEventListener("wenlan:ready", () => { ready += 1; });
       for (let n = 0; n < arguments[1]; n++) {
         const script = document.createElement("script");
         script.src = arguments[0] + "/embed.js";
         script.dataset.query = "氢能";
         script.dataset.eager = "";
         // All of them in the window: browsers let frames beyond it rest.
         script.dataset.height = "180";
         document.querySelector("main").append(script);
       }`,
      [origin, n_embeds],
    );
    for (const end = Date.now() + 90000; (await browser.run("return window.ready;")) < n_embeds; await new Promise((resolve) => setTimeout(resolve, 200))) {
      if (Date.now() > end) throw new Error("the embeds were not ready in 90 s");
    }
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { profile } = await cdp("Profiler.stop");
    const long = await browser.run("return window.long;");
    return { own: timeOf(profile, "embed.js"), n: long.length, most: Math.max(0, ...long), blocked: long.reduce((sum, ms) => sum + ms - 50, 0) };
  } finally {
    await browser.close();
    server.close();
  }
}

const [only] = process.argv.slice(2);
const host = await staticHost(dist);
FLAGS.push(host.trust);
const parts = [];
if (!only) {
  const pages = [["the explorer", "", 3], ["an article", "articles/hydrogen-chain.html", 1], ["the panels", "panels.html", 1]];
  const [rows, below] = [[], []];
  for (const [name, path, n_runs] of pages) {
    const report = await audit(`${host.origin}/${path}`, n_runs);
    const value = (id) => digits(report.audits[id].numericValue / 1000);
    const scores = CATEGORIES.map((category) => Math.round(report.categories[category].score * 100));
    rows.push([name, ...scores, value("first-contentful-paint"), value("largest-contentful-paint"), digits(report.audits["total-blocking-time"].numericValue), report.audits["cumulative-layout-shift"].numericValue.toFixed(3), value("speed-index")]);
    console.error(`  ${rows.at(-1).join(" | ")}`);
    for (const lack of lacks(report)) below.push(`${name}: ${lack}`);
  }
  const head = ["page", "performance", "accessibility", "best practices", "SEO", "first paint s", "largest paint s", "blocked ms", "shift", "speed index s"];
  parts.push(`Lighthouse ${VERSION}, its mobile settings: simulated throttling (150 ms round trips, 1.6 Mbit/s, processor 4 times slower), 412 px. The explorer: the middle of three runs. HTTP/2 over TLS on this machine, brotli, names made of a hash kept for good.\n\n${table(head, rows)}\n\n${below.length > 0 ? `Not full marks: ${below.join("; ")}.` : "Nothing is below full marks."}`);
}
if (only !== "embed") {
  const line = await slowLine(host.port, LINE);
  const visits = [];
  for (let i = 0; i < 5; i++) {
    visits.push(await visit(line.origin));
    console.error(`  ${JSON.stringify(visits.at(-1))}`);
  }
  const middle = (name) => digits(quantile(visits.map((visit) => visit[name]), 0.5) / 1000);
  const most = (name) => digits(Math.max(...visits.map((visit) => visit[name])) / 1000);
  const rows = [["the list stands there to be used", "list", "1"], ["the search box takes what is typed", "typed", "–"], ["the first search is answered (plainly, in the page) and painted", "answered", "4"], ["the same search is answered by the engine and painted", "ranked", "–"], ["the explorer is complete", "ready", "–"]];
  parts.push(`First visits over a slow line (${LINE.rtt} ms round trips, ${LINE.kbps} kbit/s down shared by all connections, slow start, TLS) with the page's thread ${SLOWER} times slower; workers are not slowed, the browser has no switch for that. Seconds from the start of the navigation, five visits, each with an empty cache.\n\n${table(["until", "middle", "worst", "budget"], rows.map(([name, key, budget]) => [name, middle(key), most(key), budget]))}`);
  line.close();
}
const costs = [];
const hosts = [["one embed, the host another site", "localhost", 1], ["three embeds, the host another site", "localhost", 3], ["one embed, the host of the same site (one process for both)", "127.0.0.1", 1]];
for (const [name, hostname, n] of hosts) {
  for (const rate of [1, SLOWER]) {
    const { own, n: n_long, most: longest, blocked } = await embed(host.origin, hostname, n, rate);
    costs.push([name, rate, digits(own), n_long, digits(longest), digits(blocked)]);
    console.error(`  ${costs.at(-1).join(" | ")}`);
  }
}
parts.push(`The thread of the host's page while an embed loads until its first answer: time in \`embed.js\` by the browser's profiler, and long tasks (over 50 ms) by its observer. Frames of another site have a process of their own in desktop browsers; where page and frame share one, the frame's own work is in the long tasks, and lazy loading keeps it until the reader comes near.\n\n${table(["embed", "times slower", "embed.js ms", "long tasks", "longest ms", "over 50 ms, sum"], costs)}`);
host.close();
if (!only) keep(root, "lighthouse", `## Lighthouse and slow lines\n\n{when}\n\n${parts.join("\n\n")}`);
else console.log(parts.join("\n\n"));
