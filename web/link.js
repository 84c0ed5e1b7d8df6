// The page's end of the line to the worker: requests out, answers back, one promise each.
// Used by the page (boot.js) and by the JavaScript module (wenlan.js).

/**
 * @param {{worker: string, js: string, wasm: string, integrity?: string, open?: () => Worker | null}} at addresses of the
 *   worker's parts; `open` may give a worker that is shared
 * @param {(why: string) => void} [onDead] hears that the worker ended
 */
export function connect(at, onDead) {
  let waiting = new Map();
  let nextId = 1;
  let upgraded = null; // settles when the larger engine is in place
  let talk = null; // settles to a function that posts a message, once the other end is ready

  const settle = ({ id, bytes, progress, error }) => {
    const entry = waiting.get(id);
    if (!entry) return;
    if (progress) return void (entry.onProgress && entry.onProgress(progress));
    waiting.delete(id);
    if (error !== undefined) entry.reject(new Error(error));
    else entry.resolve(bytes);
  };
  const fail = (why, name) => {
    const all = [...waiting.values()];
    waiting = new Map();
    for (const entry of all) entry.reject(Object.assign(new Error(why), name && { name }));
  };

  // A worker has to be of the page's own origin: for another's, a line that imports the shell.
  const shell = () => {
    if (new URL(at.worker, location.href).origin === location.origin) return at.worker;
    return URL.createObjectURL(new Blob([`import ${JSON.stringify(at.worker)};`], { type: "text/javascript" }));
  };

  const startWorker = () =>
    new Promise((resolve, reject) => {
      // A frame without an origin (a sandbox) has no workers; WebKit would not say so.
      if (self.origin === "null") throw new Error("no workers without an origin");
      const shared = at.open && at.open();
      const worker = shared || new Worker(shell(), { type: "module", name: "wenlan" });
      // The worker holds a lock of this name for as long as it lives.
      const life = shared || !navigator.locks ? "" : `wenlan-${Date.now()}-${Math.random()}`;
      let [isReady, isDead] = [false, false];
      const dead = (why) => {
        if (isDead) return;
        isDead = true;
        worker.terminate();
        talk = null;
        upgraded = null;
        if (isReady) onDead && onDead(why);
        reject(new Error(why));
        fail(why, "Dead");
      };
      // Where a policy refuses workers WebKit says so to the document alone.
      if (typeof document === "object") {
        document.addEventListener("securitypolicyviolation", (event) => {
          if (!isReady && event.effectiveDirective === "worker-src") dead("workers are refused by the page's policy");
        });
      }
      worker.onerror = (event) => dead(event.message || "worker could not be loaded");
      worker.onmessage = ({ data }) => {
        if (data.ready) {
          isReady = true;
          if (life) navigator.locks.request(life, () => dead("the worker ended")).catch(() => {});
          resolve((message, transfer) => worker.postMessage(message, transfer));
        } else if (data.dead !== undefined) dead(data.dead);
        else settle(data);
      };
      worker.postMessage({ start: { js: at.js, wasm: at.wasm, integrity: at.integrity, life } });
      handle.stop = () => dead("stopped");
    });

  // Where workers are blocked the same module runs on this thread: slower, but whole.
  const startHere = async () => {
    const { start } = await import(at.worker);
    const host = await start({ js: at.js, wasm: at.wasm, integrity: at.integrity });
    handle.stop = () => fail("stopped");
    return (message) =>
      setTimeout(async () => {
        try {
          if (message.upgrade) {
            await host.upgrade(message.upgrade);
            settle({ id: message.id, bytes: new Uint8Array() });
          } else {
            await host.serve(message, settle);
          }
        } catch (error) {
          settle({ id: message.id, error: String((error && error.message) || error) });
        }
      }, 0);
  };

  const handle = {
    stop() {},
    /** Starts the other end; called by itself with the first request. */
    start() {
      talk = talk || startWorker().catch((error) => {
        if (handle.inline || error.message === "stopped") throw error;
        handle.inline = true;
        // What comes later is asked here, too, and not of another worker.
        talk = startHere();
        return talk;
      });
      return talk;
    },
    post(message, transfer, onProgress) {
      return new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { resolve, reject, onProgress });
        handle
          .start()
          .then((post) => post({ id, ...message }, transfer))
          .catch((error) => settle({ id, error: String((error && error.message) || error) }));
      });
    },
    /** Sends a request; settles with the answer's bytes, or an Error that says why. */
    ask(bytes, onProgress) {
      return handle.post({ bytes }, [bytes.buffer], onProgress);
    },
    /** Sends a script's question (`protocol::Ask`); settles with what is told. */
    askScript(bytes, onProgress) {
      return handle.post({ bytes, script: true }, [bytes.buffer], onProgress);
    },
    /** Puts the larger engine in place, once; `beside` fetches the lexicon meanwhile, which it is then given. */
    upgrade(at, beside) {
      upgraded = upgraded || Promise.all([handle.post({ upgrade: at }, []), beside && beside()]).then(
        ([done, bytes]) => (bytes ? handle.post({ give: "lexicon", bytes }, [bytes.buffer]) : done),
      ).catch((error) => {
        upgraded = null;
        throw error;
      });
      return upgraded;
    },
    /** Ends the worker and whatever it was doing; the next request starts a new one. */
    restart() {
      handle.stop();
      talk = null;
      upgraded = null;
      handle.inline = false;
    },
  };
  return handle;
}
