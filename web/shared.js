// One engine for several frames of this site: a SharedWorker around the worker's shell. Its readers take nothing in,
// so that the frames differ only in what they ask. Frames that do take in have a worker of their own.
import { start } from "./worker.js";

let host = null; // settles to the engine, once for all
let upgraded = null; // settles when the larger engine is in place
const ports = new Set();

self.onconnect = ({ ports: [port] }) => {
  ports.add(port);
  const send = (message, transfer) => port.postMessage(message, transfer ?? []);
  port.onmessage = async ({ data }) => {
    try {
      if (data.start) {
        host ??= start(data.start);
        await host;
        send({ ready: true });
      } else if (data.upgrade) {
        const engine = await host;
        upgraded ??= engine.upgrade(data.upgrade);
        await upgraded.then(
          () => send({ id: data.id, bytes: new Uint8Array() }),
          (error) => {
            upgraded = null;
            send({ id: data.id, error: String(error?.message ?? error) });
          },
        );
      } else {
        await (await host).serve(data, send);
      }
    } catch (error) {
      // A trap leaves the engine's memory in an unknown state: all are told, and the next to ask starts another.
      for (const one of ports) one.postMessage({ dead: String(error?.message ?? error) });
      self.close();
    }
  };
};
