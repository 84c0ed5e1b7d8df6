// Starts the page: the worker and the corpus at once, the page's own program beside them.
// What the build knows (hashed names, integrity) stands in the page as JSON. This file and link.js keep to what browsers
// of 2018 read, so that older ones can say why the program does not run.
import { connect } from "./link.js";

const root = document.documentElement;
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
  plain();
}

// Where the program cannot run the articles can still be searched, plainly.
const plain = () => import(here(build.plain));

// Colours chosen on an earlier visit, before the first paint.
try {
  const scheme = new URLSearchParams(location.search).get("scheme") || localStorage.getItem("wenlan.scheme");
  if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
} catch {
  // No storage here (a sandboxed frame): the system's colours it is.
}

async function run() {
  if (typeof WebAssembly !== "object") return fail("nowasm");
  // Without cascade layers the page has no styles: such browsers get the list, which does without.
  if (typeof CSSLayerBlockRule !== "function") return fail("oldwasm");
  // In a frame, what speaks with its host comes before anything is shown.
  const frame = parent !== self && (await import(here(build.frame.js)).catch(() => null));
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
  const chosen = {
    get: () => {
      try {
        return own || address.get("embed") === "reader" ? null : localStorage.getItem("wenlan.kept");
      } catch {
        return null;
      }
    },
    set: (key) => {
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
  self.wenlanHost = {
    ask: (bytes, onProgress) => link.ask(bytes, onProgress || undefined),
    script: (bytes) => link.askScript(bytes),
    restart: () => link.restart(),
    pack: (() => {
      let first = fetchPack();
      first.catch(() => {});
      // The first call takes the early fetch; a retry fetches again.
      return () => {
        const now = first || fetchPack();
        first = null;
        return now;
      };
    })(),
    // Packs go straight to the worker: the page's own program has no use for them, and its memory never shrinks.
    open: (bytes) => link.post({ give: "pack", bytes }, [bytes.buffer]),
    // Import and words need the larger engine and the lexicon: both come when first asked for.
    lexicon: () => {
      const { js, wasm, integrity } = build.full;
      return link.upgrade({ js: here(js), wasm: here(wasm), integrity }, () => load(build.lexicon));
    },
    // What is chosen, dropped or pasted has to be taken hold of while the event lasts.
    grasp: (from) => ({
      files: [].slice.call(from.files || from),
      entries: [].map.call(from.items || [], (item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean),
      html: from.getData ? from.getData("text/html") : "",
      text: from.getData ? from.getData("text/plain") : "",
    }),
    take: (given, lang, place, told) =>
      import(here(build.import)).then((module) => module.take({ link, lexicon: self.wenlanHost.lexicon, lang, place, told }, given)),
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
    if (what === "desk" || what === "notes") return (await import(here(build.desk)))[what](link, chosen.get() || own || loose);
    const module = await store();
    // Firefox asks its reader, who may take their time over the answer: nothing waits for it.
    if (what === "save") module.persist().catch(() => false);
    const pack = what === "save" || what === "download" ? await link.post({ give: "nothing" }, []) : null;
    const done = await module[what](key, about, pack);
    if (what === "save") chosen.set(key);
    if (what === "remove" && chosen.get() === key) chosen.set(null);
    return done === undefined ? null : done;
  };
  self.wenlanHost.picture = (svg, about) => import(here(build.picture)).then((module) => module.save(svg, about));
  self.wenlanHost.themes = (lang, onApplied) =>
    import(here(build.themes)).then((module) => module.edit((question) => link.askScript(question), lang, onApplied));
  // Buttons say which list they save as what.
  addEventListener("click", ({ target }) => {
    const button = target.closest && target.closest("[data-file]");
    if (button) import(here(build.save)).then((module) => module.save((bytes) => link.askScript(bytes), button.dataset.file)).catch(console.error);
  });
  self.wenlanHost.publish = (lang, name) =>
    import(here(build.publish)).then((module) => module.publish({ link, here, lang, name }));
  link.start().catch(plain);

  try {
    // Program and wasm are asked for together.
    const wasm = fetch(here(build.app.wasm), { integrity: build.app.integrity });
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
  document.body.dataset.printed = `${location.href} · ${new Date().toISOString().slice(0, 10)}`;
});

// A trap in the page's program: say so and offer to start anew with the same address.
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) {
    root.dataset.ready = "false";
    fail("crashed", event.error);
  }
});

run().catch((error) => fail("unreachable", error));
