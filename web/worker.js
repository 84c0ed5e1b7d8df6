// The worker's shell: loads the engine and passes messages to it. All work is in the engine.
// It can also be imported on the main thread where a page's policy blocks workers.

/** Loads the engine; settles with a function that serves one message. */
export async function start({ js, wasm, integrity }) {
  const engine = await import(js);
  const module_or_path = fetch(wasm, integrity ? { integrity } : undefined);
  await engine.default({ module_or_path });
  return ({ id, bytes }, send) => {
    const out = engine.answer(bytes, (progress) => send({ id, progress }));
    send({ id, bytes: out }, [out.buffer]);
  };
}

if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) {
  let serve = null;
  const send = (message, transfer) => self.postMessage(message, transfer ?? []);
  self.onmessage = async ({ data }) => {
    try {
      if (data.start) {
        serve = await start(data.start);
        send({ ready: true });
      } else {
        serve(data, send);
      }
    } catch (error) {
      // A trap leaves the engine's memory in an unknown state: say so and end.
      send({ dead: String(error?.message ?? error) });
    }
  };
}
