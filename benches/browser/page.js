// The page of a job: runs it in a worker (or here, where an engine knows no other way) and posts what came out.
const job = await (await fetch("/job.json")).json();
const post = (path, body) => fetch(path, { method: "POST", body });

/** Bytes of page and worker, JavaScript and wasm; takes some seconds. */
async function memory() {
  if (job.kind !== "search" || !performance.measureUserAgentSpecificMemory) return null;
  return (await performance.measureUserAgentSpecificMemory()).bytes;
}

try {
  if (!crossOriginIsolated) throw new Error("the page is not isolated: the clock is too coarse");
  const result = {};
  if (job.place === "page") {
    const { run } = await import("/bench/run.js");
    Object.assign(result, await run(job, post));
    result.memory = await memory();
  } else {
    const worker = new Worker("/bench/run.js", { type: "module" });
    Object.assign(
      result,
      await new Promise((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message || "the worker could not be loaded"));
        worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
        worker.postMessage(job);
      }),
    );
    result.memory = await memory();
    worker.terminate();
  }
  if (job.round) {
    const { round } = await import("/bench/round.js");
    result.round = await round(job);
  }
  await post("/done", JSON.stringify(result));
} catch (error) {
  await post("/done", JSON.stringify({ error: String(error?.message ?? error) }));
}
