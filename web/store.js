// Corpora kept in this browser: IndexedDB, a record of facts and a pack for each. Fetched when first needed.
//
// IndexedDB and not the origin's private file system: facts and pack are written in one transaction, so that
// after a crash the old corpus is there or the new one and never a half; it is there in every browser that runs
// the explorer (writable files are not, in older Safari); its cost, a copy of the pack, is small beside indexing.
// Packs are kept as files (Blob), which browsers write without holding them in the page's memory.

/** WebKit's store takes files and then never settles: bytes there. */
const isWebKit = /AppleWebKit\/6/.test(navigator.userAgent);

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
    const fail = () => reject(transaction.error ?? new Error("aborted"));
    transaction.onerror = fail;
    transaction.onabort = fail;
    const request = work(transaction.objectStore(FACTS), transaction.objectStore(PACKS));
    if (request) request.onsuccess = () => (result = request.result);
  });
}

/** Facts of all kept corpora, the last saved first. */
export async function list() {
  const all = await transact("readonly", (facts) => facts.getAll());
  return all.sort((a, b) => b.saved - a.saved);
}

const packOf = (key) => transact("readonly", (_, packs) => packs.get(key));

/** When each corpus was saved last, as this tab knows it: another tab may have saved it since. */
const known = new Map();

/** The bytes of the pack kept under a key, if there is one; with the name the reader gave it as `named`. */
export async function open(key) {
  const [pack, facts] = await Promise.all([packOf(key), factsOf(key)]);
  known.set(key, facts?.saved);
  const bytes = await bytesOf(pack);
  return bytes && Object.assign(bytes, { named: facts?.name ?? "" });
}

async function bytesOf(pack) {
  // Earlier versions kept bytes, and so do browsers that cannot keep files.
  return pack instanceof Blob ? new Uint8Array(await pack.arrayBuffer()) : pack;
}

const factsOf = (key) => transact("readonly", (facts) => facts.get(key));

/**
 * Keeps a pack, a Blob. A name given before stays. What another tab has saved under the key since it was opened here is
 * not written over: this one is kept beside it, under the key that the facts say.
 */
export const save = (asked, about, pack) => alone(() => put(asked, about, pack));

/** One tab at a time: none writes between another's look and its writing. */
const alone = (work) => (navigator.locks ? navigator.locks.request("wenlan.save", work) : work());

async function put(asked, about, pack) {
  let before = await factsOf(asked);
  const isApart = before !== undefined && known.has(asked) && known.get(asked) !== before.saved;
  const key = isApart ? `corpus-${Date.now()}` : asked;
  if (isApart) before = { name: `${before.name} (2)` };
  const facts = { ...about, key, name: before?.name ?? about.name, bytes: pack.size, saved: Date.now() };
  const write = (pack) =>
    transact("readwrite", (store, packs) => {
      store.put(facts);
      packs.put(pack, key);
    });
  try {
    await write(isWebKit ? new Uint8Array(await pack.arrayBuffer()) : pack);
  } catch (error) {
    // No room is no room; other refusals are of files as such (private windows of some browsers).
    if (error?.name !== "QuotaExceededError") await write(new Uint8Array(await pack.arrayBuffer()));
    else {
      const { usage, quota } = await room();
      throw new Error(`full ${pack.size} ${Math.max(0, quota - usage)}`);
    }
  }
  known.set(key, facts.saved);
  return { ...facts, isApart };
}

export async function rename(key, name) {
  const facts = await factsOf(key);
  if (facts && name) await transact("readwrite", (store) => void store.put({ ...facts, name }));
}

/** Files of an import under way, under a key that is no corpus's. */
const PENDING = "~import";
const FLAG = "wenlan.importing";
/** Bytes up to which files are kept so. */
const MOST = 3e8;

/** Keeps the files of an import until the function it settles with is called. */
export async function begin(files) {
  if (files.reduce((sum, { file }) => sum + file.size, 0) > MOST) return null;
  // Held as long as this page lives: another tab does not take the import for one that was cut off, nor its place.
  let end;
  const isFree = await new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    const hold = (lock) => {
      resolve(lock !== null);
      return lock && new Promise((done) => (end = done));
    };
    navigator.locks.request(FLAG, { ifAvailable: true }, hold).catch(() => resolve(true));
  });
  if (!isFree) return null;
  const held = await Promise.all(files.map(async ({ file, name }) => ({ name, file: isWebKit ? await file.arrayBuffer() : file })));
  await transact("readwrite", (_, packs) => void packs.put(held, PENDING));
  localStorage.setItem(FLAG, "1");
  return async () => {
    end?.();
    await forget();
  };
}

export async function forget() {
  localStorage.removeItem(FLAG);
  await transact("readwrite", (_, packs) => void packs.delete(PENDING));
}

/** Files of an import that was cut off. */
export async function left() {
  const isFree = !navigator.locks || (await navigator.locks.request(FLAG, { ifAvailable: true }, (lock) => lock !== null));
  const held = isFree ? ((await packOf(PENDING)) ?? []) : [];
  return held.map(({ file, name }) => ({ name, file: file instanceof Blob ? file : new File([file], name) }));
}

/** Between the tabs of this site: keys of corpora that are deleted. */
const channel = self.BroadcastChannel && new BroadcastChannel("wenlan.removed");
const removed = (key) => dispatchEvent(new CustomEvent("wenlan-removed", { detail: key }));
if (channel) channel.onmessage = ({ data }) => removed(data);

/** Deletes a corpus; every tab hears of it. */
export async function remove(key) {
  await transact("readwrite", (facts, packs) => {
    facts.delete(key);
    packs.delete(key);
  });
  channel?.postMessage(key);
  removed(key);
}

/** Saves a pack as a file of this name. */
export function download(name, _, pack) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(pack);
  link.download = name;
  link.click();
  // Large files are taken after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The pack kept under a key as a file that is to be taken in. */
export async function file(key) {
  const [pack, facts] = await Promise.all([packOf(key), factsOf(key)]);
  // What has been noted since it was kept is not in the pack.
  return pack && Object.assign([new File([pack], `${facts?.name || key}.wenlan`)], { join: true, notes: key });
}

/** Bytes used and granted, and whether the browser promises to keep them. */
export async function room() {
  const storage = navigator.storage;
  const { usage = 0, quota = 0 } = (await storage?.estimate?.()) ?? {};
  return { usage, quota, persisted: (await storage?.persisted?.()) ?? false };
}

/** Asks the browser to keep what is stored until the reader deletes it. */
export const persist = async () => (await navigator.storage?.persist?.()) ?? false;
