// Inside a frame: tells the host how high the page is and what it shows, and hears what it is to show. Fetched by
// boot.js only there. Heights go to whoever embeds; what is shown goes to a host that has said hello, at its origin.

const root = document.documentElement;
const build = JSON.parse(document.getElementById("wenlan-build").textContent);
const here = (name) => new URL(name, document.baseURI).href;
const asked = new URLSearchParams(location.search);
const MODES = ["reader", "editor", "panel", "article"];
const mode = MODES.includes(asked.get("embed")) ? asked.get("embed") : asked.get("embed") ? "reader" : "";
const id = /^[\w.-]{1,64}$/.test(asked.get("id") ?? "") ? asked.get("id") : "wenlan";
const pym = /^[\w.-]{1,64}$/.test(asked.get("childId") ?? "") ? asked.get("childId") : null;
// A view: what a host may set and hears of. The corpus and the look belong to the frame's own address.
const VIEW = [
  "q", "theme", "place", "source", "year", "kind", "origin", "from", "to", "sort", "panel", "view", "article", "at", "ev", "mark",
  "read", "as", "by", "a", "b", "span", "beside", "min", "stop", "holds", "tag", "topic", "node", "near", "period", "rest", "terms", "unfold", "words", "script",
];
const KEPT = ["scheme", "accent", "paper", "ink", "size", "offset", "id", "childId"];
let host = null; // the origin of a host that said hello

root.dataset.framed = mode || "whole";
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = here(build.frame.css);
document.head.append(style);
const send = (data) => host && parent.postMessage(data, host);

// ── The look: whitelisted parameters, checked, set through the object model ──
const channels = (hex) => [1, 3, 5].map((at) => {
  const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
});
// Contrast as WCAG 2.2 defines it, of two colours #rrggbb.
function contrast(a, b) {
  const [x, y] = [a, b].map((hex) => channels(hex).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0) + 0.05);
  return Math.max(x, y) / Math.min(x, y);
}
const painter = document.createElement("canvas").getContext("2d");
/** A colour as CSS writes them, or six digits alone, as #rrggbb; none that is seen through. */
function colour(name) {
  const text = (asked.get(name) ?? "").trim();
  for (const written of text ? [text, `#${text}`] : []) {
    // What is no colour changes nothing.
    const [one, other] = ["#000000", "#ffffff"].map((before) => {
      painter.fillStyle = before;
      painter.fillStyle = written;
      return painter.fillStyle;
    });
    if (one === other && /^#[0-9a-f]{6}$/.test(one)) return one;
  }
  return null;
}
function dress() {
  // Colours that the reader's system forces stand above all others.
  if (matchMedia("(forced-colors: active)").matches) return;
  for (const name of ["--paper", "--ink"]) root.style.removeProperty(name);
  const [ground, text] = ["--paper", "--ink"].map((name) => getComputedStyle(root).getPropertyValue(name).trim());
  let [paper, ink] = [colour("paper"), colour("ink")];
  const refused = [];
  if (contrast(paper ?? ground, ink ?? text) < 7) {
    if (paper || ink) refused.push("paper", "ink");
    paper = ink = null;
  }
  let accent = colour("accent");
  if (accent && contrast(accent, paper ?? ground) < 4.5) {
    refused.push("accent");
    accent = null;
  }
  const put = (name, value) => (value ? root.style.setProperty(name, value) : root.style.removeProperty(name));
  put("--paper", paper);
  put("--paper-sunk", paper && `color-mix(in oklab, ${ink ?? text} 4%, ${paper})`);
  put("--ink", ink);
  put("--line", ink);
  // What is written fainter stays readable (4.5) wherever the two are 7 apart.
  const shades = { "--ink-2": 90, "--ink-3": 84, "--mark": 60, "--rule-2": 36, "--rule": 18 };
  for (const [name, share] of Object.entries(shades)) {
    put(name, (paper || ink) && `color-mix(in oklab, ${ink ?? text} ${share}%, ${paper ?? ground})`);
  }
  for (const one of ["--shilv", "--zheshi", "--huaqing", "--zi", "--gan"]) put(one, accent);
  if (refused.length) console.warn(`wenlan: ${refused.join(", ")} not taken: too little contrast to be read (4.5 for accent, 7 for text)`);
}
dress();
matchMedia("(prefers-color-scheme: dark)").addEventListener?.("change", dress);
new MutationObserver(dress).observe(root, { attributeFilter: ["data-scheme"] });
const size = Number(asked.get("size"));
if (size >= 80 && size <= 200) root.style.fontSize = `${size}%`;
const offset = Math.min(Math.max(Number(asked.get("offset")) || 0, 0), 400);

// ── The address: a frame's history belongs to its host ──
const replace = history.replaceState.bind(history);
let search = location.search;
let said = null;
const view = () => {
  const out = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(search)) if (VIEW.includes(name)) out.append(name, value);
  return out.toString();
};
const tellView = () => {
  const now = view();
  if (now !== said && host) {
    said = now;
    send({ type: "wenlan:view", view: now });
    tellEvidence();
  }
};
function move(state, title, url) {
  const to = new URL(url ?? location.href, document.baseURI);
  // What the page does not write again, so that a reload shows the same frame.
  if (mode) to.searchParams.set("embed", mode);
  for (const name of KEPT) if (asked.has(name)) to.searchParams.set(name, asked.get(name));
  search = to.search;
  try {
    replace(state, title, to.href);
  } catch {
    // A frame without an origin keeps its address; what is shown changes all the same.
  }
  tellView();
}
history.pushState = move;
history.replaceState = move;
addEventListener("popstate", () => {
  search = location.search;
  tellView();
});

let evidenceTurn = 0;
function tellEvidence() {
  const key = new URLSearchParams(search).get("ev");
  const turn = ++evidenceTurn;
  if (!key) return send({ type: "wenlan:evidence", key: null, total: 0, sentences: [] });
  const until = performance.now() + 10000;
  const look = () => {
    if (turn !== evidenceTurn || performance.now() > until) return;
    const drawer = document.querySelector("[data-testid=evidence-drawer]:not([data-busy])");
    const items = [...(drawer?.querySelectorAll("[data-testid=evidence]") ?? [])];
    if (!drawer || (items.length === 0 && drawer.dataset.total !== "0") || !drawer.querySelector("h2")?.textContent) return void setTimeout(look, 60);
    const sentences = items.map(({ dataset }) => ({ article: dataset.article, start: Number(dataset.start), end: Number(dataset.end) }));
    send({ type: "wenlan:evidence", key, total: Number(drawer.dataset.total), sentences });
  };
  look();
}

// ── A corpus of another site: this page's policy lets nobody here fetch it; its host may, and hands it over ──
const handed = {};
handed.corpus = new Promise((resolve, reject) => Object.assign(handed, { resolve, reject }));
handed.corpus.catch(() => {});
/** The corpus as bytes; refused where no host hands one over. */
export function corpus() {
  const refuse = () => handed.reject(new Error("foreign"));
  setTimeout(() => (host ? setTimeout(refuse, 60000) : refuse()), 4000);
  return handed.corpus;
}

// ── What the host says ──
addEventListener("message", (event) => {
  const data = event.data;
  if (event.source !== parent || !data || typeof data !== "object") return;
  if (data.type === "wenlan:hello" && event.origin && event.origin !== "null") {
    host = event.origin;
    said = null;
    tellStatus(true);
    if (root.dataset.ready === "true") tellReady();
  } else if (data.type === "wenlan:corpus" && event.origin === host) {
    if (data.bytes instanceof ArrayBuffer) handed.resolve(new Uint8Array(data.bytes));
    else handed.reject(new Error(typeof data.error === "string" ? data.error.slice(0, 200) : "foreign"));
  } else if (data.type === "wenlan:set" && event.origin === host && typeof data.view === "string" && data.view.length <= 4000) {
    const to = new URL(location.pathname, location.href);
    for (const [name, value] of new URLSearchParams(data.view)) if (VIEW.includes(name)) to.searchParams.append(name, value);
    for (const name of ["lang", "corpus"]) {
      const value = new URLSearchParams(search).get(name);
      if (value) to.searchParams.set(name, value);
    }
    // A frame for one panel or one article shows it under any view that names no other.
    const now = new URLSearchParams(location.search);
    const own = now.get("embed") ?? new URLSearchParams(search).get("embed");
    if ((own === "panel" || own === "article") && now.get(own) && !to.searchParams.has(own)) to.searchParams.set(own, now.get(own));
    move(null, "", to.href);
    // Before the program is there: the box that it takes over says the same.
    const early = document.querySelector("#early [data-testid=search-input]");
    if (early) early.value = to.searchParams.get("q") ?? "";
    dispatchEvent(new PopStateEvent("popstate"));
  }
});

parent.postMessage({ type: "wenlan:here", id }, "*");

// ── How the page is doing ──
let lastStatus = "";
function tellStatus(again) {
  const boot = document.getElementById("boot-status");
  const line = boot && !boot.hidden ? boot : document.querySelector("[data-testid=status]");
  const state = line?.dataset.state ?? "loading";
  const text = line && !line.hidden ? (line.querySelector("[data-reason], span") ?? line).textContent.trim() : "";
  if (!again && lastStatus === state + text) return;
  lastStatus = state + text;
  send({ type: "wenlan:status", state, text });
}
const tellReady = () => {
  tellHeight();
  send({ type: "wenlan:ready" });
  tellView();
};
new MutationObserver(() => {
  tellStatus(false);
  tellHeight();
}).observe(document.body, { subtree: true, attributeFilter: ["data-state", "hidden"] });
new MutationObserver(() => root.dataset.ready === "true" && tellReady()).observe(root, { attributeFilter: ["data-ready"] });

// ── Height, in every protocol that hosts speak ──
let height = 0;
let isLate = false;
setTimeout(() => {
  isLate = true;
  tellHeight();
}, 15000);
function tellHeight() {
  const whole = Math.ceil(document.body.getBoundingClientRect().height + document.body.offsetTop);
  // The list that stands there before the program is no reason for a host's page to grow and shrink again.
  const boot = document.getElementById("boot-status");
  const hasFailed = document.querySelector("[data-testid=status]")?.dataset.state === "failed";
  const isSettled = root.dataset.ready === "true" || (boot && !boot.hidden) || hasFailed || isLate;
  const now = isSettled ? whole : Math.min(whole, 640);
  if (now === height || now === 0) return;
  height = now;
  parent.postMessage({ type: "wenlan:height", id, height }, "*");
  parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  parent.postMessage({ "datawrapper-height": { [id]: height } }, "*");
  if (pym) parent.postMessage(`pymxPYMx${pym}xPYMxheightxPYMx${height}`, "*");
}
new ResizeObserver(tellHeight).observe(document.body);
addEventListener("load", tellHeight);
tellHeight();
// A host that follows has given the height asked for: then the frame does not scroll, its host does.
addEventListener("resize", () => {
  if (height > 0 && Math.abs(innerHeight - height) <= 2) root.dataset.sized = "true";
});

// ── In a frame as high as its page: what is fixed to the window goes where the reader looks ──
const seen = new IntersectionObserver((entries) => {
  const { intersectionRect: at } = entries[entries.length - 1];
  if (at.height <= 0) return;
  root.style.setProperty("--seen-top", `${Math.round(Math.max(0, at.top) + offset)}px`);
  root.style.setProperty("--seen-height", `${Math.round(at.height - offset)}px`);
});
setInterval(() => {
  seen.disconnect();
  if (root.dataset.sized && document.querySelector(".evidence, dialog[open], .drop")) seen.observe(document.body);
}, 200);
// To a place of the page: only after something the reader did.
const scroll = (top) => {
  if (root.dataset.sized && (navigator.userActivation?.isActive ?? true)) send({ type: "wenlan:scroll", top: Math.round(top) });
};
const [into, toPlace] = [Element.prototype.scrollIntoView, window.scrollTo.bind(window)];
Element.prototype.scrollIntoView = function (...how) {
  into.apply(this, how);
  scroll(this.getBoundingClientRect().top + scrollY);
};
window.scrollTo = (...how) => {
  toPlace(...how);
  if (how[1] === 0) scroll(0);
};

/** One worker for all frames of this site on the host's page: readers' frames with the same corpus ask the same. */
export function worker() {
  if (mode === "editor" || !mode || typeof SharedWorker !== "function" || asked.get("solo") === "1" || self.origin === "null") return null;
  let one;
  try {
    one = new SharedWorker(here(build.frame.shared), { type: "module", name: `wenlan ${asked.get("corpus") ?? ""}` });
  } catch {
    return null; // a frame without an origin, or a browser that has none
  }
  let [hear, fail, real, first] = [null, null, null, null];
  const { port } = one;
  let isHeard = false;
  port.onmessage = (event) => {
    isHeard = true;
    root.dataset.worker = "shared";
    hear?.(event);
  };
  // Not to be had after all: a worker of its own, with what was said so far.
  one.onerror = (event) => {
    if (isHeard) return fail?.(event);
    try {
      real = new Worker(here(build.worker.shell), { type: "module", name: "wenlan" });
    } catch (error) {
      return fail?.({ message: String(error) });
    }
    [real.onmessage, real.onerror] = [hear, fail];
    real.postMessage(first);
  };
  return {
    set onmessage(listener) {
      hear = listener;
      if (real) real.onmessage = listener;
    },
    set onerror(listener) {
      fail = listener;
      if (real) real.onerror = listener;
    },
    postMessage(message, transfer) {
      if (message.start) first = message;
      real ? real.postMessage(message, transfer) : port.postMessage(message, transfer ?? []);
    },
    terminate() {
      real ? real.terminate() : port.close();
    },
  };
}
