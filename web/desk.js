// What a reader does with sentences and views besides looking: quoting them with their reference, keeping them with a
// note, choosing a span of a trend. Fetched when an article or a way of reading is shown; all words come from the worker.

const NAME = "wenlan-notes";
const ASK = { notes: 12, quote: 13, words: 14, lines: 24 };

/** What an answer begins with, besides nought for JSON (`protocol::Told`). */
const [FAILED, PLAIN] = [1, 2];
let link = null; // the line to the worker
let corpus = null; // what the notes belong to: the key of a kept corpus, an address, or "bundled"
let kept = null; // {corpus, list, gone}: what is kept for it, and ids of what was deleted
let changes = 0; // of what is kept, by the reader
let words = null;
let lang = "";
/** What had the focus, and how far a long list was moved, by address: for markup that is written anew. */
const places = new Map();
let last = {};
const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);

async function ask(kind, text) {
  const answer = await link.askScript(Uint8Array.from([kind, ...new TextEncoder().encode(text)]));
  const said = new TextDecoder().decode(answer.subarray(1));
  if (answer[0] === FAILED) throw new Error(said);
  return answer[0] === PLAIN ? said : JSON.parse(said);
}

// ── Storage: one record for each corpus ──
const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function store(mode, work) {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("notes", { keyPath: "corpus" });
  const db = await settled(request);
  try {
    const transaction = db.transaction("notes", mode);
    const written = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([work(transaction.objectStore("notes")), written]);
    return result;
  } finally {
    db.close();
  }
}

const stored = (key) => store("readonly", (notes) => settled(notes.get(key)));

/** What is kept in two places; of a note that is in both, the first. */
function together(a, b) {
  const gone = [...new Set([...a.gone, ...b.gone])];
  const known = new Set([...a.list.map((note) => note.id), ...gone]);
  return { corpus, list: [...a.list, ...b.list.filter((note) => !known.has(note.id))], gone };
}

/** What is kept for the open corpus: in this browser, and what came with the pack. */
async function load() {
  const there = await ask(ASK.notes, "");
  let record, seen;
  do {
    seen = changes;
    record = await stored(corpus).catch(() => undefined);
  } while (seen !== changes);
  // Without storage, what was kept since the page was opened.
  record ??= kept?.corpus === corpus ? kept : { list: [], gone: [] };
  kept = together(record, { list: there, gone: [] });
  if (kept.list.length !== there.length) await ask(ASK.notes, JSON.stringify(kept.list));
}

/**
 * Changes what is kept: here, then in this browser, where what another tab has kept meanwhile stays, then in the
 * worker. `work` is called with both.
 */
async function change(work) {
  const [key, before] = [corpus, { ...kept }];
  changes += 1;
  work(kept);
  await store("readwrite", async (notes) => {
    const record = await settled(notes.get(key));
    const all = record ? together(record, before) : before;
    work(all);
    await settled(notes.put({ ...all, corpus: key }));
    if (corpus === key) kept = all;
  }).finally(() => corpus === key && ask(ASK.notes, JSON.stringify(kept.list)));
}

async function ready(line, key) {
  [link, key] = [line, key || "bundled"];
  corpus = key;
  // Each time: another corpus may have been opened, or notes have come with a pack.
  await load();
  if (root.lang !== lang || !words) [lang, words] = [root.lang, await ask(ASK.words, root.lang)];
}

/** Hands the notes to the worker, so that they are in the pack it is about to write. */
export async function notes(line, key) {
  await ready(line, key);
  await ask(ASK.notes, JSON.stringify(kept.list));
}

/** Takes the notes of another kept corpus, of which articles have been taken in. */
export async function join(line, key, from) {
  await ready(line, key);
  const record = await stored(from);
  if (!record) return;
  await change((all) => Object.assign(all, together(all, { list: record.list, gone: [] })));
  show();
}

/** Forgets the notes of a corpus that is deleted. */
export const drop = (key) => store("readwrite", (notes) => settled(notes.delete(key)));

/** What is on the page has changed. */
export async function desk(line, key) {
  await ready(line, key);
  listen();
  show();
  unroll();
  offerViews();
  repairs();
  const lost = document.activeElement === document.body || !document.activeElement;
  const before = (places.get(location.search) ?? last).key;
  if (lost && before) one(`.reading [data-key="${CSS.escape(before)}"]`)?.focus({ preventScroll: true });
  if (!one(".sentence[aria-current], .desk[data-said]")) bar(null);
}

// ── Sentences ──
/** The place in an article that an element stands for. */
function placeOf(element) {
  const sentence = element?.closest?.(".sentence[data-at]");
  if (sentence) return { article: new URLSearchParams(location.search).get("article"), at: sentence.dataset.at };
  const item = element?.closest?.("[data-article]");
  const href = item && one("a[href*='article=']", item)?.getAttribute("href");
  const address = new URLSearchParams(href ?? "");
  const at = item?.dataset.at ?? address.get("at");
  return item && at ? { article: item.dataset.article, at } : null;
}

/** The sentence meant: that of the selection, of the focus, or the one marked in the reader. */
function meant() {
  const chosen = getSelection()?.isCollapsed === false ? getSelection().anchorNode?.parentElement : null;
  return placeOf(chosen) ?? placeOf(document.activeElement) ?? placeOf(one(".sentence[aria-current]"));
}

/** The reader's day. */
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** An address without what belongs to the reader's screen. */
function address(search, change = {}) {
  const out = new URLSearchParams(search);
  for (const name of ["lang", "embed", "ev"]) out.delete(name);
  for (const [name, value] of Object.entries(change)) value ? out.set(name, value) : out.delete(name);
  return `?${out}`;
}

async function sentenceAt({ article, at }) {
  const found = await ask(ASK.quote, [article, at, today(), root.lang].join("\n"));
  if (!found) return null;
  const query = new URLSearchParams(location.search);
  const short = new URLSearchParams({ article, at: String(found.at) });
  if (query.get("q")) short.set("q", query.get("q"));
  if (query.get("corpus")) short.set("corpus", query.get("corpus"));
  return { ...found, address: `?${short}` };
}

async function quote(place) {
  const found = place && (await sentenceAt(place));
  if (!found) return;
  const text = `${found.quotation}\n${found.reference}\n${new URL(found.address, document.baseURI).href}`;
  try {
    await navigator.clipboard.writeText(text);
    say(words.copied);
  } catch {
    say(words.not_copied);
  }
}

async function keepSentence(place) {
  const found = place && (await sentenceAt(place));
  if (found) edit({ kind: "sentence", ...found });
}

function keepView(kind) {
  const title = one(".reading__vs")?.textContent ?? one("[data-testid='result-count']")?.dataset.query ?? "";
  const current = kind === "search" ? "" : (one(".readings [aria-current='true']")?.textContent ?? "");
  const parts = [current, title || document.title].filter(Boolean);
  edit({ kind: "view", title: parts.join(" · "), address: address(location.search, kind === "search" ? { read: "" } : {}) });
}

// ── The line of tools, and the form ──
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(label, press, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", press);
  return made;
}

let saidUntil = 0;
function say(text) {
  const line = one(".desk") ?? bar(null, true);
  one("[role='status']", line).textContent = text;
  clearTimeout(saidUntil);
  saidUntil = setTimeout(() => {
    one("[role='status']", line).textContent = "";
    if (line.dataset.said) line.remove();
  }, 4000);
}

/** Tools for a sentence at the foot of the window; without one they go. */
function bar(place, said = false) {
  one(".desk")?.remove();
  if (!place && !said) return null;
  const made = element("div", { class: "desk tools", "data-testid": "desk" });
  if (place) made.append(button(`${words.quote} (c)`, () => quote(place)), button(`${words.keep_sentence} (n)`, () => keepSentence(place)));
  else made.dataset.said = "true";
  made.append(element("span", { role: "status" }));
  document.body.append(made);
  return made;
}

function mark(sentence) {
  for (const other of document.querySelectorAll(".sentence[aria-current]")) other.removeAttribute("aria-current");
  sentence.setAttribute("aria-current", "true");
  bar(placeOf(sentence));
}

/** Writes the note of what is kept, or is about to be. */
function edit(note) {
  const before = document.activeElement;
  const text = element("textarea", { "aria-label": words.note, placeholder: words.note, rows: "4" });
  text.value = note.note ?? "";
  const form = element("form", { method: "dialog" });
  form.append(element("b", {}, note.kind === "view" ? note.title : note.quotation), element("p", { class: "quiet" }, note.reference ?? ""), text);
  const dialog = element("dialog", { class: "desk-form", "data-testid": "note-form", "aria-label": words.title }, form);
  const tools = element("p", { class: "tools" }, button(words.save, () => form.requestSubmit()), button(words.cancel, () => dialog.close()));
  form.append(tools);
  form.addEventListener("submit", async () => {
    const now = { ...note, note: text.value.trim(), made: note.made ?? new Date().toISOString() };
    now.id ??= `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
    const same = (other) => other.id === now.id;
    const put = (all) => (all.list = all.list.some(same) ? all.list.map((other) => (same(other) ? now : other)) : [now, ...all.list]);
    await change(put).then(() => say(words.kept), () => say(words.not_kept));
    show();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  text.focus();
}

async function forget(note) {
  const without = (all) => {
    all.list = all.list.filter((other) => other.id !== note.id);
    all.gone = [...all.gone, note.id];
  };
  await change(without).catch(() => say(words.not_kept));
  show();
  one("[data-notes] a, [data-key='keep']")?.focus();
}

/** Fills the list of what is kept. */
function show() {
  const place = one("[data-notes]");
  if (!place) return;
  const rows = kept.list.map((note) => {
    const row = element("li", { "data-testid": "note", "data-kind": note.kind });
    const day = element("small", { class: "quiet" }, `${words[note.kind]} · ${note.made.slice(0, 10)}`);
    row.append(element("a", { href: note.address }, note.kind === "view" ? note.title : note.quotation), " ", day);
    if (note.reference) row.append(element("p", { class: "quiet" }, note.reference));
    if (note.note) row.append(element("p", { class: "note__text" }, note.note));
    row.append(element("p", { class: "tools" }, button(words.edit, () => edit(note)), button(words.delete, () => forget(note))));
    return row;
  });
  place.replaceChildren(rows.length ? element("ol", { class: "kept-notes" }, ...rows) : element("p", { class: "empty" }, words.empty));
}

function exportNotes() {
  const text = JSON.stringify({ corpus: document.title, day: today(), notes: kept.list }, null, 2);
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href, download: "wenlan-notes.json" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** Kept views as sides of a comparison. */
function offerViews() {
  const fields = document.querySelectorAll(".reading input[data-ask='a'], .reading input[data-ask='b']");
  const views = kept.list.filter((note) => note.kind === "view");
  if (!fields.length || !views.length || one("#kept-views")) return;
  const options = views.map((note) => element("option", { value: note.address, label: note.title }));
  fields[0].after(element("datalist", { id: "kept-views" }, ...options));
  for (const field of fields) field.setAttribute("list", "kept-views");
}

// ── Long concordances: a window of the lines is there, the others are asked for as the reader scrolls ──
const AHEAD = 40;

function unroll() {
  const list = one(".kwic[data-window]:not(.kwic--sentence)");
  const total = Number(list?.dataset.window);
  if (!list || list.parentElement.className === "kwic__window" || total <= list.children.length) return;
  // On paper it says that there are more.
  one(".reading [data-more]")?.classList.add("on-paper");
  const box = element("div", { class: "kwic__window", "data-testid": "kwic-window" });
  list.replaceWith(box);
  box.append(list);
  const height = list.firstElementChild.getBoundingClientRect().height;
  const search = location.search;
  let [from, to] = [0, list.children.length];
  let [busy, again] = [false, false];
  const place = () => {
    list.style.paddingTop = `${from * height}px`;
    list.style.paddingBottom = `${(total - to) * height}px`;
  };
  const seen = () => [box.scrollTop / height, (box.scrollTop + box.clientHeight) / height];
  /** Brings the lines around those seen; the newest place wins. */
  const fill = async () => {
    if (busy) return void (again = true);
    const [first, last] = seen();
    if (first >= from && Math.min(last, total) <= to) return;
    const [start, end] = [Math.max(0, Math.floor(first) - AHEAD), Math.min(total, Math.ceil(last) + AHEAD)];
    busy = true;
    try {
      const markup = await ask(ASK.lines, [root.lang, start, end - start, search].join("\n"));
      if (!list.isConnected) return;
      const key = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      list.innerHTML = markup; // the worker's: all text in it is escaped
      [from, to] = [start, start + list.children.length];
      place();
      if (key) one(`[data-key="${CSS.escape(key)}"]`, list)?.focus({ preventScroll: true });
    } finally {
      busy = false;
      if (again) (again = false), fill();
    }
  };
  place();
  let frame = 0;
  box.addEventListener("scroll", () => {
    cancelAnimationFrame(frame);
    if (list.isConnected) places.set(search, { ...places.get(search), top: box.scrollTop });
    frame = requestAnimationFrame(fill);
  });
  box.scrollTop = places.get(search)?.top ?? 0;
  fill().then(() => {
    const key = places.get(search)?.key;
    if (key && document.activeElement === document.body) one(`[data-key="${CSS.escape(key)}"]`, list)?.focus({ preventScroll: true });
  });
  box.addEventListener("keydown", async (event) => {
    const item = event.target.closest?.("li");
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -total, End: total }[event.key];
    if (!item || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const nth = Math.min(total, Math.max(1, Number(item.getAttribute("aria-posinset")) + step));
    const find = () => one(`li[aria-posinset="${nth}"] a`, list);
    if (!find()) {
      box.scrollTop = (nth - 1) * height - box.clientHeight / 2;
      for (let tries = 0; tries < 50 && !find(); tries++) await new Promise((resolve) => setTimeout(resolve, 40));
    }
    find()?.focus({ preventScroll: true });
    find()?.scrollIntoView({ block: "nearest" });
  });
}

// ── A span of a trend ──
/** Follows an address as a link of the page. */
function go(href) {
  const way = element("a", { href, hidden: "" });
  document.body.append(way);
  way.click();
  way.remove();
}

/** A period's first or last day, as far as the address needs it: weeks become days. */
function edge(period, isLast) {
  const week = /^(\d{4})-W(\d\d)$/.exec(period);
  if (!week) return period;
  const fourth = new Date(Date.UTC(Number(week[1]), 0, 4));
  const day = (Number(week[2]) - 1) * 7 - ((fourth.getUTCDay() + 6) % 7) + (isLast ? 6 : 0);
  return new Date(fourth.getTime() + day * 86_400_000).toISOString().slice(0, 10);
}

function brush(event, plot) {
  const svg = one("svg", plot);
  const periods = plot.dataset.brush.split(" ");
  const box = svg.getBoundingClientRect();
  const at = (x) => Math.min(periods.length - 1, Math.max(0, Math.floor(((x - box.left) / box.width) * periods.length)));
  const from = event.clientX;
  let band = null;
  const span = (x) => [Math.min(at(from), at(x)), Math.max(at(from), at(x))];
  const move = (now) => {
    if (!band && Math.abs(now.clientX - from) < 8) return;
    const view = svg.viewBox.baseVal;
    if (!band) {
      band = document.createElementNS(svg.namespaceURI, "rect");
      band.setAttribute("class", "brush");
      svg.append(band);
    }
    const [first, last] = span(now.clientX);
    const slot = view.width / periods.length;
    for (const [key, value] of [["x", first * slot], ["y", 0], ["width", (last - first + 1) * slot], ["height", view.height]]) {
      band.setAttribute(key, value);
    }
  };
  const end = (now) => {
    for (const [kind, heard] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) removeEventListener(kind, heard);
    band?.remove();
    if (!band || now.type !== "pointerup") return;
    // The end of a drag is no press on a mark. Where the browser makes none of it, the next press is not swallowed.
    const swallow = (press) => (press.preventDefault(), press.stopPropagation());
    addEventListener("click", swallow, { capture: true, once: true });
    const [first, last] = span(now.clientX);
    setTimeout(() => {
      removeEventListener("click", swallow, { capture: true });
      go(changed({ from: edge(periods[first], false), to: edge(periods[last], true) }));
    }, 0);
  };
  for (const [kind, heard] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) addEventListener(kind, heard);
}

function changed(change) {
  const out = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) out.set(name, value);
  return `?${out}`;
}

// ── Keys and presses ──
/** The marks of repairs in an article: Tab reaches one of them, arrows the others. */
function repairs(now, step = 0) {
  const all = [...document.querySelectorAll(".sheet__text .repair[tabindex]")];
  const next = all[Math.max(0, all.indexOf(now)) + step];
  for (const mark of next ? all : []) mark.tabIndex = mark === next ? 0 : -1;
  if (step) next?.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, dialog")) return;
  const isReading = one("[data-testid='reader']");
  if ((event.key === "c" || event.key === "n") && meant()) {
    event.preventDefault();
    event.key === "c" ? quote(meant()) : keepSentence(meant());
  } else if ((event.key === "j" || event.key === "k") && isReading) {
    const all = [...isReading.querySelectorAll(".sentence[data-at]")];
    const here = all.findIndex((sentence) => sentence.hasAttribute("aria-current"));
    const next = all[here < 0 ? 0 : here + (event.key === "j" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    mark(next);
    next.scrollIntoView({ block: "nearest" });
  } else if (/^Arrow(Left|Right)$/.test(event.key) && event.target.matches?.(".repair")) {
    repairs(event.target, event.key === "ArrowRight" ? 1 : -1);
  } else if (event.key === "Escape" && one(".desk")) {
    bar(null);
  }
}

function onPress(event) {
  const target = event.target;
  const keep = target.closest?.("[data-keep]");
  if (keep) return keepView(keep.dataset.keep);
  if (target.closest?.("[data-export]")) return exportNotes();
  const sentence = target.closest?.("[data-testid='reader'] .sentence[data-at]");
  if (sentence && !target.closest("a, button")) mark(sentence);
}

let isListening = false;
function listen() {
  if (isListening) return;
  isListening = true;
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onPress);
  document.addEventListener("focusin", ({ target }) => {
    if (!target.closest?.(".reading")) return;
    last = { ...places.get(location.search), key: target.dataset?.key ?? "" };
    places.set(location.search, last);
  });
  document.addEventListener("pointerdown", (event) => {
    const plot = event.button === 0 && event.isPrimary && event.target.closest?.(".trendplot");
    if (plot) brush(event, plot);
  });
  // A mark is a link, which the browser would drag away.
  document.addEventListener("dragstart", (event) => event.target.closest?.(".trendplot") && event.preventDefault());
}
