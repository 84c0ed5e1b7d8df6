// Numbers as tables, and the file they are kept in.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import { chromium } from "./serve.mjs";

/** Bytes with brotli as hosts serve it; large ones a little less thoroughly. */
export function brotli(bytes) {
  const quality = bytes.length > 3e6 ? 9 : 11;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

export function quantile(list, part) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * part)];
}

export const digits = (n, most = 3) => (n === undefined || n === null || Number.isNaN(n) ? "–" : n >= 100 ? n.toFixed(0) : String(Number(n.toPrecision(most))));

export function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** What was measured where, without names. */
function machine() {
  const browser = execFileSync(chromium, ["--version"], { encoding: "utf8" }).trim().split(" ").slice(0, 2).join(" ");
  return `${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, ${browser}, Node ${process.versions.node}`;
}

function commit(root) {
  try {
    return execFileSync("git", ["-C", root, "rev-parse", "--short=10", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

const HEAD = `# Measured side by side

Written by \`./dev bench search\`, \`text\`, \`paint\`, \`analysis\`, \`import\` and \`lighthouse\`. Times vary from machine to machine; compare within a table.
`;

/** Replaces one part of benches/RESULTS.md. */
export function keep(root, part, body) {
  const file = join(root, "benches/RESULTS.md");
  const [open, close] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const date = new Date().toISOString().slice(0, 10);
  const [load] = loadavg();
  const when = `${date}, commit ${commit(root)}, ${machine()}; load of the machine ${load.toFixed(1)} at the end.`;
  const block = `${open}\n${body.replace("{when}", when)}\n${close}`;
  const before = existsSync(file) ? readFileSync(file, "utf8") : HEAD;
  const at = before.indexOf(open);
  const text = before.indexOf("<!-- text -->");
  let after;
  if (at >= 0) after = before.slice(0, at) + block + before.slice(before.indexOf(close) + close.length);
  // The parts of the search stand together, before the text's.
  else if (text >= 0 && part !== "text") after = `${before.slice(0, text)}${block}\n\n${before.slice(text)}`;
  else after = `${before.trimEnd()}\n\n${block}\n`;
  writeFileSync(file, after);
  console.log(`${block}\n`);
}
