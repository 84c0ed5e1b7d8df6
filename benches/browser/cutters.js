// Segmenters and repair over text: MB of UTF-8 in a second, texts as JavaScript strings, offsets back.
import * as wire from "./wire.js";

const now = () => performance.now();

/** MB/s, the middle of `rounds` rounds over all texts. */
function speed(texts, megabytes, rounds, work) {
  const list = [];
  for (let round = 0; round < rounds; round++) {
    const start = now();
    let n = 0;
    for (const text of texts) n += work(text);
    list.push({ rate: (megabytes * 1000) / (now() - start), n });
  }
  list.sort((a, b) => a.rate - b.rate);
  return list[list.length >> 1];
}

async function wenlan(job, texts, megabytes) {
  const program = await import(job.js);
  const exports = await program.default({ module_or_path: fetch(job.wasm) });
  const nothing = () => {};
  const lexicon = new Uint8Array(await (await fetch(job.lexicon)).arrayBuffer());
  const before = exports.memory.buffer.byteLength;
  const loads = [];
  for (let i = 0; i < 5; i++) {
    const message = wire.ask.lexicon(lexicon);
    const start = now();
    wire.told(program.ask(message, nothing));
    loads.push(now() - start);
  }
  const first = loads[0];
  loads.sort((a, b) => a - b);
  const cut = speed(texts, megabytes, 5, (text) => (program.ask(wire.ask.ends(text), nothing).length - 1) / 4);
  const clean = speed(texts, megabytes, 3, (text) => program.ask(wire.ask.clean(text), nothing).length);
  const size = exports.memory.buffer.byteLength;
  // Building: without themes while no corpus is open, then with those of the pack.
  const lines = new TextEncoder().encode(texts.map((body, n) => JSON.stringify({ id: `n${n}`, title: `第${n}篇`, body })).join("\n"));
  const build = () => {
    const message = wire.ask.add("news.jsonl", lines, "news");
    const start = now();
    wire.told(program.ask(message, nothing));
    return (megabytes * 1000) / (now() - start);
  };
  const plain = build();
  wire.told(program.ask(wire.ask.open(new Uint8Array(await (await fetch(job.pack)).arrayBuffer())), nothing));
  const themed = build();
  return { first, load: loads[2], cut, clean, memory: size, before, plain, themed };
}

async function jieba(texts, megabytes) {
  const program = await import("/npm/jieba-wasm/pkg/web/jieba_rs_wasm.js");
  const exports = await program.default({ module_or_path: fetch("/npm/jieba-wasm/pkg/web/jieba_rs_wasm_bg.wasm") });
  const start = now();
  program.cut("辽源", false);
  const first = now() - start;
  const cut = speed(texts, megabytes, 3, (text) => program.cut(text, false).length);
  return { first, load: first, cut, memory: exports.memory.buffer.byteLength };
}

function intl(texts, megabytes) {
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  const cut = speed(texts, megabytes, 3, (text) => {
    let n = 0;
    for (const { index } of segmenter.segment(text)) n += index >= 0 ? 1 : 0;
    return n;
  });
  return { cut };
}

export async function run(job) {
  const texts = await (await fetch(job.texts)).json();
  const megabytes = texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0) / 1e6;
  return { megabytes, wenlan: await wenlan(job, texts, megabytes), jieba: await jieba(texts, megabytes), intl: intl(texts, megabytes) };
}
