// Saves a list of the page as a file: hits, filters, evidence, what is read closely. Fetched when first asked for.

/** `protocol::Ask::File` */
const FILE = 23;

/**
 * @param {(question: Uint8Array) => Promise<Uint8Array>} ask asks the worker, see `protocol::Ask`
 * @param {string} name of the list and kind of file: `hits.csv`
 */
export async function save(ask, name) {
  const [what, kind] = name.split(".");
  const day = new Date();
  const today = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  const body = new TextEncoder().encode([what, kind, document.documentElement.lang, today, location.search].join("\n"));
  const question = new Uint8Array(body.length + 1);
  question[0] = FILE;
  question.set(body, 1);
  const answer = await ask(question);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(answer.subarray(1));
  if (answer[0] === 1) throw new Error(text);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv;charset=utf-8" : "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
