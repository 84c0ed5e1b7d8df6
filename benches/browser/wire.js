// The few messages of `protocol::Request` and `protocol::Ask` that are measured, in their wire form.
const encoder = new TextEncoder();

function number(n) {
  const bytes = [];
  while (n > 127) {
    bytes.push((n % 128) | 128);
    n = Math.floor(n / 128);
  }
  return [...bytes, n];
}

function join(...parts) {
  const list = parts.map((part) => (typeof part === "number" ? Uint8Array.from(number(part)) : part));
  const out = new Uint8Array(list.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of list) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const sized = (bytes) => join(bytes.length, bytes);
const text = (value) => sized(encoder.encode(value));
/** Text, no filters, no dates, by relevance, from 0; near-duplicates one by one when asked for all. */
const query = (value, limit, unfold = 0) => join(text(value), 0, 0, 0, 0, 0, limit, unfold, 0);

export const request = {
  open: (pack) => join(1, sized(pack)),
  explore: (value, limit, unfold) => join(2, query(value, limit, unfold)),
  lexicon: (bytes) => join(7, sized(bytes)),
  /** A way of reading, in Chinese, 50 rows, as wide as a column of the page. */
  sheet: (address) => join(16, text(address), 0, 50, 720),
};
const plain = (asked, body) => join(Uint8Array.of(asked), body);
/** A question whose body is one text. */
function written(asked, value) {
  const out = new Uint8Array(1 + value.length * 3);
  out[0] = asked;
  return out.subarray(0, 1 + encoder.encodeInto(value, out.subarray(1)).written);
}
export const ask = {
  open: (pack) => plain(1, pack),
  lexicon: (bytes) => plain(2, bytes),
  search: (value, limit, unfold) => plain(3, query(value, limit, unfold)),
  ends: (value) => written(6, value),
  clean: (value) => written(7, value),
  add: (name, bytes, fresh) => plain(9, join(1, text(name), sized(bytes), 0, 1, text(fresh))),
};
/** JSON of an answer to an `Ask`. */
export function told(answer) {
  const said = new TextDecoder().decode(answer.subarray(1));
  if (answer[0] !== 0) throw new Error(said);
  return JSON.parse(said);
}
