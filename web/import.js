// Takes articles in: what was chosen, dropped or pasted, folders too. Shows what fields and columns are taken for before
// anything is read, how far it is, and what became of each file. Files go to the worker one by one, by reference; this
// page never holds their bytes. Fetched when first needed.

const SAID = {
  "zh-Hans": {
    halted: "已停下", unread: (n) => `${n} 个文件没有读完`, goOn: (n) => `接着读没读完的 ${n} 个`, again2: "再试一次",
    isPack: (name) => `“${name}”是一份语料，可以单独打开，也可以并入现在打开的语料。`, openPack: "单独打开（连同词典、主题和笔记）", joinPack: "并入（只取文章和笔记）", opening: "正在打开语料",
    broken: (n, name) => `上次导入没有做完就关闭了：${name} 等 ${n} 个文件还没有收进语料，原来的文章都在。`, resume: "接着导入", drop: "不要了",
    running: "正在导入", indexing: "正在编索引", fetching: "正在取词典", stop: "停下，留下已读的", done: "导入完成", none: "没有可导入的文件。",
    n: (n) => `${n} 篇`, files: (done, of) => `${done} / ${of} 个文件`, left: (s) => `约剩 ${s}`, seconds: (n) => `${n} 秒`, minutes: (n) => `${n} 分钟`,
    read: "打开看看", dismiss: "收起", repeated: "语料里已有，没有重复收", repairs: (n) => `修复 ${n} 处`, doubtful: (n) => `其中 ${n} 处存疑`,
    failed: "没有导入，原有的文章都在。", failedN: (n) => `${n} 个文件没有导入`, notedN: (n) => `${n} 个文件有提示`, more: (n) => `再列 ${n} 个文件`, retry: (n) => `重试没导入的 ${n} 个`, save: "下载报告（CSV）",
    head: ["文件", "篇数", "重复", "编码", "修复", "存疑", "错误", "提示"],
    columns: "各列当作什么", ask: "有的列说不准，请看一眼再开始：", column: "文件里的列", becomes: "当作", sample: "第一条里是", begin: "开始导入", cancel: "不导入", again: "按改过的列重新导入", same: "已有别的列", unused: "不用",
    of: (name, more) => (more ? `${name} 等 ${more} 个文件` : name), stopped: "没有导入。", pasted: "粘贴的文字",
    fields: { body: "正文", summary: "摘要（无正文时）", title: "标题", date: "日期", source: "来源", author: "作者", reviewer: "编审", place: "地点", url: "网址", id: "编号", language: "语言", kind: "栏目", period: "时段", note: "备注", rights: "刊载权限" },
  },
  "zh-Hant": {
    halted: "已停下", unread: (n) => `${n} 個檔案沒有讀完`, goOn: (n) => `接著讀沒讀完的 ${n} 個`, again2: "再試一次",
    isPack: (name) => `「${name}」是一份語料，可以單獨打開，也可以併入現在打開的語料。`, openPack: "單獨打開（連同詞典、主題和筆記）", joinPack: "併入（只取文章和筆記）", opening: "正在打開語料",
    broken: (n, name) => `上次匯入沒有做完就關閉了：${name} 等 ${n} 個檔案還沒有收進語料，原來的文章都在。`, resume: "接著匯入", drop: "不要了",
    running: "正在匯入", indexing: "正在編索引", fetching: "正在取詞典", stop: "停下，留下已讀的", done: "匯入完成", none: "沒有可匯入的檔案。",
    n: (n) => `${n} 篇`, files: (done, of) => `${done} / ${of} 個檔案`, left: (s) => `約剩 ${s}`, seconds: (n) => `${n} 秒`, minutes: (n) => `${n} 分鐘`,
    read: "打開看看", dismiss: "收起", repeated: "語料裏已有，沒有重複收", repairs: (n) => `修復 ${n} 處`, doubtful: (n) => `其中 ${n} 處存疑`,
    failed: "沒有匯入，原有的文章都在。", failedN: (n) => `${n} 個檔案沒有匯入`, notedN: (n) => `${n} 個檔案有提示`, more: (n) => `再列 ${n} 個檔案`, retry: (n) => `重試沒匯入的 ${n} 個`, save: "下載報告（CSV）",
    head: ["檔案", "篇數", "重複", "編碼", "修復", "存疑", "錯誤", "提示"],
    columns: "各欄當作什麼", ask: "有的欄說不準，請看一眼再開始：", column: "檔案裏的欄", becomes: "當作", sample: "第一條裏是", begin: "開始匯入", cancel: "不匯入", again: "按改過的欄重新匯入", same: "已有別的欄", unused: "不用",
    of: (name, more) => (more ? `${name} 等 ${more} 個檔案` : name), stopped: "沒有匯入。", pasted: "貼上的文字",
    fields: { body: "正文", summary: "摘要（無正文時）", title: "標題", date: "日期", source: "來源", author: "作者", reviewer: "編審", place: "地點", url: "網址", id: "編號", language: "語言", kind: "欄目", period: "時段", note: "備註", rights: "刊載權限" },
  },
  en: {
    halted: "Stopped", unread: (n) => `${n} ${n === "1" ? "file was" : "files were"} not read to the end`, goOn: (n) => `Read on: ${n} ${n === "1" ? "file" : "files"}`, again2: "Try again",
    isPack: (name) => `“${name}” is a corpus. It can be opened by itself, or its articles joined to the corpus that is open.`, openPack: "Open it (with its words, themes and notes)", joinPack: "Join (articles and notes only)", opening: "Opening the corpus",
    broken: (n, name) => `The last import was cut off: ${n === "1" ? name : `${name} and others (${n} files)`} had not been taken in; the articles of before are all there.`, resume: "Import them now", drop: "Leave them out",
    running: "Importing", indexing: "Indexing", fetching: "Fetching the lexicon", stop: "Stop and keep what is read", done: "Import finished", none: "No file to import.",
    n: (n) => `${n} ${n === "1" ? "article" : "articles"}`, files: (done, of) => `${done} / ${of} files`, left: (s) => `about ${s} left`, seconds: (n) => `${n} s`, minutes: (n) => `${n} min`,
    read: "Read it", dismiss: "Dismiss", repeated: "there already and not taken again", repairs: (n) => `${n} repairs`, doubtful: (n) => `${n} of them doubtful`,
    failed: "Nothing was added; what was there is still there.", failedN: (n) => `${n} files were not taken`, notedN: (n) => `${n} files have remarks`, more: (n) => `List ${n} more files`, retry: (n) => `Try the ${n} that failed again`, save: "Download the report (CSV)",
    head: ["file", "articles", "repeated", "encoding", "repairs", "doubtful", "error", "remarks"],
    columns: "What the columns are taken for", ask: "Some columns are not certain. Have a look before it begins:", column: "Column of the file", becomes: "is taken for", sample: "first says", begin: "Import", cancel: "Do not import", again: "Import again with these columns", same: "another column has it", unused: "not used",
    of: (name, more) => (more ? `${name} and ${more} more` : name), stopped: "Nothing was imported.", pasted: "Pasted text",
    fields: { body: "text", summary: "summary (where no text is)", title: "title", date: "date", source: "source", author: "author", reviewer: "editor", place: "place", url: "address", id: "id", language: "language", kind: "category", period: "period", note: "note", rights: "rights" },
  },
};

/** `protocol::Ask` */
const [LOOK, BEGIN, STEP, STOP, INFO] = [18, 19, 20, 21, 22];
/** Characters taken in between two looks at the page. */
const CHARS = 60_000;
/** Bytes from which fields and columns are told, and files that are looked at so. */
const [HEAD, LOOKED] = [1 << 18, 20];
/** Files of the report that are listed at once: a longer list would hold the page up. */
const LISTED = 100;
/** Part of the time that reading takes; the rest is indexing. */
const READING = 0.2;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The few rules of its own: a style sheet made here is no inline style, which the page's policy refuses. */
function dress() {
  try {
    if (dress.done) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      .import table { border-collapse: collapse; font-size: var(--t-13); max-width: 100%; }
      .import th, .import td { text-align: start; padding: 2px var(--s-3) 2px 0; vertical-align: baseline; font-weight: 400; }
      .import th[scope=col] { color: var(--ink-2); }
      .import td:last-child { color: var(--ink-2); overflow-wrap: anywhere; }
      .import select { min-height: var(--target); font-size: var(--t-13); background: var(--paper); color: var(--ink); border: 1px solid var(--rule-2); }
      .import .tools { display: flex; flex-wrap: wrap; gap: var(--s-3); align-items: center; }
      .import summary { min-height: var(--target); cursor: pointer; font-size: var(--t-13); }
      .import li { overflow-wrap: anywhere; }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    dress.done = true;
  } catch {
    // An older browser: a plain table.
  }
}

const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const megabytes = (n) => (n < 1e5 ? `${Math.ceil(n / 1e3)} kB` : `${(n / 1e6).toFixed(1)} MB`);

/** All files of folders that were dropped, named with their path. */
async function inFolders(entries) {
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
      if (file) found.push({ file, name: entry.fullPath.replace(/^\//, "") });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
      if (some.length === 0) return;
      for (const inner of some) if (!inner.name.startsWith(".")) await walk(inner);
    }
  };
  for (const entry of entries) await walk(entry);
  return found;
}

/** Files that were given before, to be imported without another question. */
const once = (named) => ({ named, files: [], entries: [], html: "", text: "", join: true });

/** What was given, as files with names. */
async function filesOf({ files, entries, html, text, named }, said) {
  if (named) return named;
  if (entries.some((entry) => entry.isDirectory)) return inFolders(entries);
  if (files.length > 0) return files.map((file) => ({ file, name: file.webkitRelativePath || file.name }));
  const [pasted, end] = /<(p|h1|article|div)\b/i.test(html) ? [html, "html"] : [text, "txt"];
  return pasted.trim() ? [{ file: new File([pasted], `${said.pasted}.${end}`), name: `${said.pasted}.${end}` }] : [];
}

class Import {
  constructor(host) {
    this.host = host;
    this.said = SAID[host.lang] ?? SAID.en;
    this.section = make("section", { class: "import", "aria-label": this.said.running });
    this.status = make("p", { role: "status" });
  }

  show(...children) {
    this.section.replaceChildren(...children.filter(Boolean));
    if (!this.section.isConnected) this.host.place.replaceChildren(this.section);
  }

  async ask(code, ...parts) {
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 1));
    bytes[0] = code;
    let at = 1;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    const answer = await this.host.link.askScript(bytes);
    if (answer[0] === 1) throw new Error(decoder.decode(answer.subarray(1)));
    return answer[0] === 2 ? answer.slice(1) : JSON.parse(decoder.decode(answer.subarray(1)));
  }

  /** A part of a question with its length before it. */
  part(text) {
    const body = encoder.encode(text);
    const out = new Uint8Array(body.length + 4);
    new DataView(out.buffer).setUint32(0, body.length, true);
    out.set(body, 4);
    return out;
  }

  /** The tables among the files by their columns: what they are taken for, and the files that have them. */
  async look(files) {
    const groups = new Map();
    const tables = files.filter(({ name }) => /\.(jsonl?|ndjson|geojson|csv|tsv|tab)$/i.test(name));
    for (const { file, name } of tables.slice(0, LOOKED)) {
      const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer().catch(() => new ArrayBuffer(0)));
      const found = head.length && (await this.ask(LOOK, this.part(""), this.part(name), head));
      if (!found) continue;
      const key = JSON.stringify(found.columns.map(({ name }) => name));
      const group = groups.get(key) ?? { ...found, name, n: 0 };
      group.n += 1;
      groups.set(key, group);
    }
    return [...groups.values()];
  }

  /** The columns of a group as a table in which they can be changed; `changed` hears of it. */
  table(group, changed) {
    const { said } = this;
    const row = (column) => {
      const select = make("select", { "aria-label": `${column.name} ${said.becomes}`, "data-testid": "import-field", "data-column": column.name });
      select.append(make("option", { value: "" }, said.unused));
      for (const [field, name] of Object.entries(said.fields)) {
        select.append(make("option", { value: field, selected: field === column.field }, name));
      }
      select.addEventListener("change", () => {
        column.field = select.value;
        group.isChanged = true;
        changed();
      });
      const note = column.field && !column.used && column.sample ? ` (${said.same})` : "";
      return make("tr", {}, make("th", { scope: "row" }, column.name), make("td", {}, select, note), make("td", {}, column.sample));
    };
    const head = [said.column, said.becomes, said.sample].map((name) => make("th", { scope: "col" }, name));
    return make("table", { "data-testid": "import-columns" },
      make("caption", { class: "sr" }, said.of(group.name, group.n - 1)),
      make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...group.columns.map(row)));
  }

  /** What the reader has said of the columns, as lines; of numbered columns for their own file alone. */
  fields(groups) {
    const lines = (group) => group.columns.map(({ name, field }) => `${field || "-"}=${name.replace(/\s+/g, " ")}`).join("\n");
    return groups.filter((group) => group.isChanged).map(lines).join("\n");
  }

  /** Waits until the reader has seen columns that are not certain; `false` when nothing is to be imported. */
  confirm(groups) {
    const { said } = this;
    return new Promise((resolve) => {
      const begin = make("button", { type: "button", "data-testid": "import-begin", click: () => resolve(true) }, said.begin);
      const cancel = make("button", { type: "button", "data-testid": "import-cancel", click: () => resolve(false) }, said.cancel);
      const tables = groups.flatMap((group) => [make("p", {}, make("b", {}, said.of(group.name, group.n - 1)), ` · ${group.kind} · ${group.encoding}`), this.table(group, () => {})]);
      this.show(make("p", { role: "status" }, said.ask), ...tables, make("p", { class: "tools" }, begin, cancel));
      this.section.setAttribute("data-testid", "import-mapping");
      begin.focus();
    }).finally(() => this.section.removeAttribute("data-testid"));
  }

  /** The columns folded away, with a button that appears when they were changed. */
  folded(groups, again) {
    if (groups.length === 0) return null;
    const { said } = this;
    const button = make("button", { type: "button", hidden: true, "data-testid": "import-again", click: again }, said.again);
    const short = groups[0].columns.filter(({ field }) => field).map(({ name, field }) => `${name} → ${said.fields[field]}`);
    return make("details", { "data-testid": "import-fields" },
      make("summary", {}, `${said.columns}: ${short.join(" · ")}`),
      ...groups.map((group) => this.table(group, () => (button.hidden = false))), button);
  }

  /** Imports; settles with what is open now, or nothing when nothing was imported. */
  async run(given) {
    const { said, host } = this;
    dress();
    this.status.textContent = said.running;
    this.show(this.status);
    const files = await filesOf(given, said);
    if (files.length === 0) {
      this.show(make("p", { role: "status" }, said.none));
      return null;
    }
    try {
      if (files.length === 1 && /\.wenlan$/i.test(files[0].name) && host.open && !given.join) {
        const choice = await this.choose(said.isPack(files[0].name), [[said.openPack, "open"], [said.joinPack, "join"], [said.cancel, "no"]], "import-pack");
        if (choice === "no") {
          this.show(make("p", { role: "status" }, said.stopped));
          return null;
        }
        if (choice === "open") return await this.open(files[0]);
      }
      this.status.textContent = said.fetching;
      this.show(this.status);
      await host.lexicon();
      const groups = await this.look(files);
      if (groups.some((group) => group.doubtful) && !(await this.confirm(groups))) {
        this.show(make("p", { role: "status" }, said.stopped));
        return null;
      }
      const now = await this.take(files, groups, false);
      if (given.notes) await host.join(given.notes).catch(console.error);
      return now;
    } catch (error) {
      console.error(error);
      this.fail(error, files);
      throw error;
    }
  }

  /** Asks which of several things is meant. */
  choose(question, answers, id) {
    return new Promise((resolve) => {
      const buttons = answers.map(([name, value]) => make("button", { type: "button", "data-testid": `${id}-${value}`, click: () => resolve(value) }, name));
      this.show(make("p", { role: "status" }, question), make("p", { class: "tools" }, ...buttons));
      this.section.setAttribute("data-testid", id);
      buttons[0].focus();
    }).finally(() => this.section.removeAttribute("data-testid"));
  }

  /** Opens a pack in the place of what is open, as a corpus of its own. */
  async open({ file }) {
    const { said, host } = this;
    this.status.textContent = said.opening;
    this.show(this.status);
    const answer = await host.open(new Uint8Array(await file.arrayBuffer()));
    this.dismiss();
    return answer;
  }

  fail(error, files) {
    const { said } = this;
    const why = make("p", { role: "alert", "data-failed": "true" }, error.name === "Dead" ? said.failed : `${said.failed} ${error.message}`);
    const again = make("button", { type: "button", "data-testid": "import-retry", click: () => this.host.told(queue(() => new Import(this.host).run(once(files)))) }, said.again2);
    const dismiss = make("button", { type: "button", class: "link", click: () => this.dismiss() }, said.dismiss);
    this.show(why, make("p", { class: "tools" }, files && files.length ? again : null, dismiss));
  }

  dismiss() {
    this.section.remove();
  }

  /** Imports, and lets the browser keep the files until it is done: when the page is closed before, they can be taken in
   * at the next visit. */
  async take(files, groups, again) {
    const { host } = this;
    const pending = host.pending && (await host.pending.begin(files).catch(() => null));
    try {
      return await this.work(files, groups, again);
    } finally {
      if (pending) await pending().catch(() => {});
    }
  }

  async work(files, groups, again) {
    const { said, host } = this;
    const fields = this.fields(groups);
    const size = files.reduce((sum, { file }) => sum + file.size, 0);
    await this.ask(BEGIN, encoder.encode(`${files.length} ${size} ${again ? 1 : 0} ${host.lang}`));
    const bar = make("progress", { max: "1", value: "0", "aria-label": said.running });
    const text = make("span");
    let isStopped = false;
    let unread = [];
    const stop = make("button", { type: "button", class: "link", "data-testid": "import-stop", click: () => {
      isStopped = true;
      stop.disabled = true;
    } }, said.stop);
    this.status.textContent = said.running;
    const folded = this.folded(groups, () => {});
    folded?.querySelectorAll("select").forEach((select) => (select.disabled = true));
    this.show(this.status, make("p", {}, text), bar, stop, folded);
    const start = performance.now();
    let [next, shown] = [0, 0];
    let told = await this.ask(STEP, encoder.encode("1"));
    for (let isTold = false; told.stage !== "done"; ) {
      if (isStopped && !isTold) {
        isTold = true;
        // The file that is being read is not read to its end.
        if (told.stage !== "index") unread = files.slice(told.stage === "hungry" ? next : Math.max(0, next - 1));
        await this.ask(STOP, encoder.encode("keep"));
      } else if (told.stage === "hungry") {
        const { file, name } = files[next++];
        await host.link.post({ give: "file", file, name, fields }, []);
      } else if (told.stage === "stopped") return null;
      // Not at every step: of ten thousand small files WebKit would draw the page anew for each.
      if (performance.now() - shown > 100) {
        shown = performance.now();
        const part = told.stage === "index" ? READING + (1 - READING) * (told.done / Math.max(1, told.of)) : READING * (told.bytes / Math.max(1, told.bytes_of));
        const seconds = (performance.now() - start) / 1000;
        const left = Math.ceil((seconds / part) * (1 - part));
        const time = seconds < 2 || part < 0.02 ? [] : [said.left(left > 90 ? said.minutes(Math.ceil(left / 60)) : said.seconds(left))];
        const facts = told.stage === "index"
          ? [`${said.indexing} ${thousands(told.done)} / ${thousands(told.of)}`]
          : [said.files(thousands(told.done), thousands(told.of)), said.n(thousands(told.articles)), `${megabytes(told.bytes)} / ${megabytes(told.bytes_of)}`];
        // What is read is kept: there is nothing to stop any more.
        stop.hidden = isStopped || told.stage === "index";
        text.textContent = [...facts, ...time].join(" · ");
        bar.value = part;
      }
      told = await this.ask(STEP, encoder.encode(String(CHARS)));
    }
    this.report(told, files, groups, unread);
    // Nothing new: what is open is as it was.
    return told.articles || again ? this.ask(INFO) : null;
  }

  /** What became of the files: those that failed first, then those with remarks. */
  report(told, files, groups, unread) {
    const { said } = this;
    const failed = told.files.filter((file) => file.error);
    const noted = told.files.filter((file) => !file.error && (file.notes.length || file.doubtful));
    const rest = told.files.filter((file) => !file.error && !file.notes.length && !file.doubtful);
    const all = [...failed, ...noted, ...rest];
    const list = make("ul");
    const item = (file) => {
      const facts = file.error ? [file.error] : [said.n(thousands(file.n))];
      if (file.repeated) facts.push(`${said.n(thousands(file.repeated))} ${said.repeated}`);
      if (!file.error) facts.push(file.encoding);
      if (file.repairs) facts.push(said.repairs(thousands(file.repairs)));
      if (file.doubtful) facts.push(said.doubtful(thousands(file.doubtful)));
      return make("li", { "data-failed": file.error && "true" }, make("b", {}, file.name), ` ${[...facts, ...file.notes].filter(Boolean).join(" · ")}`);
    };
    let n = 0;
    const more = make("button", { type: "button", class: "link", "data-testid": "import-more" });
    const longer = () => {
      list.append(...all.slice(n, n + LISTED).map(item));
      n = Math.min(all.length, n + LISTED);
      more.hidden = n >= all.length;
      more.textContent = said.more(thousands(Math.min(LISTED, all.length - n)));
    };
    more.addEventListener("click", longer);
    longer();
    const read = told.first && make("a", { class: "link", href: this.address(told.first) }, said.read);
    const dismiss = make("button", { type: "button", class: "link", click: () => this.dismiss() }, said.dismiss);
    const names = new Set(failed.map((file) => file.name));
    const lost = files.filter(({ name }) => names.has(name));
    const retry = lost.length > 0 && make("button", { type: "button", "data-testid": "import-retry", click: () => this.redo(lost, groups, false) }, said.retry(thousands(lost.length)));
    const goOn = unread.length > 0 && make("button", { type: "button", "data-testid": "import-go-on", click: () => this.redo(unread, groups, false) }, said.goOn(thousands(unread.length)));
    const save = all.length > 1 && make("button", { type: "button", "data-testid": "import-save", click: () => this.save(all) }, said.save);
    const sums = [];
    if (unread.length) sums.push(said.unread(thousands(unread.length)));
    const head = unread.length ? said.halted : said.done;
    if (failed.length) sums.push(said.failedN(thousands(failed.length)));
    if (noted.length) sums.push(said.notedN(thousands(noted.length)));
    this.section.setAttribute("data-testid", "import-report");
    this.section.setAttribute("data-articles", told.articles);
    this.section.setAttribute("data-unread", unread.length);
    this.section.setAttribute("aria-label", head);
    this.status.replaceChildren(make("b", {}, head), ` · ${[said.n(thousands(told.articles)), ...sums].join(" · ")} `, ...(read ? [read, " "] : []), dismiss);
    const tools = [goOn, retry, save].filter(Boolean);
    this.show(this.status, tools.length ? make("p", { class: "tools" }, ...tools) : null, this.folded(groups, () => this.redo(files, groups, true)), list, more);
  }

  /** The same again: files that failed, or all with other columns in place of the last time. */
  redo(files, groups, again) {
    this.section.removeAttribute("data-testid");
    const work = () => this.take(files, groups, again).catch((error) => {
      this.fail(error, files);
      throw error;
    });
    this.host.told(queue(work));
  }

  address(id) {
    const view = new URLSearchParams();
    const now = new URLSearchParams(location.search);
    for (const name of ["lang", "scheme", "corpus", "embed"]) if (now.has(name)) view.set(name, now.get(name));
    view.set("article", id);
    return `?${view}`;
  }

  save(all) {
    const cell = (value) => {
      // What a spreadsheet would take for a formula is not begun so.
      const text = String(value ?? "").replace(/^(?=[=+\-@\t\r])/, "'");
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const row = (file) => [file.name, file.n, file.repeated, file.encoding, file.repairs, file.doubtful, file.error, file.notes.join(" ")];
    const rows = [this.said.head, ...all.map(row)].map((row) => row.map(cell).join(","));
    const link = make("a", { href: URL.createObjectURL(new Blob([`\ufeff${rows.join("\r\n")}\r\n`], { type: "text/csv" })), download: "import.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}

/** One import at a time: the next waits until the one before is done. */
let before = Promise.resolve();
function queue(work) {
  const now = before.then(work, work);
  before = now.catch(() => {});
  return now;
}

/**
 * Imports what was given.
 * @param {{link: object, lexicon: () => Promise<unknown>, lang: string, place: Element, told: (now: Promise<Uint8Array | null>) => void}} host
 *   `place` is where it is shown; `told` hears of every import, this one and those the reader starts from its report: it
 *   settles with what is open then, as in `protocol`, or with nothing when nothing was imported
 * @param {{files: File[], entries: object[], html: string, text: string}} given
 */
export const take = (host, given) => host.told(queue(() => new Import(host).run(given)));

/** Offers what an import that was cut off had still to take in. */
export async function resume(host) {
  const files = await host.pending.left();
  if (files.length === 0) return;
  const one = new Import(host);
  dress();
  const { said } = one;
  const choice = await one.choose(said.broken(thousands(files.length), files[0].name), [[said.resume, "resume"], [said.drop, "drop"]], "import-resume");
  await host.pending.forget();
  one.dismiss();
  if (choice === "resume") host.told(queue(() => new Import(host).run(once(files))));
}
