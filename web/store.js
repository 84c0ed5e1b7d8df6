// Corpora kept in this browser: IndexedDB, a record of facts and a pack for each. Fetched when first needed.
//
// IndexedDB and not the origin's private file system: facts and pack are written in one transaction, so that
// after a crash the old corpus is there or the new one and never a half; it is there in every browser that runs
// the explorer (writable files are not, in older Safari); its cost, a copy of the pack, is small beside indexing.

const NAME = "wenlan";
const FACTS = "facts";
const PACKS = "packs";

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another tab holds an older store open"));
  });

let opened = null;
function database() {
  opened ??= (() => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(FACTS, { keyPath: "key" });
      request.result.createObjectStore(PACKS);
    };
    return settled(request);
  })().then((db) => {
    // A newer page in another tab wants to change the store: let it.
    db.onversionchange = () => {
      db.close();
      opened = null;
    };
    db.onclose = () => {
      opened = null;
    };
    return db;
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

/** Runs `work` in one transaction over both stores; settles when it is on the disk. */
async function transact(mode, work) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction([FACTS, PACKS], mode, { durability: "strict" });
    let result;
    transaction.oncomplete = () => resolve(result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    const request = work(transaction.objectStore(FACTS), transaction.objectStore(PACKS));
    if (request) request.onsuccess = () => (result = request.result);
  });
}

/** Facts of all kept corpora, the last saved first. */
export async function list() {
  const all = await transact("readonly", (facts) => facts.getAll());
  return all.sort((a, b) => b.saved - a.saved);
}

/** The pack kept under a key, if there is one. */
export const open = (key) => transact("readonly", (_, packs) => packs.get(key));

const factsOf = (key) => transact("readonly", (facts) => facts.get(key));

/** Keeps a pack. A name given before stays. */
export async function save(key, about, pack) {
  const before = await factsOf(key);
  const facts = { ...about, key, name: before?.name ?? about.name, bytes: pack.byteLength, saved: Date.now() };
  await transact("readwrite", (store, packs) => {
    store.put(facts);
    packs.put(pack, key);
  });
  return facts;
}

export async function rename(key, name) {
  const facts = await factsOf(key);
  if (facts) await transact("readwrite", (store) => void store.put({ ...facts, name }));
}

export const remove = (key) =>
  transact("readwrite", (facts, packs) => {
    facts.delete(key);
    packs.delete(key);
  });

/** Saves a pack as a file of this name. */
export function download(name, _, pack) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([pack], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  // Large files are taken after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The pack kept under a key as a file that can be taken in. */
export async function file(key) {
  const pack = await open(key);
  return pack && [new File([pack], `${key}.wenlan`)];
}

/** Bytes used and granted, and whether the browser promises to keep them. */
export async function room() {
  const storage = navigator.storage;
  const { usage = 0, quota = 0 } = (await storage?.estimate?.()) ?? {};
  return { usage, quota, persisted: (await storage?.persisted?.()) ?? false };
}

/** Asks the browser to keep what is stored until the reader deletes it. */
export const persist = async () => (await navigator.storage?.persist?.()) ?? false;
