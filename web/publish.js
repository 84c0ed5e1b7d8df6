// Publishes the open corpus from the page: asks for title and the like, takes the site's own program, lets the worker
// write what is published, and offers it all as one zip. No server has a part in it. Fetched when first asked for.

const SAID = {
  "zh-Hans": {
    title: "发布为网站",
    help: "得到一个 zip，解开后放到任何静态网站的文件夹里即可打开，无须服务器。标为节选、题录的文章只刊其所许。",
    name: "标题", intro: "说明", url: "将放到的网址（可空）", accent: "主色", language: "语言",
    urlHelp: "给出后另有站点地图、订阅与 oEmbed。", browser: "随读者的浏览器",
    view: "为现在的视图做一页，题为", kept: "把“笔记”里存下的视图各做一页（笔记本身不刊出）", files: (n) => `${n} 个文件`, address: (given) => `“${given}”不是文件夹的网址：请写成 https://example.org/explorer/ 这样的。`, make: "生成 zip", cancel: "取消",
    fetching: "正在取程序文件", packing: "正在整理文章", zipping: "正在压缩", done: "已生成",
    program: "取不到程序文件，请检查网络后再试。", many: "文件太多，一个 zip 放不下：请用命令行 wenlan publish。",
    contrast: (value, paper, ratio, least, instead) => `主色 ${value} 在底色 ${paper} 上的对比度是 ${ratio}:1，要 ${least}:1 才看得清：请换深一些的，如 ${instead}。`,
  },
  "zh-Hant": {
    title: "發佈為網站",
    help: "得到一個 zip，解開後放到任何靜態網站的資料夾裏即可打開，無須伺服器。標為節選、題錄的文章只刊其所許。",
    name: "標題", intro: "說明", url: "將放到的網址（可空）", accent: "主色", language: "語言",
    urlHelp: "給出後另有網站地圖、訂閱與 oEmbed。", browser: "隨讀者的瀏覽器",
    view: "為現在的視圖做一頁，題為", kept: "把「筆記」裏存下的視圖各做一頁（筆記本身不刊出）", files: (n) => `${n} 個檔案`, address: (given) => `「${given}」不是資料夾的網址：請寫成 https://example.org/explorer/ 這樣的。`, make: "生成 zip", cancel: "取消",
    fetching: "正在取程式檔案", packing: "正在整理文章", zipping: "正在壓縮", done: "已生成",
    program: "取不到程式檔案，請檢查網路後再試。", many: "檔案太多，一個 zip 放不下：請用命令列 wenlan publish。",
    contrast: (value, paper, ratio, least, instead) => `主色 ${value} 在底色 ${paper} 上的對比度是 ${ratio}:1，要 ${least}:1 才看得清：請換深一些的，如 ${instead}。`,
  },
  en: {
    title: "Publish as a site",
    help: "Gives one zip: unpack it into a folder of any static host, no server needed. Of articles marked excerpt or metadata only that much is published.",
    name: "Title", intro: "Introduction", url: "Address it will have (may be empty)", accent: "Accent colour", language: "Language",
    urlHelp: "With it there are sitemap, feed and oEmbed too.", browser: "as the reader's browser",
    view: "Give the present view a page called", kept: "Give each view kept under “Notes” a page (the notes themselves are not published)", files: (n) => `${n} files`, address: (given) => `“${given}” is no address of a folder: write one such as https://example.org/explorer/.`, make: "Make the zip", cancel: "Cancel",
    fetching: "Fetching the program", packing: "Packing the articles", zipping: "Compressing", done: "Made",
    program: "The program could not be fetched: check the network and try again.", many: "Too many files for one zip: use wenlan publish on the command line.",
    contrast: (value, paper, ratio, least, instead) => `The accent ${value} has a contrast of ${ratio}:1 on the paper ${paper}, and needs ${least}:1 to be read: take a darker one, such as ${instead}.`,
  },
};

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
};

/** The dialog's own few rules: a style sheet made here is no inline style, which the page's policy refuses. */
function dress() {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      .publish label { display: grid; gap: 2px; font-size: var(--t-14); }
      .publish input:not([type=checkbox], [type=color]), .publish select, .publish textarea { width: 100%; min-height: var(--target); margin: 0; padding: 0 var(--s-2); border: 1px solid var(--rule-2); font: 400 var(--t-16)/1.7 var(--song); background: var(--paper); color: var(--ink); }
      .publish .tools { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; font-size: var(--t-14); }
      .publish small { color: var(--ink-2); font-size: var(--t-12); }`);
    if (!dress.done) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    dress.done = true;
  } catch {
    // An older browser: plain fields.
  }
}

/** Varint and bytes, as postcard writes strings and lists of bytes. */
function order(texts) {
  const parts = texts.map((text) => new TextEncoder().encode(text));
  const out = [];
  for (const part of parts) {
    const head = [];
    let n = part.length;
    while (n > 127) {
      head.push((n % 128) | 128);
      n = Math.floor(n / 128);
    }
    head.push(n);
    out.push(Uint8Array.from(head), part);
  }
  return joined(out);
}

function joined(parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The worker's answer: a list of paths and contents. */
function files(bytes) {
  let at = 0;
  const number = () => {
    let [n, unit] = [0, 1];
    for (;;) {
      const byte = bytes[at++];
      n += (byte & 127) * unit;
      if (byte < 128) return n;
      unit *= 128;
    }
  };
  const take = () => {
    const n = number();
    at += n;
    return bytes.subarray(at - n, at);
  };
  const list = [];
  for (let left = number(); left > 0; left--) list.push({ path: new TextDecoder().decode(take()), bytes: take() });
  return list;
}

const CRC = new Uint32Array(256).map((_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});
function crc32(bytes) {
  let crc = -1;
  for (let at = 0; at < bytes.length; at++) crc = CRC[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}

/** Deflated where the browser can and it is worth it; else nothing. */
async function deflated(bytes) {
  if (typeof CompressionStream !== "function" || bytes.length < 64) return null;
  let stream;
  try {
    stream = new CompressionStream("deflate-raw");
  } catch {
    return null; // an older browser, that has gzip alone
  }
  const packed = new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
  return packed.length < bytes.length ? packed : null;
}

/**
 * A zip archive (APPNOTE 6.3, without zip64): entries deflated or stored, names in UTF-8. Their date is always the
 * first that a zip can have, so that the same files give the same archive.
 */
export async function zip(list, onProgress = () => {}) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [index, { path, bytes }] of list.entries()) {
    onProgress(index, list.length);
    const name = new TextEncoder().encode(path);
    const packed = await deflated(bytes);
    const body = packed ?? bytes;
    const entry = new DataView(new ArrayBuffer(26));
    entry.setUint16(0, 20, true); // version needed
    entry.setUint16(2, 0x0800, true); // names in UTF-8
    entry.setUint16(4, packed ? 8 : 0, true);
    entry.setUint16(8, 0x21, true); // 1980-01-01
    entry.setUint32(10, crc32(bytes), true);
    entry.setUint32(14, body.length, true);
    entry.setUint32(18, bytes.length, true);
    entry.setUint16(22, name.length, true);
    const head = new Uint8Array(entry.buffer);
    const local = joined([Uint8Array.of(0x50, 0x4b, 3, 4), head, name]);
    const rest = new DataView(new ArrayBuffer(14));
    rest.setUint32(10, at, true);
    directory.push(joined([Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0), head, new Uint8Array(rest.buffer), name]));
    parts.push(local, body);
    at += local.length + body.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, list.length, true);
  end.setUint16(10, list.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, at, true);
  return new Blob([...parts, ...directory, new Uint8Array(end.buffer)], { type: "application/zip" });
}

/** The whole site as files: the program's own and what the worker writes. */
async function site({ link, here }, asked, say, said) {
  const fetched = async (name) => {
    const answer = await fetch(here(name));
    if (!answer.ok) throw new Error(said.program);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const text = new TextDecoder().decode(await fetched("program.json"));
  const { files: names } = JSON.parse(text);
  const all = [{ path: "program.json", bytes: new TextEncoder().encode(text) }];
  for (const [index, path] of names.entries()) {
    say(`${said.fetching} ${index + 1} / ${names.length}`);
    all.push({ path, bytes: await fetched(path) });
  }
  say(said.packing);
  const bytes = order([text, asked.title, asked.intro, asked.lang, asked.url, asked.accent, asked.views, asked.kept]);
  const told = await link.post({ bytes, script: "publish" }, [bytes.buffer], ({ done, of }) =>
    say(`${said.packing} ${done} / ${of}`),
  );
  if (told[0] !== 0) throw new Error(new TextDecoder().decode(told.subarray(1)));
  all.push(...files(told.subarray(1)));
  if (all.length > 65_000) throw new Error(said.many);
  return all;
}

/**
 * Asks what is to be published and offers the zip; settles when the dialog is closed.
 * @param {{link: object, here: (name: string) => string, lang: string, name: string, mixed: string, notes: () => Promise}} host `mixed`
 *   says that articles which are not the reader's are published too; `notes` hands the engine what is kept
 */
export function publish(host) {
  const said = SAID[host.lang] ?? SAID.en;
  const view = new URLSearchParams(location.search);
  for (const name of ["corpus", "embed", "lang"]) view.delete(name);
  const field = (label, input, help) => make("label", {}, label, input, ...(help ? [make("small", {}, help)] : []));
  const title = make("input", { type: "text", value: host.name, "data-testid": "publish-title" });
  const intro = make("textarea", { rows: "3" });
  const url = make("input", { type: "url", placeholder: "https://", "data-testid": "publish-url" });
  const accent = make("input", { type: "color", value: "#1c1a16" });
  const hasAccent = make("input", { type: "checkbox", "aria-label": said.accent });
  accent.addEventListener("input", () => (hasAccent.checked = true));
  const lang = make("select", {}, make("option", { value: "" }, said.browser));
  for (const [tag, name] of [["zh-Hans", "简体"], ["zh-Hant", "繁體"], ["en", "English"]]) {
    lang.append(make("option", { value: tag, lang: tag }, name));
  }
  const hasView = make("input", { type: "checkbox", "aria-label": said.view });
  const viewTitle = make("input", { type: "text", value: document.title.split(" · ")[0], "aria-label": said.view });
  const hasKept = make("input", { type: "checkbox", "data-testid": "publish-kept", "aria-label": said.kept });
  const status = make("p", { role: "status", "data-testid": "publish-status" });
  const go = make("button", { type: "button", "data-testid": "publish-make" }, said.make);
  const cancel = make("button", { type: "button" }, said.cancel);
  const dialog = make(
    "dialog",
    { class: "words publish", "data-testid": "publish", "aria-labelledby": "publish-title" },
    make("h2", { id: "publish-title" }, said.title),
    make("p", { class: "quiet" }, said.help),
    field(said.name, title),
    field(said.intro, intro),
    field(said.url, url, said.urlHelp),
    field(said.language, lang),
    make("p", { class: "tools" }, hasAccent, said.accent, accent),
    ...(view.size || [...view].length ? [make("p", { class: "tools" }, hasView, said.view, viewTitle)] : []),
    make("p", { class: "tools" }, hasKept, said.kept),
    ...(host.mixed ? [make("p", { "data-testid": "publish-mixed" }, host.mixed)] : []),
    make("p", { class: "tools" }, go, cancel),
    status,
  );
  const say = (text) => (status.textContent = text);
  go.addEventListener("click", async () => {
    go.disabled = true;
    try {
      const views = hasView.checked ? JSON.stringify([{ title: viewTitle.value, address: `?${view}` }]) : "";
      const asked = { title: title.value, intro: intro.value, lang: lang.value, url: url.value, accent: hasAccent.checked ? accent.value : "", views, kept: hasKept.checked ? "1" : "" };
      if (hasKept.checked) await host.notes();
      const all = await site(host, asked, say, said);
      const blob = await zip(all, (done, of) => say(`${said.zipping} ${done} / ${of}`));
      const link = make("a", { href: URL.createObjectURL(blob), download: `${title.value.trim().replace(/[\\/:*?"<>|]+/g, "_") || "wenlan"}.zip` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      say(`${said.done}: ${link.download} · ${said.files(all.length)} · ${(blob.size / 1e6).toFixed(1)} MB`);
    } catch (error) {
      const [first, ...facts] = error.message.split(" ");
      say(first === "contrast" ? said.contrast(...facts) : first === "address" ? said.address(facts.join(" ")) : error.message);
      // The colour that would do is put in place: one more press takes it.
      if (first === "contrast") accent.value = facts.at(-1);
    }
    go.disabled = false;
  });
  cancel.addEventListener("click", () => dialog.close());
  dress();
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve();
    });
  });
}
