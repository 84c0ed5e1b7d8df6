// In the browser: the larger worker's program, a pack, and the addresses of readings.json.
import * as wire from "./wire.js";

const ROUNDS = 9;

export async function run(job) {
  const program = await import(job.js);
  await program.default({ module_or_path: fetch(job.wasm) });
  const bytes = async (at) => new Uint8Array(await (await fetch(at)).arrayBuffer());
  const nothing = () => {};
  const pack = await bytes(job.pack);
  program.answer(wire.request.lexicon(await bytes(job.lexicon)), nothing);
  const info = wire.told(program.ask(wire.ask.open(pack), nothing));
  const clock = (work) => {
    const start = performance.now();
    const answer = work();
    return [performance.now() - start, answer];
  };
  const ask = (address) => program.answer(wire.request.sheet(new URLSearchParams(address).toString()), nothing);
  // The first question numbers the words of the corpus, and brings the second to its usual time.
  const [cold] = clock(() => ask("read=words"));
  const [warm] = clock(() => ask("read=words"));
  const rows = [];
  for (const [name, address] of await (await fetch("/bench/readings.json")).json()) {
    const times = [];
    let size = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const [time, answer] = clock(() => ask(address));
      times.push(time);
      size = answer.length;
    }
    rows.push({ name, times, bytes: size });
  }
  return { rows, articles: info.n_articles, chars: info.n_chars, packed: pack.length, first: cold - warm };
}
