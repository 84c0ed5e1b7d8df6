// The service worker: after the first visit the explorer opens without a network. What it keeps are the files of one
// build, named by their content; the page itself is asked of the network first. Corpora given by an address are not kept.
const build = null; // {id, files, later, pages}: put in by `wenlan finish`

const SCOPE = self.registration.scope;
const PREFIX = `wenlan ${SCOPE} `;
const CACHE = PREFIX + build.id;
const at = (name) => new URL(name, SCOPE).href;
const KEPT = new Set([...build.files, ...build.later].map(at));
const HOME = at("./");
/** Pages: of what the address says, what is kept. */
const PAGES = new Map([[HOME, HOME], [at("index.html"), HOME], ...build.pages.map((name) => [at(name), at(name)])]);

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) =>
      // From the browser's own cache where it has them: their names say what is in them. The page never.
      Promise.all([
        cache.addAll(build.files.map(at)),
        fetch(HOME, { cache: "no-cache" }).then((page) => {
          if (!page.ok) throw new Error(`the page answered ${page.status}`);
          return cache.put(HOME, page);
        }),
        ...build.pages.map((name) => fetch(at(name), { cache: "no-cache" }).then((page) => page.ok && cache.put(at(name), page))),
      ]),
    ),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
      await self.clients.claim();
      // What import and words need, when the rest is there; without it they ask the network.
      const cache = await caches.open(CACHE);
      for (const name of build.later) if (!(await cache.match(at(name)))) await cache.add(at(name)).catch(() => {});
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.href.startsWith(SCOPE)) return;
  const plain = url.origin + url.pathname;
  if (KEPT.has(plain)) {
    event.respondWith(caches.match(plain, { cacheName: CACHE }).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === "navigate" && request.destination !== "iframe" && PAGES.has(plain)) {
    event.respondWith(page(request, PAGES.get(plain)));
  }
});

/** The page from the network, or as it was kept with its files when the network does not answer in time. */
async function page(request, name) {
  const kept = await caches.match(name, { cacheName: CACHE });
  const net = fetch(request);
  if (!kept) return net;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept.clone()), 4000));
  return Promise.race([net.then((page) => (page.ok ? page : kept.clone())).catch(() => kept.clone()), late]);
}
