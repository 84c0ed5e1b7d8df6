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

/** Loads the engine; settles with functions that serve a message and that change the engine. */
export async function start(at) {
  let engine = await load(at);
  return {
    serve({ id, bytes, script }, send) {
      const out = script === "publish"
        ? engine.publish(bytes, (done, of) => send({ id, progress: { done, of } }))
        : script
        ? engine.ask(bytes, (stage, done, of) => send({ id, progress: { stage, done, of } }))
        : engine.answer(bytes, (progress) => send({ id, progress }));
      send({ id, bytes: out }, [out.buffer]);
    },
    /** Puts the larger engine, with segmenter and import, in the place of the first. */
    async upgrade(at) {
      const full = await load(at);
      const pack = engine.pack();
      if (pack) full.adopt(pack);
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
        host = await start(data.start);
        send({ ready: true });
      } else {
        host.serve(data, send);
      }
    } catch (error) {
      // A trap leaves the engine's memory in an unknown state: say so and end.
      send({ dead: String(error?.message ?? error) });
    }
  };
}
