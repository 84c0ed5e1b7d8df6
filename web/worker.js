// The worker's shell: loads the engine and passes messages to it. All work is in the engine.
// It can also be imported on the main thread where a page's policy blocks workers.

async function load({ js, wasm, integrity }) {
  // Program and wasm are asked for together.
  const bytes = fetch(wasm, integrity ? { integrity } : undefined);
  bytes.catch(() => {});
  const engine = await import(js);
  await engine.default({ module_or_path: bytes });
  return engine;
}

/** Bytes of a file that are copied at once. */
const PART = 1 << 22;
/** Bytes of the largest file that is read; the engine's own bound is lower. */
const MOST = 2 ** 31;

/** Hands the engine a file part by part, so that it lies in memory once. */
async function hand(engine, file, name, fields) {
  if (file.size > MOST || !engine.begin_file(file.size)) return void engine.refuse_file(name, file.size, false);
  try {
    for (let at = 0; at < file.size; at += PART) {
      const part = await file.slice(at, at + PART).arrayBuffer();
      engine.add_to_file(new Uint8Array(part));
      // Let go at once: nobody knows when the collector would.
      if (part.transfer) part.transfer(0);
    }
  } catch {
    // Moved away, or no permission.
    return void engine.refuse_file(name, file.size, true);
  }
  engine.end_file(name, fields);
}

/** Loads the engine; settles with functions that serve a message and that change the engine. */
export async function start(at) {
  let engine = await load(at);
  return {
    async serve({ id, bytes, script, give, file, name, fields }, send) {
      let out;
      if (script === "publish") out = engine.publish(bytes, (done, of) => send({ id, progress: { done, of } }));
      else if (script) out = engine.ask(bytes, (stage, done, of) => send({ id, progress: { stage, done, of } }));
      else if (give === "pack") out = engine.open(bytes, name ?? "");
      else if (give === "rename") out = engine.rename(name);
      else if (give === "lexicon") {
        const why = engine.lexicon(bytes);
        if (why) return send({ id, error: why });
        out = new Uint8Array();
      } else if (give === "file") {
        await hand(engine, file, name, fields);
        out = new Uint8Array();
      } else if (give === "nothing") {
        // As a file of the browser's, which takes it out of this process's memory slice by slice.
        const parts = [];
        engine.pack_slices((slice) => parts.push(new Blob([slice])));
        return send({ id, bytes: new Blob(parts, { type: "application/octet-stream" }) });
      }
      else out = engine.answer(bytes, (progress) => send({ id, progress }));
      send({ id, bytes: out }, [out.buffer]);
    },
    /** Puts the larger engine, with segmenter and import, in the place of the first. */
    async upgrade(at) {
      const full = await load(at);
      const pack = engine.pack();
      if (pack) full.open(pack, "");
      engine = full;
    },
  };
}

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  let host = null;
  const send = (message, transfer) => self.postMessage(message, transfer ?? []);
  self.onmessage = async ({ data }) => {
    if (data.upgrade) {
      // What cannot be fetched is an answer, not the end: the first engine goes on.
      await host.upgrade(data.upgrade).then(
        () => send({ id: data.id, bytes: new Uint8Array() }),
        (error) => send({ id: data.id, error: String(error?.message ?? error) }),
      );
      return;
    }
    try {
      if (data.start) {
        // Held as long as this worker lives: the page waits for it, and so hears of an end that nobody tells.
        if (data.start.life && navigator.locks) navigator.locks.request(data.start.life, () => new Promise(() => {})).catch(() => {});
        host = await start(data.start);
        send({ ready: true });
      } else {
        await host.serve(data, send);
      }
    } catch (error) {
      // A trap leaves the engine's memory in an unknown state: say so and end.
      send({ dead: String(error?.message ?? error) });
    }
  };
}
