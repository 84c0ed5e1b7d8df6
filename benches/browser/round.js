// From the page through the worker and back, on the line that the page uses.
import * as wire from "./wire.js";
import { time } from "./run.js";

export async function round(job) {
  const { connect } = await import(job.link);
  const link = connect({ worker: job.shell, js: job.js, wasm: job.wasm });
  const pack = new Uint8Array(await (await fetch(job.pack)).arrayBuffer());
  await link.ask(wire.request.open(pack));
  const queries = await (await fetch(job.queries)).json();
  const times = {};
  for (const [set, list] of Object.entries(queries)) {
    times[set] = [];
    for (const query of list) times[set].push(await time(() => link.ask(wire.request.explore(query, 10))));
  }
  link.stop();
  return times;
}
