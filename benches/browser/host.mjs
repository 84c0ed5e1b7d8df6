// The built site as a static host serves it: HTTP/2 over TLS, brotli, names made of a hash kept for good. And a slow
// line before it: round trips, a bandwidth that all connections share in turn, TCP's slow start.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = {
  ".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm", ".json": "application/json", ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
};

/** A certificate for this machine, for an hour's use. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), "wenlan-host-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  try {
    const ask = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"];
    execFileSync("openssl", [...ask, "-keyout", key, "-out", cert], { stdio: "ignore" });
    // Browsers are told to trust this key: of hosts that they do not trust they keep nothing in their cache.
    const spki = execFileSync("sh", ["-c", 'openssl x509 -in "$0" -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | openssl base64', cert], { encoding: "utf8" });
    return { key: readFileSync(key), cert: readFileSync(cert), spki: spki.trim() };
  } catch {
    throw new Error("openssl is needed: it makes the certificate of the host that is measured");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const listFiles = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });

/** Serves a folder from memory; `trust` is the switch with which Chromium trusts it. */
export async function staticHost(folder) {
  const files = new Map();
  for (const file of listFiles(folder)) {
    const body = readFileSync(file);
    // Quality 11, as hosts that compress once do; what is large and asked for late a little less.
    const params = { [constants.BROTLI_PARAM_QUALITY]: statSync(file).size > 3e6 ? 9 : 11 };
    files.set(`/${relative(folder, file)}`, { body: brotliCompressSync(body, { params }), type: TYPES[extname(file)] ?? "application/octet-stream" });
  }
  const { spki, ...pair } = certificate();
  const server = createSecureServer({ ...pair, allowHTTP1: true }, (request, response) => {
    const path = decodeURIComponent(request.url.split(/[?#]/)[0]);
    const found = files.get(path.endsWith("/") ? `${path}index.html` : path);
    if (!found) return void response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
    const isForGood = /-[0-9a-f]{16}(_bg)?\.\w+$/.test(path);
    response.writeHead(200, {
      "content-type": found.type,
      "content-encoding": "br",
      "content-length": found.body.length,
      "cache-control": isForGood ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
    });
    response.end(request.method === "HEAD" ? undefined : found.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return { port, origin: `https://127.0.0.1:${port}`, trust: `--ignore-certificate-errors-spki-list=${spki}`, bytes: (path) => files.get(path)?.body.length, close: () => server.close() };
}

const PACKET = 1460;

/** A line to a port of this machine with round trips of `rtt` ms and `kbps` kilobits a second downwards. */
export async function slowLine(port, { rtt, kbps }) {
  const lines = new Set();
  const step = 4;
  let credit = 0;
  let last = performance.now();
  // Packets of all connections in turn, as fast as the line is.
  const pump = setInterval(() => {
    const now = performance.now();
    credit = Math.min(credit + ((now - last) * kbps) / 8, PACKET * 4);
    last = now;
    for (let isBusy = true; isBusy && credit > 0; ) {
      isBusy = false;
      for (const line of lines) {
        if (credit <= 0 || line.queue.length === 0 || line.flying >= line.window) continue;
        isBusy = true;
        const chunk = line.queue.shift();
        credit -= chunk.length + 40;
        line.flying += chunk.length;
        setTimeout(() => line.socket.writable && line.socket.write(chunk), rtt / 2);
        setTimeout(() => {
          line.flying -= chunk.length;
          line.window += chunk.length;
        }, rtt);
      }
    }
  }, step);
  const server = createServer((socket) => {
    const line = { socket, queue: [], flying: 0, window: PACKET * 10 };
    lines.add(line);
    const far = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    far.setNoDelay(true);
    // The connection itself costs a round trip; TLS has its own, which pass through here.
    let open = performance.now() + rtt;
    socket.on("data", (chunk) => setTimeout(() => far.writable && far.write(chunk), Math.max(0, open - performance.now()) + rtt / 2));
    far.on("data", (chunk) => {
      for (let at = 0; at < chunk.length; at += PACKET) line.queue.push(chunk.subarray(at, at + PACKET));
    });
    const end = () => {
      lines.delete(line);
      socket.destroy();
      far.destroy();
    };
    for (const one of [socket, far]) {
      one.on("error", end);
      one.on("close", end);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `https://127.0.0.1:${server.address().port}`,
    close: () => {
      clearInterval(pump);
      server.close();
    },
  };
}
