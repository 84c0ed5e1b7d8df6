// Starts the page: the worker and the corpus at once, the page's own program beside them.
// What the build knows (hashed names, integrity) stands in the page as JSON. This file and link.js keep to what browsers
// of 2018 read, so that older ones can say why the program does not run.
import { connect } from "./link.js";

const root = document.documentElement;
// From here on the search box in the page answers.
root.dataset.boot = "";
const build = JSON.parse(document.getElementById("wenlan-build").textContent);
const here = (name) => new URL(name, document.baseURI).href;

function fail(reason, error) {
  if (error) console.error(error);
  const status = document.getElementById("boot-status");
  if (status && root.dataset.ready !== "true") {
    status.dataset.state = "failed";
    status.hidden = false;
    status.querySelector("[data-reason]").textContent = status.dataset[reason] || "";
  }
  Promise.resolve(speak()).then(() => plain(true));
}

// A reader's language that the page was not published in: what stands in it is said so, as the program will. Where the
// address asks for it at once; the browser's own where the program does not come, else the page would change twice.
const wished = new URLSearchParams(location.search).get("lang");
const published = root.lang;
const tag = wished || root.dataset.lang || navigator.language;
const tongue = /^en\b/i.test(tag) ? "en" : /^zh\b.*(hant|tw|hk|mo)\b/i.test(tag) ? "zh-Hant" : "zh-Hans";
function speak() {
  if (tongue !== published) return import(here(build.tongue)).then((module) => module.say(build.tongues, tongue)).catch(console.error);
}
if (wished) speak();

// Before the program is there, and where it cannot run, the articles can be searched plainly.
const plain = (isLast) => import(here(build.plain)).then(() => self.wenlanPlain && self.wenlanPlain(isLast));

// Colours chosen on an earlier visit, before the first paint.
try {
  const scheme = new URLSearchParams(location.search).get("scheme") || localStorage.getItem("wenlan.scheme");
  if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
} catch {
  // No storage here (a sandboxed frame): the system's colours it is.
}

// The search box that stands in the page: what is typed there is in the address at once, where the program finds it.
const early = document.getElementById("q");
if (early) {
  if (parent !== self) root.dataset.framed = "";
  const put = () => {
    const address = new URL(location.href);
    early.value ? address.searchParams.set("q", early.value) : address.searchParams.delete("q");
    try {
      history.replaceState(null, "", address);
    } catch {
      // A frame without an origin keeps its address.
    }
    plain(false).catch(() => {});
  };
  early.addEventListener("input", (event) => event.isComposing || put());
  // A word that is being composed is not torn from its box: the program waits for its end.
  early.addEventListener("compositionstart", () => (root.dataset.composing = ""));
  early.addEventListener("compositionend", () => {
    delete root.dataset.composing;
    put();
  });
  early.form.addEventListener("submit", (event) => event.preventDefault());
  // What was typed before this ran, or what the address asks for.
  const asked = new URLSearchParams(location.search).get("q") || "";
  if (early.value && early.value !== asked) put();
  else if (asked) {
    early.value = asked;
    plain(false).catch(() => {});
  }
}

async function run() {
  // In a frame, what speaks with its host comes before anything is shown, and says to it why there is no more.
  const frame = parent !== self && (await import(here(build.frame.js)).catch(() => null));
  if (typeof WebAssembly !== "object") return fail("nowasm");
  // Without cascade layers the page has no styles: such browsers get the list, which does without.
  if (typeof CSSLayerBlockRule !== "function") return fail("oldwasm");
  const link = connect({
    open: frame && frame.worker,
    worker: here(build.worker.shell),
    js: here(build.worker.js),
    wasm: here(build.worker.wasm),
    integrity: build.worker.integrity,
  });
  // The corpus is fetched while both programs load.
  const load = ({ href, integrity }) =>
    // The content policy refuses another site's files with an error that says nothing: a host may hand them over.
    new URL(here(href)).origin !== location.origin
      ? (frame && frame.corpus ? frame.corpus() : Promise.reject(new Error("foreign")))
      : fetch(here(href), integrity ? { integrity } : undefined).then(async (answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
      return new Uint8Array(await answer.arrayBuffer());
    });
  const address = new URLSearchParams(location.search);
  const own = address.get("corpus");
  // A corpus kept in this browser is opened in place of the bundled one; which, a word in local storage says.
  const store = () => import(here(build.store));
  // It is asked once: another tab may have chosen another one since.
  let mine;
  const chosen = {
    get: () => {
      try {
        // What a reader keeps for themselves is not shown on a host's page, but where it is the whole explorer.
        const embed = address.get("embed");
        if (mine === undefined) mine = own || (embed && embed !== "editor") ? null : localStorage.getItem("wenlan.kept");
      } catch {
        mine = null;
      }
      return mine;
    },
    set: (key) => {
      mine = key || null;
      try {
        key ? localStorage.setItem("wenlan.kept", key) : localStorage.removeItem("wenlan.kept");
      } catch {
        // Without storage there is nothing kept to choose.
      }
    },
  };
  const fetchPack = async () => {
    const key = chosen.get();
    if (key) {
      try {
        const pack = await (await store()).open(key);
        if (pack) return pack;
      } catch (error) {
        console.error(error);
      }
      chosen.set(null);
    }
    return load(own ? { href: own } : build.pack);
  };
  // What a reader does is painted before an answer changes the page; what is out of sight is not painted.
  let painting;
  const paint = () => {
    painting =
      painting ||
      new Promise((done) => {
        requestAnimationFrame(() => setTimeout(done));
        setTimeout(done, 100);
      }).then(() => (painting = null));
  };
  for (const name of ["keydown", "input", "click", "popstate"]) addEventListener(name, paint, true);
  let bundled;
  self.wenlanHost = {
    bundled: () => bundled(),
    ask: async (bytes, onProgress) => {
      const answer = await link.ask(bytes, onProgress || undefined);
      await painting;
      return answer;
    },
    script: (bytes) => link.askScript(bytes),
    restart: () => link.restart(),
    pack: (() => {
      let first = fetchPack();
      first.catch(() => plain(true));
      // The corpus of the list in the page, for as long as the engine has not got it.
      const early = own || chosen.get() ? null : first;
      bundled = () => Promise.resolve(early);
      // The first call takes the early fetch; a retry fetches again.
      return () => {
        const now = first || fetchPack();
        first = null;
        return now;
      };
    })(),
    // Packs go straight to the worker: the page's own program has no use for them, and its memory never shrinks.
    open: (bytes) => link.post({ give: "pack", bytes, name: bytes.named }, [bytes.buffer]),
    // Import and words need the larger engine and the lexicon: both come when first asked for.
    lexicon: () => {
      const { js, wasm, integrity } = build.full;
      return link.upgrade({ js: here(js), wasm: here(wasm), integrity }, () => load(build.lexicon));
    },
    // What a mark opens stands last in its address.
    lead: (picture, base, open) => {
      for (const mark of picture.querySelectorAll(".mark")) {
        mark.setAttribute("href", mark.getAttribute("href").replace(/.*(?=ev=)/, `?${base}${base && "&"}`));
        mark.dataset.key === open ? mark.setAttribute("aria-current", "true") : mark.removeAttribute("aria-current");
      }
    },
    // What is chosen, dropped or pasted has to be taken hold of while the event lasts.
    grasp: (from) => ({
      files: [].slice.call(from.files || from),
      join: !!from.join,
      notes: from.notes || "",
      entries: [].map.call(from.items || [], (item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean),
      html: from.getData ? from.getData("text/html") : "",
      text: from.getData ? from.getData("text/plain") : "",
    }),
    take: async (given, lang, place, told) => {
      const [module, kept] = await Promise.all([import(here(build.import)), store()]);
      const { begin, left, forget } = kept;
      const open = async (bytes) => {
        const answer = await self.wenlanHost.open(bytes);
        // A corpus of its own: what was open stays kept as it was.
        self.wenlanHost.choose("-");
        return answer;
      };
      const join = (from) => self.wenlanHost.store("join", from);
      const host = { join, link, lexicon: self.wenlanHost.lexicon, lang, place, told, open, pending: { begin, left, forget } };
      return given ? module.take(host, given) : module.resume(host);
    },
    // An import that was cut off can be gone on with.
    resume: async (lang, place, told) => {
      try {
        if (localStorage.getItem("wenlan.importing")) await self.wenlanHost.take(null, lang, place, told);
      } catch (error) {
        console.error(error);
      }
    },
  };
  // Corpora kept in this browser.
  self.wenlanHost.kept = () => chosen.get() || "";
  // An empty corpus is nobody's until it is kept: what is noted in it is not the bundled articles'.
  let loose = "";
  self.wenlanHost.choose = (key) => {
    loose = key === "-" ? `loose-${Date.now()}` : "";
    chosen.set(loose ? null : key);
  };
  self.wenlanHost.store = async (what, key, about) => {
    if (what === "desk" || what === "notes" || what === "join") return (await import(here(build.desk)))[what](link, chosen.get() || own || loose, key);
    const module = await store();
    // Firefox asks its reader, who may take their time over the answer: nothing waits for it.
    if (what === "save") module.persist().catch(() => false);
    const pack = what === "save" || what === "download" ? await link.post({ give: "nothing" }, []) : null;
    const done = await module[what](key, about, pack);
    if (what === "save") chosen.set(done.key);
    if (what === "remove") (await import(here(build.desk))).drop(key).catch(console.error);
    // What is open hears its new name.
    if (what === "rename" && chosen.get() === key && about) return link.post({ give: "rename", name: about }, []);
    return done === undefined ? null : done;
  };
  self.wenlanHost.picture = (svg, about) => import(here(build.picture)).then((module) => module.save(svg, about));
  self.wenlanHost.edit = (what, lang, onApplied) =>
    import(here(build[what])).then((module) => module.edit(link, lang, onApplied, self.wenlanHost));
  // Buttons say which list they save as what.
  addEventListener("click", ({ target }) => {
    const button = target.closest && target.closest("[data-file]");
    if (button) import(here(build.save)).then((module) => module.save((bytes) => link.askScript(bytes), button.dataset.file)).catch(console.error);
  });
  const notes = () => self.wenlanHost.store("notes").catch(() => {});
  self.wenlanHost.publish = (lang, name, mixed) =>
    import(here(build.publish)).then((module) => module.publish({ link, here, lang, name, mixed, notes }));
  self.wenlanHost.rename = (name) => link.post({ give: "rename", name }, []);
  link.start().catch(() => plain(true));

  try {
    // Program and wasm are asked for together; where something is looked for already the texts come first.
    const before = early && early.value ? bundled().catch(() => {}) : null;
    const get = () => fetch(here(build.app.wasm), { integrity: build.app.integrity });
    const wasm = before ? before.then(get) : get();
    wasm.catch(() => {});
    const app = await import(here(build.app.js));
    await app.default({ module_or_path: wasm });
  } catch (error) {
    const blocked = error instanceof WebAssembly.CompileError && /unsafe-eval|Content Security|\bCSP\b/i.test(String(error));
    const old = error instanceof WebAssembly.CompileError || error instanceof SyntaxError;
    return fail(blocked ? "blocked" : old ? "oldwasm" : "unreachable", error);
  }
  // The service worker, once all is there; a frame has none.
  if (parent === self) setTimeout(() => import(here(build.offline)), 3000);
}

// On paper stand the address and the day.
addEventListener("beforeprint", () => {
  document.body.dataset.printed = `${location.href} · ${new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)}`;
});

// A trap in the page's program: say so and offer to start anew with the same address.
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) {
    root.dataset.ready = "false";
    fail("crashed", event.error);
  }
});

run().catch((error) => fail("unreachable", error));
