// A static server whose pages are cross-origin isolated, and a headless Chromium that opens them.
// Jobs come to the page by its address and go back by POST.
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";

const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".html": "text/html", ".wasm": "application/wasm", ".json": "application/json" };

/**
 * @param {Record<string, string>} roots folders by the first part of the path
 * @param {(path: string, body: Buffer) => void} onPost hears what pages send
 */
export async function serve(roots, onPost) {
  const made = new Map();
  const npm = new Set();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const headers = {
      // The clock resolves 5 µs, and memory can be measured, on isolated pages only.
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cache-Control": "no-cache",
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
    };
    if (request.method === "POST") {
      const parts = [];
      for await (const part of request) parts.push(part);
      onPost(path, Buffer.concat(parts));
      response.writeHead(204, headers).end();
      return;
    }
    if (made.has(path)) return void response.writeHead(200, headers).end(made.get(path));
    const [, first, ...rest] = path.split("/");
    const file = roots[first] && join(roots[first], normalize(rest.join("/")).replace(/^(\.\.[/\\])+/, ""));
    try {
      if (!(await stat(file)).isFile()) throw new Error("no file");
      if (first === "npm") npm.add(rest.join("/"));
      if (first === "npm" && /\.m?js$/.test(file)) {
        // Browsers do not know packages by name: the one that is imported so gets its address.
        const text = (await readFile(file, "utf8"))
          .replaceAll('"@orama/orama/internals"', '"/npm/@orama/orama/dist/browser/internals.js"')
          .replaceAll("'@orama/orama'", "'/npm/@orama/orama/dist/browser/index.js'");
        response.writeHead(200, headers).end(text);
      } else {
        response.writeHead(200, headers);
        createReadStream(file).pipe(response);
      }
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** Serves a text or bytes from memory. */
    put: (path, body) => made.set(path, body),
    /** Files of packages that pages have asked for. */
    npm,
    close: () => server.close(),
  };
}

export const chromium = process.env.CHROMIUM ?? "chromium";

/** Opens an address in a browser of its own; `done` ends it. Settles with why it ended otherwise. */
export async function browse(address, done, seconds) {
  const profile = await mkdtemp(join(tmpdir(), "wenlan-bench-"));
  const child = spawn(
    chromium,
    [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
      "--disable-background-networking", "--disable-component-update", "--disable-extensions",
      "--disable-background-timer-throttling", "--js-flags=--expose-gc",
      `--user-data-dir=${profile}`, "--remote-debugging-port=0", address,
    ],
    { stdio: "ignore", detached: true },
  );
  let timer;
  const why = await Promise.race([
    done,
    new Promise((resolve) => child.once("exit", (code) => resolve({ error: `the browser ended (${code})` }))),
    new Promise((resolve) => (timer = setTimeout(() => resolve({ error: `not finished in ${seconds} s` }), seconds * 1000))),
  ]);
  clearTimeout(timer);
  // Its own group: the browser and the processes it started.
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended.
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  await rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
  return why;
}
