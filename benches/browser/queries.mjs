// Articles, queries drawn with a fixed seed, and what is right by a plain look at the texts.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const QUERIES = 200;

/** The first so many articles of the news, or all that a pack holds. */
export function news(data, size) {
  const lines = readFileSync(join(data, "news/articles.jsonl"), "utf8").split("\n").slice(0, size).filter(Boolean);
  return { lines, docs: lines.map((line) => JSON.parse(line)).map(({ id, title, body }) => ({ id, title, body })) };
}

/** Words of 2 to 4 characters (W), phrases of two words (P), 3 characters across a word border (S). */
export function draw(wenlan, docs) {
  let state = 0x5eed;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const picks = Array.from({ length: 3000 }, () => random(docs.length));
  const lines = picks.map((n) => docs[n].body.replaceAll("\n", " "));
  const out = execFileSync(wenlan, ["segment", "--json"], { input: lines.join("\n"), maxBuffer: 2 ** 30, encoding: "utf8" });
  const sets = { W: [], P: [], S: [] };
  const put = (set, query) => set.length < QUERIES && !set.includes(query) && set.push(query);
  for (const line of out.split("\n")) {
    const words = JSON.parse(line).words.map((word) => word.text);
    // Three places of an article.
    for (let i = 0; i < 3; i++) {
      const at = random(words.length - 1);
      const [word, next] = [words[at], words[at + 1]];
      if (!next || !/^[一-鿿]+$/.test(word + next)) continue;
      if (word.length >= 2 && word.length <= 4) put(sets.W, word);
      if (word.length >= 2 && next.length >= 2) put(sets.P, word + next);
      const from = Math.max(0, word.length - 1 - (next.length < 2 || random(2) === 0 ? 1 : 0));
      const across = (word + next).slice(from, from + 3);
      if (across.length === 3) put(sets.S, across);
    }
  }
  return sets;
}

/** The numbers of the articles that hold each query. */
export function truth(docs, sets) {
  const holds = (query) => docs.flatMap((doc, n) => (doc.body.includes(query) || doc.title.includes(query) ? [n] : []));
  return Object.fromEntries(Object.entries(sets).map(([set, list]) => [set, list.map(holds)]));
}

/** Zero answers, recall, precision, first ten right, in per cent. */
export function judge(found, right) {
  let [zero, recall, precision, answered, ten, tens, top, topped] = [0, 0, 0, 0, 0, 0, 0, 0];
  found.forEach(([hits, first], i) => {
    const wanted = new Set(right[i]);
    const good = hits.filter((n) => wanted.has(n)).length;
    zero += hits.length === 0 ? 1 : 0;
    recall += good / wanted.size;
    if (hits.length > 0) {
      precision += good / hits.length;
      answered += 1;
    }
    if (first > 0) {
      top += hits.slice(0, first).filter((n) => wanted.has(n)).length / first;
      topped += 1;
    }
    ten += hits.slice(0, 10).filter((n) => wanted.has(n)).length;
    tens += Math.min(10, wanted.size);
  });
  const n = found.length;
  return {
    zero: (100 * zero) / n,
    recall: (100 * recall) / n,
    precision: answered ? (100 * precision) / answered : NaN,
    whole: topped ? (100 * top) / topped : undefined,
    ten: (100 * ten) / tens,
  };
}
