// Runs one job: an engine over articles and queries, or segmenters over text. Times are in ms.
import * as engines from "./engines.js";
import * as cutters from "./cutters.js";
import * as readings from "./readings.js";

/** The middle of several runs; slow ones are not repeated often. */
export async function time(work) {
  const runs = [];
  let spent = 0;
  // So many calls between two looks at the clock that its 5 µs do not matter.
  let calls = 1;
  for (let i = 0; i < 7 && (i < 2 || spent < 150); i++) {
    const start = performance.now();
    for (let call = 0; call < calls; call++) {
      const out = work();
      if (out instanceof Promise) await out;
    }
    const took = performance.now() - start;
    spent += took;
    // The first run warms up; it decides how often the next ones call.
    if (i === 0) calls = Math.max(1, Math.min(50, Math.floor(1 / Math.max(took, 0.005))));
    else runs.push(took / calls);
  }
  runs.sort((a, b) => a - b);
  return runs[runs.length >> 1];
}

async function search(job, post) {
  const docs = await (await fetch(job.docs)).json();
  const queries = await (await fetch(job.queries)).json();
  const engine = await engines[job.engine](job, docs);
  const out = { build: engine.build, open: engine.open, reopen: engine.reopen, first: engine.first, times: {}, found: {}, wasm: engine.wasm?.() };
  for (const [set, list] of Object.entries(queries)) {
    out.found[set] = [];
    out.times[set] = [];
    for (const query of list) out.found[set].push(await engine.all(query));
  }
  for (const [set, list] of Object.entries(queries)) {
    for (const query of list) out.times[set].push(await time(() => engine.ask(query)));
  }
  await post(`/found/${job.engine}`, JSON.stringify(out.found));
  delete out.found;
  const index = await engine.index?.();
  if (index) await post(`/index/${job.engine}`, index);
  // In use until the page has measured memory.
  self.kept = engine;
  self.gc?.();
  return out;
}

export async function run(job, post) {
  if (job.kind === "readings") return readings.run(job);
  return job.kind === "text" ? cutters.run(job) : search(job, post);
}

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  const post = (path, body) => fetch(path, { method: "POST", body });
  self.onmessage = async ({ data }) => {
    try {
      self.postMessage(await run(data, post));
    } catch (error) {
      self.postMessage({ error: String(error?.stack ?? error) });
    }
  };
}
